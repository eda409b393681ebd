/** Fields of the calls that make and change contacts. Pages add-contact and update-contact. */
import { timeOfVendorDateTime } from "../../protocol/vendor-time.ts";
import type { Profile } from "../domain/contact.ts";
import type { ContactRequest } from "../domain/contact-rules.ts";
import type { SendRequest } from "../domain/send-request.ts";
import type { AccountView } from "../domain/transition.ts";
import {
  type FieldRule,
  givenText,
  integer,
  integerOf,
  labelOf,
  required,
  text,
  textOf,
  textThat,
  wantsPhone,
} from "../framework/form.ts";
import { idList, idsOf } from "../framework/id-list.ts";
import type { Fields } from "../framework/read-body.ts";
import { wanted } from "../framework/wanted.ts";
import type { Services } from "./route.ts";

/** Characters, at most. */
const NAME = 100;
const EMAIL = 64;
const WELCOME = 148;
const VALUE = 255;

const NO_DAY = "0000-00-00";
const ADDRESS = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** In the order of the page's table. */
export function createRules(view: AccountView, services: Services): readonly FieldRule[] {
  const { settings, behaviour } = services;
  const isTaken = (number: string) =>
    settings.knownContact === "refused" && view.contacts.get(number) !== undefined;
  return [
    ...personRules(isTaken, services),
    required("GroupIds"),
    idList("GroupIds", (id) => view.records.groups.has(id)),
    text("Message", WELCOME),
    integer("frfield", behaviour),
    known("frfield", (id) => view.records.customFields.has(id)),
    text("fvalue", VALUE),
  ];
}

/** @param id of the contact that keeps or changes its number */
export function updateRules(id: number, view: AccountView, services: Services): readonly FieldRule[] {
  const isTaken = (number: string) => (view.contacts.get(number)?.id ?? id) !== id;
  return [...personRules(isTaken, services), idList("GroupIds", (group) => view.records.groups.has(group))];
}

function personRules(isTaken: (number: string) => boolean, { readPhone }: Services): readonly FieldRule[] {
  return [
    required("fnumber"),
    text("fnumber"),
    textThat("fnumber", (value) => readPhone(value) !== undefined, wantsPhone("fnumber")),
    {
      field: "fnumber",
      skipsEmpty: true,
      error: (value) =>
        isTaken(readPhone(String(value)) ?? "")
          ? `${labelOf("fnumber")} "${String(value)}" has already been taken.`
          : undefined,
      wants: (value) => wanted("fnumber", "of no other contact of the account", value),
    },
    text("ffirstname", NAME),
    text("flastname", NAME),
    {
      field: "fbirthdate",
      skipsEmpty: true,
      error: (value) => (isDay(value) ? undefined : `The format of ${labelOf("fbirthdate")} is invalid.`),
      wants: (value) => wanted("fbirthdate", "like 1999-12-31", value),
    },
    text("femail", EMAIL),
    {
      field: "femail",
      skipsEmpty: true,
      error: (value) =>
        ADDRESS.test(String(value)) ? undefined : `${labelOf("femail")} is not a valid email address.`,
      wants: (value) => wanted("femail", "like someone@example.com", value),
    },
    text("fzipcode"),
    text("fcity"),
  ];
}

function known(field: string, has: (id: number) => boolean): FieldRule {
  return {
    field,
    skipsEmpty: true,
    error: (value) => (has(Number(value)) ? undefined : `${labelOf(field)} is invalid.`),
    wants: (value) => wanted(field, "that is the Id of one of the account's", value),
  };
}

function isDay(value: unknown): boolean {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  return value === NO_DAY || !Number.isNaN(timeOfVendorDateTime(`${value} 00:00:00`));
}

/** Digits of the contact's number; undefined when it is none. */
export function numberOf(fields: Fields, { readPhone }: Services): string | undefined {
  return readPhone(textOf(fields, "fnumber"));
}

/** @param fields that have passed the rules */
export function contactRequestOf(fields: Fields, services: Services): ContactRequest {
  const texts = {
    firstName: givenText(fields, "ffirstname"),
    lastName: givenText(fields, "flastname"),
    email: givenText(fields, "femail"),
    zip: givenText(fields, "fzipcode"),
    city: givenText(fields, "fcity"),
  };
  const day = givenText(fields, "fbirthdate");
  const groupIds = idsOf(fields, "GroupIds");
  const profile: Partial<Profile> = {
    ...Object.fromEntries(Object.entries(texts).filter(([, given]) => given !== undefined)),
    ...(day !== undefined && { birthDay: day === "" || day === NO_DAY ? null : day }),
    ...(groupIds && { groupIds }),
  };
  const fieldId = integerOf(fields, "frfield");
  const value = textOf(fields, "fvalue");
  const hasValue = fieldId !== null && value !== "";
  return {
    number: numberOf(fields, services) ?? "",
    profile,
    value: hasValue ? { fieldId, value } : undefined,
  };
}

/** The message that a new contact is sent; undefined for none. */
export function welcomeOf(fields: Fields, services: Services): SendRequest | undefined {
  const message = textOf(fields, "Message");
  if (message === "") return undefined;
  const recipient = numberOf(fields, services) ?? "";
  const mms = { templateId: null, subject: "", highResolution: false, resend: false };
  return { recipient, text: message, ...mms, sender: "" };
}
