/** Ledger: messages that are sent later. */
import { type Ledger, page, takesTime } from "./entry.ts";

const single = page("schedule-single-sms-mms");

export const scheduleEvidence = {
  "schedule.create": {
    source: "documented",
    says: "sms/send-single-schedule-message takes MobilePhone, Message and DateTime, all three of which it needs, and MmsTemplateId, MmsHighResolution and Subject, and answers 200 with the scheduled message in a list of one: Id and Status_Id as texts, Type_Id as an integer, MmsTemplateId and Subject empty for an SMS.",
    reference: single,
    deviation:
      "The page's table has Id and Status_Id as integers; its JSON lacks the comma after Message. The limits of the texts are those of sms/send, since the page has none.",
  },
  "schedule.list": {
    source: "documented",
    says: "sms/single-schedule-messages answers all of the account's scheduled messages that are not sent yet, whatever page is asked for, in rows like the answer to scheduling one; Link is the address as called, without X-Pagination-*.",
    reference: page("list-scheduled-single-sms-mms"),
    deviation:
      "The docs index says that lists have pages of 100 rows; the page of this one prints neither a page in its Link nor the headers, which the framework sends with every list that has pages.",
  },
  "schedule.delete": {
    source: "documented",
    says: "sms/delete-single-schedule-message takes a DELETE, and answers 200 with a list of one: its message in words. What was deleted is not sent.",
    reference: page("delete-scheduled-single-sms-mms"),
    deviation:
      "The page names no parameter, and its JSON has a comma too many: here the query has the id, as the other reads and deletes of one record do.",
  },
  "schedule.unknown-id": {
    source: "assumed",
    says: "An id that is unknown, another account's, or of a message that was deleted or sent already is 404.",
    reference: page("delete-scheduled-single-sms-mms"),
    setting: "errors.unknownId",
  },
  "schedule.ids": {
    source: "documented",
    says: "A scheduled message's Id is an integer; an account's first is the sample's, 12345.",
    reference: single,
    deviation: "Each account counts its own, so that what others do changes nothing.",
    decides: false,
  },
  "schedule.statuses": {
    source: "documented",
    says: "Scheduled messages are Pending (1), Action Required (2) or Approved and Scheduled (3), which a new one is in the sample.",
    reference: page("list-scheduled-single-sms-mms"),
    deviation:
      "The page does not say who approves: here each is approved at once, and only a seed has one Pending.",
    decides: false,
  },
  "schedule.times": {
    source: "documented",
    says: "DateTime is answered with colons in the date, 2021:01:11 10:05:00, in GMT-5.",
    reference: single,
    deviation: "Every other page has hyphens; the page has no sample of a request, so either is taken.",
    decides: false,
    unseen: "Hyphens are taken, too.",
  },
  "schedule.date-time": {
    source: "assumed",
    says: "DateTime is a date and a time in GMT-5 with seconds, later than now; all else is 422 on DateTime.",
    reference: single,
    setting: "errors.dateTime",
  },
  "schedule.sent": {
    source: "documented",
    says: "A scheduled message is sent at its time from one of the account's numbers, which take turns since the page has no SendFrom, and is charged then: a message of its own in the sent history, judged by all checks of a send at that time.",
    reference: single,
    deviation: "The page does not say what becomes of it in the list; here it leaves it when it is sent.",
    decides: false,
    outside: takesTime,
  },
  "schedule.refused": {
    source: "assumed",
    says: "What a check of a send refuses at that time (no credits, an opt-out, a limit, a template that is not approved) is not sent and not charged, stays listed as Action Required (2) until it is deleted, and is not tried again.",
    reference: page("list-scheduled-single-sms-mms"),
    setting: "schedules.refused",
    outside: takesTime,
  },
} as const satisfies Ledger;
