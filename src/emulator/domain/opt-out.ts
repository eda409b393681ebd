/** Opting out and back in through the API. Pages opt-out and undo-opt-out-contact. */
import type { Settings } from "../settings.ts";
import { type Contact, OPTS_IN_AGAIN, optedIn, optedOut } from "./contact.ts";
import { fieldRefusal, type Refusal } from "./refusal.ts";
import type { AccountView, Transition } from "./transition.ts";

/** Opts a number out; a contact that is not known is created. Done twice it is done once. */
export function optOutByApi(
  number: string,
  { account, contact }: AccountView,
  now: number,
): Transition<Contact> {
  const after = optedOut(contact, number, { at: now, by: "api", word: null }, account.contactsMade);
  return { result: after, effects: after === contact ? [] : [{ kind: "contact", contact: after }] };
}

/** Undoes what contacts/opt-out did, and nothing else. */
export function optInByApi(
  number: string,
  { contact }: AccountView,
  { errors }: Settings,
  now: number,
): Transition<Contact | Refusal> {
  if (contact?.optOut?.by === "api") {
    const after = optedIn(contact, now);
    return { result: after, effects: [{ kind: "contact", contact: after }] };
  }
  const refused = fieldRefusal([{ field: "PhoneNumber", message: errors.notOptedOutByApi }], {
    rule: "opt-in.custom-refused",
    inputs: { number, optedOutBy: contact?.optOut?.by ?? null },
    wouldSucceed:
      contact === undefined || contact.optOut === null
        ? "A number that contacts/opt-out has opted out; this one is not opted out."
        : `The handset itself writing ${OPTS_IN_AGAIN}, since it was the handset that opted out.`,
  });
  return { result: refused, effects: [] };
}
