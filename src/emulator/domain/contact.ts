/** A contact of the account, reduced to what opt-outs need: its number, and whether it takes messages. */

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
  /** Ids of the keywords that it has texted and not opted out since. */
  readonly keywordIds: readonly number[];
}

/** A contact that was not known and takes messages. */
export function newContact(number: string, at: number, contactsMade: number): Contact {
  return { id: contactsMade + 1, number, createdAt: at, updatedAt: at, optOut: null, keywordIds: [] };
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
  if (contact === undefined) return { ...newContact(number, at, contactsMade), optOut };
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
