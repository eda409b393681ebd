/**
 * The rich seed: businesses with a month behind them, messages and templates in every state. Drawn from a fixed
 * seed, so that it comes out the same to the byte; its times are counted back from whenever it is used.
 */
import { base, en, Faker } from "@faker-js/faker";
import type {
  SeedAccount,
  SeedContact,
  SeedData,
  SeedInbound,
  SeedMessage,
  SeedTemplate,
} from "../../src/emulator/types/seed.ts";
import { deliveryStatuses } from "../../src/protocol/delivery-status.ts";
import { mmsTemplateStatuses } from "../../src/protocol/mms-template-status.ts";
import { type Business, businesses } from "./businesses.ts";

export const RICH_SEED_FILE: URL = new URL("../../fixtures/seeds/rich.json", import.meta.url);

const DRAWN_FROM = 20_260_101;
const DAY = 24 * 60;
const MESSAGES_EACH = 72;
const PEOPLE_EACH = 24;
const FIRST_TEMPLATE = 10_586;
const BY_API = "api";
const AREA_CODES = ["212", "310", "415", "512", "617", "646", "718", "917"] as const;
/** Last two digits of fictional numbers that are ordinary recipients, no magic ones. */
const ORDINARY = { min: 45, max: 99 };

const statusesOf = (table: object): readonly number[] => Object.keys(table).map(Number);

/** @returns the file's text */
export function richSeed(): string {
  const faker = new Faker({ locale: [en, base], seed: DRAWN_FROM });
  const seed = {
    $schema: "./seed.schema.json",
    rates: { "1": { sms: 1, mms: 3 }, "44": { sms: 4, mms: 12 } },
    accounts: businesses.map((business, index) => new Month(faker, business, index).account()),
  };
  return `${JSON.stringify(seed satisfies Plain<SeedData>, null, 1)}\n`;
}

/** Statuses come from tables as numbers; the schema holds them to what there is. */
type Plain<T> = T extends readonly (infer E)[]
  ? readonly Plain<E>[]
  : T extends object
    ? { readonly [K in keyof T]: Plain<T[K]> }
    : T extends number
      ? number
      : T;

/** One business's. */
class Month {
  readonly #faker: Faker;
  readonly #business: Business;
  readonly #index: number;
  readonly #people: readonly string[];

  constructor(faker: Faker, business: Business, index: number) {
    this.#faker = faker;
    this.#business = business;
    this.#index = index;
    this.#people = faker.helpers.uniqueArray(() => this.#person(), PEOPLE_EACH);
  }

  account(): Plain<SeedAccount> {
    const talks = this.#talks();
    return {
      token: this.#business.token,
      credits: this.#faker.number.int({ min: 40, max: 5000 }),
      numbers: this.#numbers(),
      templates: this.#templates(),
      messages: [...this.#messages(), ...talks.answers],
      inbox: [...talks.questions, ...this.#stops()],
      contacts: this.#contacts(),
    };
  }

  /** A fictional number. */
  #person(): string {
    const area = this.#faker.helpers.arrayElement(AREA_CODES);
    return `1${area}55501${this.#faker.number.int(ORDINARY)}`;
  }

  #numbers(): NonNullable<Plain<SeedAccount>["numbers"]> {
    const own = `1646555016${this.#index}`;
    const states = [0, 0, 301, 302, 1] as const;
    const status = states[this.#index % states.length] ?? 0;
    return [
      "82257",
      status === 0 ? own : { number: own, status, ...(status === 1 ? {} : { blockedAt: "-4d" }) },
    ];
  }

  /** The first is approved; the others stand in the other states. */
  #templates(): readonly Plain<SeedTemplate>[] {
    const others = statusesOf(mmsTemplateStatuses).filter((status) => status !== 3);
    return [3, ...others].map((status, index) => {
      const name = this.#faker.commerce.productName();
      const file = name.toLowerCase().replace(/[^a-z]+/g, "-");
      const type = this.#faker.helpers.arrayElement(["jpg", "png", "gif"]);
      return {
        resourceLink: `https://media.example.com/${file}.${type}`,
        name,
        createdAt: `-${40 - index}d`,
        status,
      };
    });
  }

  /** Mostly delivered; each other status at least once. */
  #messages(): readonly Plain<SeedMessage>[] {
    const statuses = statusesOf(deliveryStatuses);
    return Array.from({ length: MESSAGES_EACH }, (_, index) => {
      const status = statuses[index] ?? 2;
      const isMms = index % 9 === 4;
      const text = this.#business.text(this.#faker);
      const mms = {
        template: FIRST_TEMPLATE,
        subject: this.#faker.commerce.productAdjective(),
        resend: status === 5,
      };
      const sentAt = `-${this.#faker.number.int({ min: 60, max: 30 * DAY })}m`;
      return { to: this.#anybody(), ...(isMms ? mms : {}), text, sentAt, status };
    });
  }

  #talks(): { readonly questions: readonly SeedInbound[]; readonly answers: readonly Plain<SeedMessage>[] } {
    const talks = Array.from({ length: 8 }, () => {
      const [question, answer] = this.#faker.helpers.arrayElement(this.#business.talks);
      const asked = this.#faker.number.int({ min: 30, max: 20 * DAY });
      return { from: this.#anybody(), question, answer, asked };
    });
    return {
      questions: talks.map(({ from, question, asked }) => ({
        from,
        message: question,
        receivedAt: `-${asked}m`,
      })),
      answers: talks.map(({ from, answer, asked }) => ({
        to: from,
        text: answer,
        sentAt: `-${asked - 4}m`,
        status: 2,
      })),
    };
  }

  /** Two people who opt out, and one of them who opts in again. */
  #stops(): readonly SeedInbound[] {
    const [one = "", two = ""] = this.#people;
    return [
      { from: one, message: "STOP", receivedAt: "-50m" },
      { from: two, message: "Stop", receivedAt: "-45m" },
      { from: two, message: "START", receivedAt: "-40m" },
    ];
  }

  #contacts(): readonly SeedContact[] {
    return this.#people.map((number, index) => ({
      number,
      createdAt: `-${40 + index}d`,
      ...(index === 2 ? { optOut: { by: BY_API, at: "-20m" } } : {}),
    }));
  }

  #anybody(): string {
    return this.#faker.helpers.arrayElement(this.#people);
  }
}
