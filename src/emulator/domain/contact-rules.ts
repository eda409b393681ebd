/** How contacts are made, changed and read through the API. Pages add-contact, update-contact, view-contact. */
import { type Contact, newContact, type Profile, profileOf } from "./contact.ts";
import type { AccountView, Transition } from "./transition.ts";

/** Parts that a call gives; others stay as they were. */
export interface ContactRequest {
  /** Digits, country code first. */
  readonly number: string;
  readonly profile: Partial<Omit<Profile, "fieldValues">>;
  /** A value of a custom field; undefined for none. */
  readonly value?: { readonly fieldId: number; readonly value: string } | undefined;
}

/** Makes a contact; one that the account has already is changed. */
export function createContact(
  { number, profile, value }: ContactRequest,
  { account, contacts }: AccountView,
  now: number,
): Transition<Contact> {
  const before = contacts.get(number) ?? newContact(number, account.contactsMade, now);
  const { fieldValues, ...known } = profileOf(before);
  const others = fieldValues.filter(({ fieldId }) => fieldId !== value?.fieldId);
  const made = value === undefined ? [] : [{ id: account.fieldValuesMade + 1, ...value }];
  const contact = {
    ...before,
    updatedAt: now,
    profile: { ...known, ...profile, fieldValues: [...others, ...made] },
  };
  return { result: contact, effects: [{ kind: "contact", contact }] };
}

/** @returns undefined when the account has no such contact */
export function updateContact(
  id: number,
  { number, profile }: ContactRequest,
  { contacts }: AccountView,
  now: number,
): Transition<Contact | undefined> {
  const before = contacts.byId(id);
  if (before === undefined) return { result: undefined, effects: [] };
  const contact = { ...before, number, updatedAt: now, profile: { ...profileOf(before), ...profile } };
  return { result: contact, effects: [{ kind: "contact", contact, instead: before.number }] };
}
