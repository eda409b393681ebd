/** What `contacts` says on the wire. Page opt-out. */
import type { ContactAnswer } from "../../protocol/wire.ts";
import type { Operation, RouteOf } from "../operation.ts";
import { field, identifier, list, number, single, text } from "../shape.ts";
import { readTime, type VendorTime } from "./sent-history.ts";

/** Somebody the account knows by number. */
export interface Contact {
  readonly id: number;
  /** Digits, country code first. */
  readonly number: string;
  /** Whether it gets no more messages. */
  readonly optedOut: boolean;
  readonly firstName: string;
  readonly lastName: string;
  /** `YYYY-MM-DD`; null when it is not known, which the API writes as `0000-00-00`. */
  readonly birthDay: string | null;
  readonly email: string;
  readonly zip: string;
  readonly city: string;
  readonly createdAt: VendorTime;
  readonly updatedAt: VendorTime;
  readonly groupIds: readonly number[];
  readonly customFieldIds: readonly number[];
}

const optOutRoute: RouteOf<"contacts.optOut"> = { method: "POST", path: "/v1/contacts/opt-out" };

export function optOutOperation(phoneNumber: string): Operation<Contact> {
  return {
    route: optOutRoute,
    purpose: "opt the number out",
    body: { PhoneNumber: phoneNumber },
    read: (body) => readContact(single(body)),
  };
}

/** Checks the names against the wire's. */
const name = (of: keyof ContactAnswer) => of;

function readContact(record: unknown): Contact {
  const time = (of: "DateCreated" | "DateUpdated") => readTime(text(record, name(of)).trim(), of);
  const ids = (of: "GroupIds" | "CustomFieldIds") =>
    list(field(record, name(of))).map((id) => number({ [of]: id }, of));
  const birthDay = text(record, name("BirthDay")).trim();
  return {
    id: number(record, name("Id")),
    number: identifier(record, name("Number")),
    optedOut: number(record, name("OptedOut")) !== 0,
    firstName: text(record, name("FirstName")),
    lastName: text(record, name("LastName")),
    birthDay: birthDay === "" || birthDay === "0000-00-00" ? null : birthDay,
    email: text(record, name("Email")),
    zip: text(record, name("Zip")),
    city: text(record, name("City")),
    createdAt: time("DateCreated"),
    updatedAt: time("DateUpdated"),
    groupIds: ids("GroupIds"),
    customFieldIds: ids("CustomFieldIds"),
  };
}
