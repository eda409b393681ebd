/**
 * Which requests that change something may pass at all. Reads are not held back here; of the API's writes none passes
 * that is not in this table, so that nothing can be scheduled on an account, sent to a group or deleted.
 */
import { endpoints } from "../../../src/protocol/endpoints.ts";
import type { RequestBody } from "./body.ts";

export interface Write {
  readonly path: string;
  /** The fields it may have; any other is refused. */
  readonly fields: readonly string[];
  /** Field that names the phone it is about. */
  readonly person?: "MobilePhone" | "PhoneNumber";
  /** True when it sends to the number named there, which may be the one recipient; other writes may name no number. */
  readonly sends: boolean;
  /** True when it may only be tried with a token of no account, since it would change the account. */
  readonly onlyWithoutAccount: boolean;
}

const SEND_FIELDS = [
  "MobilePhone",
  "Message",
  "SendFrom",
  "MmsTemplateId",
  "Subject",
  "MmsHighResolution",
  "MmsResend",
];

const send = { fields: SEND_FIELDS, person: "MobilePhone", sends: true, onlyWithoutAccount: false } as const;
const contact = {
  fields: ["PhoneNumber"],
  person: "PhoneNumber",
  sends: false,
  onlyWithoutAccount: false,
} as const;

const writes: readonly Write[] = [
  { path: "/v1/sms/send", ...send },
  { path: "/v1/sms-simple/send", ...send },
  { path: "/v1/contacts/opt-out", ...contact },
  { path: "/v1/contacts-opt-in/create-custom", ...contact },
  {
    path: "/v1/mms-template/create",
    fields: ["ResourceLink", "Name"],
    sends: false,
    onlyWithoutAccount: true,
  },
  {
    path: "/v1/sms/send-single-schedule-message",
    fields: ["MobilePhone", "Message", "DateTime", "MmsTemplateId", "MmsHighResolution", "Subject"],
    person: "MobilePhone",
    sends: true,
    onlyWithoutAccount: true,
  },
];

/** Reads in the endpoint table have this method and no other. */
const READS = "GET";

/** True when the API has it, and it is a read or a write that may pass. */
export function isEndpoint(method: string, path: string): boolean {
  const known = endpoints.some(
    (endpoint) => endpoint.path === path && endpoint.methods.some((allowed) => allowed === method),
  );
  return known && (method === READS || (method === "POST" && writeOf(path) !== undefined));
}

export function writeOf(path: string): Write | undefined {
  return writes.find((write) => write.path === path);
}

/** Letters that stand for digits on a phone's keys could be a number from this many on. */
const SHORTEST_NUMBER = 7;

/** Number that a request is about, as text; `undefined` when it names none. */
export function personIn({ fields }: RequestBody): string | undefined {
  const named = fields.filter(([name]) => /^(?:mobilephone|phonenumber)$/i.test(name));
  const persons = named.map(([, value]) => String(value)).filter(couldBeNumber);
  return persons.length === 0 ? undefined : persons.join(", ");
}

/** Any digit of any script, or letters enough to be dialled: what the API makes of them is not known. */
function couldBeNumber(text: string): boolean {
  return /\p{N}/u.test(text) || (text.match(/\p{L}/gu) ?? []).length >= SHORTEST_NUMBER;
}
