/** Ledger: what an account keeps of its contacts. */
import { type Ledger, ownRule, page } from "./entry.ts";

export const contactEvidence = {
  "groups.index": {
    source: "documented",
    says: "groups/index answers a list of groups: Id, Name, Note, KeywordId, ParentId, DateCreated and DateUpdated in GMT-5, PhoneNumberIds.",
    reference: page("list-groups"),
    deviation:
      "The page's table has no ParentId, and its descriptions are one row off; its samples are followed.",
  },
  "groups.ids": {
    source: "documented",
    says: "A group's Id is an integer; an account's first is the sample's, 1.",
    reference: page("list-groups"),
    deviation: "Each account counts its own, so that what others do changes nothing.",
    decides: false,
  },
  "groups.members": {
    source: "documented",
    says: "PhoneNumberIds are the Ids of the contacts whose GroupIds name the group, in ascending order.",
    reference: page("view-group"),
    decides: false,
  },
  "groups.view": {
    source: "documented",
    says: "groups/view answers the group of its id, an object, which XML alone nests in item.",
    reference: page("view-group"),
    deviation: "The page does not mark id as required; without it the framework answers 400.",
  },
  "groups.unknown-id": {
    source: "assumed",
    says: "An unknown group and another account's are the same 404.",
    reference: page("view-group"),
    setting: "errors.unknownId",
  },
  "groups.create": {
    source: "documented",
    says: "groups/create takes fname and fnote and answers 201 with the group, without contacts; KeywordId and ParentId are 0.",
    reference: page("create-group"),
    deviation: "The sample's DateUpdated is 20 minutes after its DateCreated; here they are the same.",
  },
  "groups.update": {
    source: "documented",
    says: "groups/update takes the id in the query, fname and fnote in the body, and answers 200 with the group.",
    reference: page("update-group"),
    deviation: "An fnote that is left out stays as it was, which the page does not say.",
  },
  "groups.fields": {
    source: "documented",
    says: "fname is required; fname and fnote have 3 to 255 characters.",
    reference: page("create-group"),
    deviation: "An empty fnote passes, as the framework checks no empty value.",
  },
  "contacts.create": {
    source: "documented",
    says: "contacts/create takes fnumber, ffirstname, flastname, fbirthdate, femail, fzipcode, fcity, GroupIds, Message, frfield and fvalue, and answers 201 with the contact, an object, which XML alone nests in item.",
    reference: page("add-contact"),
    deviation:
      "CustomFieldIds are the ids of the fields that it has a value of; the sample prints none after giving one. frfield and fvalue count together only.",
  },
  "contacts.welcome": {
    source: "documented",
    says: "The Message of contacts/create has at most 148 characters and no forbidden words; it is sent to the contact as sms/send would, for its credits.",
    reference: page("add-contact"),
    deviation:
      "Message is checked as a send is; when it is refused no contact is made, which the page does not say.",
    decides: false,
    outside: "Its refusals are those of a send.",
  },
  "contacts.known": {
    source: "assumed",
    says: "The number of a contact that the account has is taken, whether a call or a STOP made it: 422 on fnumber.",
    reference: page("add-contact"),
    setting: "knownContact",
  },
  "contacts.fields": {
    source: "documented",
    says: "fnumber and GroupIds are required; names have at most 100 characters, femail 64 and the form of an address, fvalue 255; GroupIds and frfield are ids of the account's.",
    reference: page("add-contact"),
    deviation: "fbirthdate is YYYY-MM-DD, as the answers write it.",
  },
  "contacts.view": {
    source: "documented",
    says: "contacts/view answers the contact of its id with OptedOutViaApi and CustomFields: id, name, value's id and value.",
    reference: page("view-contact"),
    deviation: "The page's table calls it OptedOutFromApi; samples and the page undo-opt-out-contact do not.",
  },
  "contacts.find": {
    source: "documented",
    says: "contacts/find answers the contact of its number, with CustomFieldIds and without OptedOutViaApi.",
    reference: page("find-contact"),
  },
  "contacts.update": {
    source: "documented",
    says: "contacts/update takes the id in the query, by PUT or POST, and answers 200 with the contact; fnumber is required, GroupIds replace those it had.",
    reference: page("update-contact"),
    deviation:
      "The page says PUT and its example POSTs. Fields left out stay as they were, which it does not say.",
  },
  "contacts.unknown": {
    source: "assumed",
    says: "An unknown contact and another account's are the same 404, by id and by number.",
    reference: page("find-contact"),
    setting: "errors.unknownId",
  },
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
  "custom-fields.create": {
    source: "documented",
    says: "custom-contact-fields/create takes fname and answers 201 with the field and an empty Value, an object, which XML alone nests in item.",
    reference: page("create-custom-field"),
  },
  "custom-fields.name": {
    source: "documented",
    says: "The fname of a custom field is required and has 3 to 64 characters.",
    reference: page("create-custom-field"),
    deviation: "The page list-custom-fields says 3 to 255, which seeds may have.",
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
