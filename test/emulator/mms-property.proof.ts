/** The books under random templates, MMS, decisions and clocks: reads, however many, change nothing. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json, NO_LIMITS, TestEmulator } from "../support/test-emulator.ts";

const RUNS = { seed: 82_257, numRuns: 60 };
const OPENING = { test_rich: 1000, test_poor: 8, test_slow: 60 } as const;
type Tenant = keyof typeof OPENING;
const TENANTS: readonly Tenant[] = ["test_rich", "test_poor", "test_slow"];
/** Rejected (0105), delivered, failed (0103), and whatever the account says. */
const RECIPIENTS = ["12125550105", "13105550105", "13105550105", "12125550103", "12125550150"] as const;

type Step =
  | { readonly kind: "template"; readonly tenant: Tenant; readonly file: string }
  | {
      readonly kind: "send";
      readonly tenant: Tenant;
      readonly recipient: string;
      readonly length: number;
      readonly template: number | null;
      readonly resend: boolean;
    }
  | { readonly kind: "decide"; readonly tenant: Tenant; readonly nth: number; readonly status: number }
  | { readonly kind: "clock"; readonly tenant: Tenant | null; readonly ms: number }
  | { readonly kind: "top-up"; readonly tenant: Tenant; readonly credits: number };

const tenant = fc.constantFrom(...TENANTS, "test_poor" as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("template" as const),
      tenant,
      file: fc.constantFrom("a.png", "a.png", "magic-rejected.png", "magic-broken.gif"),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      tenant,
      recipient: fc.constantFrom(...RECIPIENTS),
      length: fc.integer({ min: 1, max: 700 }),
      template: fc.option(fc.constantFrom(10_586, 10_586, 10_586, 10_587), { freq: 6 }),
      resend: fc.nat(3).map((drawn) => drawn > 0),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("decide" as const),
      tenant,
      nth: fc.nat(5),
      status: fc.constantFrom(2, 3, 5, 5, 10),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("clock" as const),
      tenant: fc.option(tenant),
      ms: fc.oneof(fc.nat(4000), fc.integer({ min: -5000, max: 20_000 })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("top-up" as const), tenant, credits: fc.nat(3) }),
  },
);
const steps = fc.array(step, { maxLength: 50, size: "max" });

async function open(): Promise<TestEmulator> {
  const emulator = new TestEmulator(NO_LIMITS);
  for (const token of TENANTS) {
    await emulator.open(token, {
      credits: OPENING[token],
      ...(token === "test_slow" ? { delivery: { mode: "polls" } } : {}),
    });
    await emulator.create({ ResourceLink: "https://media.example.test/first.png" }, { token });
  }
  emulator.clock.advance(6000);
  return emulator;
}

/** @returns credits that the step added */
async function take(emulator: TestEmulator, made: Step): Promise<number> {
  const { accounts, clock } = emulator.emulator;
  switch (made.kind) {
    case "template": {
      const { tenant: token, file } = made;
      await emulator.create({ ResourceLink: `https://media.example.test/${file}` }, { token });
      return 0;
    }
    case "send": {
      const { tenant: token, recipient, length, template, resend } = made;
      const mms = template === null ? {} : { MmsTemplateId: template, MmsResend: Number(resend) };
      await emulator.send({ MobilePhone: recipient, Message: "a".repeat(length), ...mms }, { token });
      return 0;
    }
    case "decide": {
      // By number, so that looking for it is the same in every run.
      const { root } = await emulator.emulator.snapshot({ token: made.tenant });
      const found = root.order[made.nth];
      const answer =
        found && (await emulator.control("POST", `messages/${found.id}/status`, { id: made.status }));
      if (answer !== undefined && ![200, 409].includes(answer.status)) throw new Error(answer.text);
      return 0;
    }
    case "clock": {
      const { now } = await clock.get(made.tenant === null ? {} : { token: made.tenant });
      const to = Date.parse(now) + made.ms;
      await clock.set(made.tenant === null ? { now: to } : { now: to, token: made.tenant });
      return 0;
    }
    case "top-up": {
      const { credits } = await accounts.get(made.tenant);
      await accounts.patch(made.tenant, { credits: credits + made.credits });
      return made.credits;
    }
  }
}

/** Everything of an account's books. */
async function booksOf(emulator: TestEmulator): Promise<unknown> {
  const books: unknown[] = [];
  for (const token of TENANTS) {
    books.push(await emulator.books(token));
    books.push(await emulator.emulator.templates.list({ token }));
  }
  return books;
}

describe("the books of MMS", () => {
  it("[mms.resend] [mms.resend-unpaid] [price.mms] add up, with one SMS at most for each rejected MMS and none before its time, however often anybody looks", async () => {
    const count = { mms: 0, resent: 0, unpaid: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(steps, fc.infiniteStream(fc.nat(3)), async (script, looks) => {
        const [seldom, often] = [await open(), await open()];
        const added: Record<Tenant, number> = { test_rich: 0, test_poor: 0, test_slow: 0 };
        for (const made of script) {
          const topUp = await take(seldom, made);
          if (made.kind === "top-up") added[made.tenant] += topUp;
          await take(often, made);
          if (looks.next().value === 0) await booksOf(often);
        }
        expect(await booksOf(often)).toEqual(await booksOf(seldom));
        // By then everything has come to its end.
        for (const emulator of [seldom, often]) await emulator.emulator.clock.advance("30d");
        const books = await booksOf(often);
        expect(await booksOf(seldom)).toEqual(books);
        expect(await booksOf(seldom)).toEqual(books);

        for (const token of TENANTS) {
          const { credits, totals } = await seldom.account(token);
          const { items } = await seldom.messages(`token=${token}&limit=10000`);
          const charged = items.reduce((sum, message) => sum + message.credits, 0);
          expect(credits).toBe(OPENING[token] + added[token] - charged);
          expect(totals).toMatchObject({ messages: items.length, creditsCharged: charged });
          expect(credits).toBeGreaterThanOrEqual(0);
          expect(items.map(({ number }) => number)).toEqual(
            items.map((_, index) => 1000 + items.length - index),
          );
          const templates = await seldom.emulator.templates.list({ token });
          for (const message of items) {
            const { id, kind, resend, replaces, templateId } = message;
            const inPlace = items.filter((other) => other.replaces === id);
            const state = resend?.state ?? "not-asked";
            expect(kind === "mms" ? message.credits : 3).toBe(3);
            expect(inPlace).toHaveLength(state === "sent" ? 1 : 0);
            const isAsked = state !== "not-asked";
            const rejectedAt = message.history.find((entry) => entry.id === 5)?.at;
            expect([id, ["sent", "not-sent"].includes(state)]).toEqual([
              id,
              isAsked && rejectedAt !== undefined,
            ]);
            for (const sms of inPlace) expect([sms.kind, sms.sentAt]).toEqual(["sms", rejectedAt]);
            expect(replaces === undefined || items.some((other) => other.id === replaces)).toBe(true);
            const template = templates.items.find((made) => made.id === templateId);
            expect(kind === "sms" || template !== undefined).toBe(true);
            count.mms += kind === "mms" ? 1 : 0;
            count.resent += state === "sent" ? 1 : 0;
            count.unpaid += state === "not-sent" ? 1 : 0;
          }
        }
        count.refused += json<{ readonly total: number }>(
          await seldom.control("GET", "journal?status=422&limit=1"),
        ).total;
      }),
      RUNS,
    );
    // The scripts must reach every side.
    expect(Object.entries(count).filter(([, times]) => times < 10)).toEqual([]);
  });
});
