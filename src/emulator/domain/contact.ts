/** A contact of the account: its number, whether it takes messages, and what else the account knows of it. */

/** Words of the handset that opt in again: the vendor's page has a keyword, carriers have START (assumed). */
export const OPTS_IN_AGAIN = "a keyword or START";

/** Decision that a contact takes no messages. */
export interface OptOut {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** A call of contacts/opt-out, or a message from the handset. */
  readonly by: "api" | "handset";
  /** As the handset wrote it; null for a call. */
  readonly word: string | null;
}

/** A contact's value of a custom field. */
export interface FieldValue {
  /** Sequence number among the account's values, from 1. */
  readonly id: number;
  readonly fieldId: number;
  readonly value: string;
}

/** Facts that calls tell of a contact. */
export interface Profile {
  readonly firstName: string;
  readonly lastName: string;
  /** `YYYY-MM-DD`; null when it is not known. */
  readonly birthDay: string | null;
  readonly email: string;
  readonly zip: string;
  readonly city: string;
  /** Groups that it is in; the only place where membership is kept. */
  readonly groupIds: readonly number[];
  readonly fieldValues: readonly FieldValue[];
}

/** Profile of a contact of which only the number is known. */
const NO_PROFILE: Profile = {
  firstName: "",
  lastName: "",
  birthDay: null,
  email: "",
  zip: "",
  city: "",
  groupIds: [],
  fieldValues: [],
};

/** The account's contacts as rules read them. */
export interface Contacts {
  /** @param number digits */
  get(number: string): Contact | undefined;
  byId(id: number): Contact | undefined;
  /** Ids of a group's contacts, in ascending order. */
  idsIn(groupId: number): readonly number[];
}

export interface Contact {
  /** Sequence number within the account, from 1 as in the vendor's sample. */
  readonly id: number;
  /** Digits, country code first. */
  readonly number: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Null when the contact takes messages. */
  readonly optOut: OptOut | null;
  /** Null when only the number is known, as of most whom opt-outs have made contacts. */
  readonly profile: Profile | null;
  /** Ids of the keywords that it has texted and not opted out since. */
  readonly keywordIds: readonly number[];
}

export function profileOf({ profile }: Contact): Profile {
  return profile ?? NO_PROFILE;
}

/**
 * @param contactsMade by the account so far
 * @param now milliseconds since 1970
 */
export function newContact(number: string, contactsMade: number, now: number): Contact {
  return {
    id: contactsMade + 1,
    number,
    createdAt: now,
    updatedAt: now,
    optOut: null,
    profile: null,
    keywordIds: [],
  };
}

/**
 * Opts a contact out; creates one that is not known. STOP from the handset outranks the API: a call of the API neither
 * replaces nor claims it, while a STOP replaces an opt-out by the API.
 *
 * @param contactsMade by the account so far
 * @returns the same contact when nothing changes
 */
export function optedOut(
  contact: Contact | undefined,
  number: string,
  optOut: OptOut,
  contactsMade: number,
): Contact {
  const { at } = optOut;
  if (contact === undefined) return { ...newContact(number, contactsMade, at), optOut };
  const stays =
    contact.optOut !== null && (contact.optOut.by === "handset" || optOut.by === contact.optOut.by);
  return stays ? contact : { ...contact, updatedAt: at, optOut, keywordIds: [] };
}

export function optedIn(contact: Contact, now: number): Contact {
  return contact.optOut === null ? contact : { ...contact, updatedAt: now, optOut: null };
}

/** The contact after texting a keyword: it takes messages. @returns the same contact when it is in already */
export function subscribed(contact: Contact, keywordId: number, now: number): Contact {
  if (contact.keywordIds.includes(keywordId)) return contact;
  return { ...optedIn(contact, now), updatedAt: now, keywordIds: [...contact.keywordIds, keywordId] };
}
