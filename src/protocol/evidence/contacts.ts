/** Ledger: what an account keeps of its contacts. */
import { type Ledger, ownRule, page } from "./entry.ts";

export const contactEvidence = {
  "custom-fields.index": {
    source: "documented",
    says: "custom-contact-fields/index answers a list of the account's own fields: Id, Name, DateCreated and DateUpdated in GMT-5.",
    reference: page("list-custom-fields"),
  },
  "custom-fields.ids": {
    source: "documented",
    says: "A custom field's Id is an integer.",
    reference: page("list-custom-fields"),
    deviation:
      "An account's first is 1, as in the sample: each counts its own, so that what others do changes nothing.",
    decides: false,
  },
  "lists.order": {
    source: "assumed",
    says: "Lists of records that a person keeps, such as custom fields, have the oldest first, as the samples number them.",
    reference: page("list-custom-fields"),
    setting: "lists",
  },
  "retention.records": {
    source: "assumed",
    says: "The newest 100,000 records of each kind, such as custom fields, are kept of each account.",
    reference: "the emulator's own",
    setting: "retention.records",
    decides: false,
    outside: ownRule,
  },
} as const satisfies Ledger;
