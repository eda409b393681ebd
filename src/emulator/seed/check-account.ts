/** Consistency of the parts of a seeded account with each other and with the settings. */
import { isFinal } from "../../protocol/delivery-status.ts";
import { mmsTemplateStatuses, TEMPLATE_APPROVED } from "../../protocol/mms-template-status.ts";
import { isBlocked } from "../../protocol/number-status.ts";
import { isoTime } from "../../protocol/vendor-time.ts";
import { openAccount } from "../domain/account.ts";
import { approvalAt } from "../domain/approval.ts";
import { isTime } from "../domain/clock.ts";
import { FIRST_TEMPLATE, mediaFileOf } from "../domain/template.ts";
import type { Settings } from "../settings.ts";
import { eachName } from "../store/each-name.ts";
import type {
  SeedAccount,
  SeedContact,
  SeedInbound,
  SeedMessage,
  SeedNumber,
  SeedTemplate,
} from "../types/seed.ts";
import { accountInput, ownNumbers } from "./seed-account.ts";
import { approvalOf } from "./seed-template.ts";
import { seedTime } from "./seed-time.ts";
import type { SeedChecks } from "./seeded-record.ts";
import { type SeededLists, type SeededRecords, seededRecords } from "./seeded-records.ts";

/** Services for reading a seed. */
export interface SeedReader {
  readonly settings: Settings;
  /** Digits of a phone number, or undefined when it is not one. */
  readonly readPhone: (text: string) => string | undefined;
}

/** Reports a mistake: its path within the account, the value there, and the reason. */
export type ReportProblem = (path: string, value: unknown, says: string) => void;

/** @returns the account with every phone number as digits */
export function checkAccount(
  account: SeedAccount,
  reader: SeedReader,
  start: number,
  objects: ReportProblem,
): SeedAccount {
  const checks = new Checks(account, reader, start, objects);
  const { numbers, templates, messages, inbox, contacts } = account;
  numbers?.forEach((number, index) => {
    if (typeof number !== "string") checks.number(number, `numbers[${index}]`);
  });
  templates?.forEach((template, index) => checks.template(template, `templates[${index}]`));
  return {
    ...account,
    ...(messages && { messages: messages.map((each, index) => checks.message(each, `messages[${index}]`)) }),
    ...(inbox && { inbox: inbox.map((each, index) => checks.inbound(each, `inbox[${index}]`)) }),
    ...(contacts && { contacts: contacts.map((each, index) => checks.contact(each, `contacts[${index}]`)) }),
    ...eachName<SeededRecords, SeededLists>(seededRecords, (name) =>
      seededRecords[name].checked(account, name, checks),
    ),
  };
}

class Checks implements SeedChecks {
  readonly #account: SeedAccount;
  readonly #reader: SeedReader;
  readonly #start: number;
  readonly #objects: ReportProblem;
  readonly #numbers: readonly string[];

  constructor(account: SeedAccount, reader: SeedReader, start: number, objects: ReportProblem) {
    this.#account = account;
    this.#reader = reader;
    this.#start = start;
    this.#objects = objects;
    this.#numbers = ownNumbers(account) ?? reader.settings.account.numbers;
  }

  number({ status, blockedAt }: SeedNumber, path: string): void {
    this.time(blockedAt, `${path}.blockedAt`);
    if (blockedAt !== undefined && !isBlocked(status))
      this.#objects(`${path}.blockedAt`, blockedAt, `is of no use: the status ${status} is not blocked`);
  }

  template({ resourceLink, name = "", createdAt }: SeedTemplate, path: string): void {
    const { fileTypes, nameLength } = this.#reader.settings.mms;
    this.time(createdAt, `${path}.createdAt`);
    const file = mediaFileOf(resourceLink);
    if (file === undefined || !fileTypes.includes(file.type))
      this.#objects(
        `${path}.resourceLink`,
        resourceLink,
        `is no http(s) link to a file of ${fileTypes.join(", ")}`,
      );
    if (name.length > nameLength)
      this.#objects(`${path}.name`, name, `is longer than ${nameLength} characters`);
  }

  message(message: SeedMessage, path: string): SeedMessage {
    const { to, from, text = "", sentAt, status, history, template } = message;
    this.time(sentAt, `${path}.sentAt`);
    if (status !== undefined && history !== undefined)
      this.#objects(`${path}.status`, status, "stands beside a history: please give one of the two");
    this.#history(message, path);
    if (template === undefined) this.#noMms(message, path);
    else this.#approved(template, sentAt, `${path}.template`);
    const { limits, submit } = this.#reader.settings;
    const length = template === undefined ? limits.messageLength : limits.mmsMessageLength;
    const characters = [...text].length;
    if (characters > length)
      this.#objects(`${path}.text`, text, `has ${characters} characters of at most ${length}`);
    if (template === undefined && submit.requireContent && text.trim() === "")
      this.#objects(`${path}.text`, text, "is blank, and there is no template");
    const sender = from === undefined ? undefined : this.own(from, `${path}.from`);
    return {
      ...message,
      to: this.phone(to, `${path}.to`),
      ...(sender === undefined ? {} : { from: sender }),
    };
  }

  inbound(inbound: SeedInbound, path: string): SeedInbound {
    const { from, to, receivedAt } = inbound;
    this.time(receivedAt, `${path}.receivedAt`);
    const own = to === undefined ? undefined : this.own(to, `${path}.to`);
    return { ...inbound, from: this.phone(from, `${path}.from`), ...(own === undefined ? {} : { to: own }) };
  }

  contact(contact: SeedContact, path: string): SeedContact {
    const { number, createdAt, groups = [], customFields = [], optOut } = contact;
    this.time(createdAt, `${path}.createdAt`);
    this.time(optOut?.at, `${path}.optOut.at`);
    const { groups: allGroups = [], customFields: allFields = [] } = this.#account;
    for (const [index, id] of groups.entries()) {
      if (id < 1 || id > allGroups.length)
        this.#objects(
          `${path}.groups[${index}]`,
          id,
          `is no group of the account, which has ${allGroups.length}`,
        );
    }
    for (const [index, { id }] of customFields.entries()) {
      if (id < 1 || id > allFields.length)
        this.#objects(
          `${path}.customFields[${index}].id`,
          id,
          `is no custom field of the account, which has ${allFields.length}`,
        );
    }
    if (optOut?.word !== undefined && optOut.by === "api")
      this.#objects(`${path}.optOut.word`, optOut.word, "is of no use: nobody wrote it, it was by api");
    return { ...contact, number: this.phone(number, `${path}.number`) };
  }

  #history({ sentAt, history = [] }: SeedMessage, path: string): void {
    let before = seedTime(sentAt, this.#start);
    for (const [index, { status, at }] of history.entries()) {
      const here = `${path}.history[${index}]`;
      this.time(at, `${here}.at`);
      const time = seedTime(at, this.#start);
      if (time < before) this.#objects(`${here}.at`, at, "lies before what it follows");
      before = time;
      if (isFinal(status) && index < history.length - 1)
        this.#objects(`${here}.status`, status, "is final, and yet another step follows");
    }
  }

  #noMms(message: SeedMessage, path: string): void {
    for (const key of ["subject", "highResolution", "resend"] as const) {
      if (message[key] !== undefined)
        this.#objects(`${path}.${key}`, message[key], "is for an MMS, which has a template");
    }
  }

  /** Requires that the template was Approved when the message was sent. */
  #approved(id: number, sentAt: string | undefined, path: string): void {
    const { templates = [] } = this.#account;
    const template = templates[id - FIRST_TEMPLATE];
    if (template === undefined) {
      const last = FIRST_TEMPLATE + templates.length - 1;
      const has = templates.length === 0 ? "it has none" : `it has ${FIRST_TEMPLATE} to ${last}`;
      this.#objects(path, id, `is no template of the account: ${has}`);
      return;
    }
    const { settings } = this.#reader;
    const { approval: pace } = openAccount("", settings, accountInput(this.#account, this.#start));
    const approval = approvalOf(template, pace, settings, this.#start);
    const at = seedTime(sentAt, this.#start);
    const then = approvalAt(approval, at);
    if (at < approval.createdAt) this.#objects(path, id, "did not exist when the message was sent");
    else if (then !== TEMPLATE_APPROVED)
      this.#objects(
        path,
        id,
        `was ${mmsTemplateStatuses[then]} (${then}) when the message was sent, not Approved`,
      );
  }

  time(written: string | undefined, path: string): void {
    const time = seedTime(written, this.#start);
    if (!isTime(time)) this.#objects(path, written, "is no time from 1970 on");
    else if (time > this.#start)
      this.#objects(path, written, `lies after the present, ${isoTime(this.#start)}`);
  }

  phone(written: string, path: string): string {
    const digits = this.#reader.readPhone(written);
    if (digits === undefined) this.#objects(path, written, "is no phone number, country code first");
    return digits ?? written;
  }

  own(written: string, path: string): string {
    const own = this.#numbers.includes(written) ? written : this.#reader.readPhone(written);
    if (own === undefined || !this.#numbers.includes(own))
      this.#objects(path, written, `is none of the account's numbers: ${this.#numbers.join(", ")}`);
    return own ?? written;
  }

  shortUrl(code: string, clickedAt: string | undefined, path: string): void {
    const shortUrl = this.#account.shortUrls?.find((each) => each.code === code);
    if (shortUrl === undefined) {
      this.#objects(`${path}.code`, code, "is the code of none of the account's shortUrls");
      return;
    }
    const [made, at] = [shortUrl.createdAt, clickedAt].map((written) => seedTime(written, this.#start));
    if (made !== undefined && at !== undefined && at < made)
      this.#objects(`${path}.clickedAt`, clickedAt, "lies before its short URL was made");
  }
}
