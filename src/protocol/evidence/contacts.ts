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
