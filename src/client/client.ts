import type { Format } from "../protocol/format.ts";
import { Contacts } from "./controllers/contacts.ts";
import { ContactsOptIn } from "./controllers/contacts-opt-in.ts";
import { Credits } from "./controllers/credits.ts";
import { CustomContactFields } from "./controllers/custom-contact-fields.ts";
import { Groups } from "./controllers/groups.ts";
import { Inbox } from "./controllers/inbox.ts";
import { Keywords } from "./controllers/keywords.ts";
import { MmsTemplates } from "./controllers/mms-templates.ts";
import { Numbers } from "./controllers/numbers.ts";
import { SentHistory } from "./controllers/sent-history.ts";
import { Shorturls } from "./controllers/shorturls.ts";
import { Sms } from "./controllers/sms.ts";
import { SmsSimple } from "./controllers/sms-simple.ts";
import { createCall } from "./http/call.ts";
import { checkOptions } from "./options/check-options.ts";
import type { ProTextingOptions } from "./options/options.ts";
import { inspect } from "./redact/redact.ts";
import { SentIds } from "./sent-ids.ts";

export type {
  Contacts,
  ContactsOptIn,
  Credits,
  CustomContactFields,
  Groups,
  Inbox,
  Keywords,
  MmsTemplates,
  Numbers,
  SentHistory,
  Shorturls,
  Sms,
  SmsSimple,
};

/**
 * The client of ProTexting's REST API v2. Against the emulator only the base URL is another.
 *
 * The access token travels in the query string, so it is kept out of everything that may be shown: errors, logs,
 * `JSON.stringify` and `util.inspect`. Redirects are never followed, and no request is made twice that might send twice.
 *
 * @example
 * const client = new ProTexting({ accessToken: "test_docs", baseUrl: "http://127.0.0.1:4280" });
 * const { id } = await client.sms.send({ mobilePhone: "16465550123", message: "Hello" });
 */
export class ProTexting {
  readonly sms: Sms;
  readonly smsSimple: SmsSimple;
  readonly sentHistory: SentHistory;
  readonly inbox: Inbox;
  readonly mmsTemplates: MmsTemplates;
  readonly numbers: Numbers;
  readonly contacts: Contacts;
  readonly contactsOptIn: ContactsOptIn;
  readonly groups: Groups;
  readonly keywords: Keywords;
  readonly customContactFields: CustomContactFields;
  readonly credits: Credits;
  readonly shorturls: Shorturls;
  readonly #shown: { readonly baseUrl: string; readonly format: Format };

  /** @throws ConfigurationError, which names the option or environment variable that cannot be used */
  constructor(options: ProTextingOptions = {}) {
    const settings = checkOptions(options);
    const call = createCall(settings);
    const core = { call, settings, sent: new SentIds(settings.clock) };
    this.sms = new Sms(core);
    this.smsSimple = new SmsSimple(core);
    this.sentHistory = new SentHistory(call);
    this.inbox = new Inbox(call);
    this.mmsTemplates = new MmsTemplates(core);
    this.numbers = new Numbers(call);
    this.contacts = new Contacts(call);
    this.contactsOptIn = new ContactsOptIn(call);
    this.groups = new Groups(call);
    this.keywords = new Keywords(call);
    this.customContactFields = new CustomContactFields(call);
    this.credits = new Credits(call);
    this.shorturls = new Shorturls(call);
    this.#shown = { baseUrl: settings.redact(settings.baseUrl), format: settings.format };
  }

  toJSON(): { readonly baseUrl: string; readonly format: Format } {
    return this.#shown;
  }

  [inspect](): unknown {
    return { client: "ProTexting", ...this.#shown };
  }
}
