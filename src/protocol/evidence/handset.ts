/** Ledger: the account's numbers, and what handsets write to them. */
import { type Ledger, page } from "./entry.ts";

export const handsetEvidence = {
  "numbers.index": {
    source: "documented",
    says: "numbers/index lists Number, Status_Id, Status_Description and Blocked_Date, which is null or a time; the number is a text, though the samples print it unquoted.",
    reference: page("list-numbers"),
  },
  "numbers.view": {
    source: "documented",
    says: "numbers/view answers the row of the number asked for, an object.",
    reference: page("view-number"),
    deviation:
      "The page prints X-Pagination-Total-Count: 46 on a single number; 1 is sent, as on other calls.",
  },
  "numbers.statuses": {
    source: "documented",
    says: "A number is Active (0), Inactive (1), Temporarily blocked. (301) or Permanently blocked. (302), full stops included.",
    reference: page("view-number"),
  },
  "numbers.shown": {
    source: "assumed",
    says: "Number is shown in full, since SendFrom takes it so; the x of the samples hide a customer's.",
    reference: page("list-numbers"),
    setting: "numbersShown",
  },
  "inbox.answer": {
    source: "documented",
    says: "A row of the inbox has the sender's number in full, Message, DateReceived in GMT-5, AppName, CampaignName, Type_Id, Type_Description, Resource_Urls and Groups.",
    reference: page("list-messages"),
    deviation: "Resource_Urls and Groups are empty: handsets send no media here, and groups are not built.",
  },
  "inbox.filters": {
    source: "documented",
    says: "MobilePhone, FromDateReceived, ToDateReceived, Type_Id, Keyword_Id and Campaign_Id narrow the inbox; an empty one is as good as none.",
    reference: page("list-messages"),
  },
  "inbox.dates": {
    source: "assumed",
    says: "The inbox's date filters are YYYY-MM-DD HH:MM:SS or YYYY-MM-DD in GMT-5, both ends included; a day alone as the end is the whole day.",
    reference: page("list-messages"),
    setting: "inbox.toDate",
  },
  "inbox.invalid-filter": {
    source: "assumed",
    says: "A filter of the inbox that cannot be read counts as left out; an id that nothing has finds nothing.",
    reference: page("list-messages"),
    setting: "inbox.invalidFilter",
  },
  "inbox.order": {
    source: "assumed",
    says: "The inbox has the newest message first.",
    reference: page("list-messages"),
    setting: "inbox.order",
  },
  "inbox.app-name": {
    source: "assumed",
    says: "AppName is the sample's `Auto Replay` for a message that belongs to a keyword, and empty for others.",
    reference: page("list-messages"),
    setting: "inbox.appName",
  },
  "handset.stop": {
    source: "documented",
    says: "STOP, and STOP followed by a keyword, opt out of the whole account.",
    reference: page("terms"),
    deviation: "Any one word after STOP is taken for a keyword.",
  },
  "handset.keyword": {
    source: "documented",
    says: "A keyword that is texted in after STOP opts in again.",
    reference: page("undo-opt-out-contact"),
    deviation: "Keywords are not built: the control API says which keyword an inbound message belongs to.",
  },
  "handset.words": {
    source: "assumed",
    says: "STOPALL, UNSUBSCRIBE, CANCEL, END and QUIT opt out, START and UNSTOP opt in, HELP asks; in any case, blanks around them aside, as the whole message only. No page has these words; carriers do.",
    reference: "the keyword pages' sample: Reply HELP for help. Reply STOP to end.",
    setting: "handset.words",
  },
  "handset.replies": {
    source: "assumed",
    says: "What opts out or in is confirmed and HELP is answered; a word that changes nothing is not. The confirmation is no message of the sent history.",
    reference: "the keyword pages' sample: Reply HELP for help. Reply STOP to end.",
    setting: "handset.replies",
  },
  "handset.reply-credits": {
    source: "assumed",
    says: "Such a reply costs nothing.",
    reference: page("send-sms-mms"),
    setting: "handset.replyCredits",
  },
  "fields.phone-number": {
    source: "documented",
    says: "PhoneNumber is required and a valid phone number, read as MobilePhone is.",
    reference: page("opt-out"),
  },
  "opt-out.contact": {
    source: "documented",
    says: "contacts/opt-out answers 201 with the contact, which is created when it is not known; asked again it answers the same.",
    reference: page("opt-out"),
    deviation:
      "Of the contact only number, state and dates are kept; names, groups and custom fields are not built.",
  },
  "opt-in.custom": {
    source: "documented",
    says: "contacts-opt-in/create-custom undoes an opt-out that was made through the API.",
    reference: page("undo-opt-out-contact"),
  },
  "opt-in.custom-refused": {
    source: "assumed",
    says: "Anybody else is 422 on PhoneNumber, who wrote STOP after an opt-out through the API among them.",
    reference: page("undo-opt-out-contact"),
    setting: "errors.notOptedOutByApi",
  },
  "opt-in.custom-status": {
    source: "assumed",
    says: "Its success is 201, as of contacts-opt-in/create.",
    reference: page("opt-in-contact"),
    setting: "optInStatus",
  },
  "push.request": {
    source: "assumed",
    says: "When a push is asked for, it is the old API's: GET with number, message, keyword where the message belongs to one, carrier_code and carrier, in this order.",
    reference: "the old API page",
    setting: "inboundPush.url",
  },
  "push.target": {
    source: "own",
    says: "A push goes to loopback only, unless the setting inboundPush.anyHost lets it go elsewhere; redirects are not followed, and its failure changes nothing.",
    reference: "the emulator's own",
  },
  "retention.inbox": {
    source: "assumed",
    says: "The newest 10,000 received messages of an account are kept.",
    reference: "the emulator's own",
    setting: "retention.inbox",
  },
  "retention.contacts": {
    source: "assumed",
    says: "The 100,000 contacts of an account that changed last are kept, their opt-outs with them.",
    reference: "the emulator's own",
    setting: "retention.contacts",
  },
} as const satisfies Ledger;
