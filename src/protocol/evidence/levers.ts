/** Ledger: what the emulator adds of its own, so that people can rehearse what they cannot cause. */
import { type Ledger, page, section } from "./entry.ts";

export const leverEvidence = {
  "clock.moves": {
    source: "own",
    says: "One clock moves statuses, buckets, windows, the Date header and the times of reports together; each account may have its own over the global one. Set back, it refuses no call for the time it moved.",
    reference: "the emulator's own",
  },
  "delivery.end": {
    source: "assumed",
    says: "A message ends Delivered unless the account, its entry for the recipient, a magic number or somebody by hand says otherwise; final statuses never move.",
    reference: page("delivery-reports"),
    setting: "delivery.end",
  },
  "magic.delivery": {
    source: "assumed",
    says: "A fictional number 1 XXX 555 01NN with NN from 01 to 12 ends in the delivery status of that id.",
    reference: "the toolkit's own",
    setting: "magicNumbers",
  },
  "magic.behaviour": {
    source: "assumed",
    says: "A fictional number 1 XXX 555 01NN with NN 27 is delivered five minutes after the send; one with 28 replies OK once the message is delivered, one with 29 writes STOP.",
    reference: "the toolkit's own",
    setting: "magicNumbers",
  },
  "magic.foreign": {
    source: "own",
    says: "A number that another provider uses for its tests (Twilio's +1 500 555 000N, the AWS simulator's) is an ordinary recipient here.",
    reference: "the toolkit's own",
  },
  "magic.refusal": {
    source: "assumed",
    says: "A fictional number 1 XXX 555 01NN with NN from 13 to 22, 26 or from 41 to 44 is refused as its catalogue entry says.",
    reference: "the toolkit's own",
    setting: "magicNumbers",
  },
  "magic.fault": {
    source: "assumed",
    says: "A fictional number 1 XXX 555 01NN with NN from 31 to 40 meets a fault as its catalogue entry says.",
    reference: "the toolkit's own",
    setting: "magicNumbers",
  },
  "fault.injected": {
    source: "own",
    says: "A fault that somebody asked for meets this call, before the books are written or after; a 4xx, which says that nothing was done, never after.",
    reference: "the emulator's own",
  },
  "sent-history.answer": {
    source: "documented",
    says: "A row of the sent history has Id, the recipient's first seven digits, GMT-5 DateTime and DeliveryStatus_Id as an integer.",
    reference: page("list-sent-single-messages"),
  },
  "sent-history.view": {
    source: "documented",
    says: "sent-history/single-view answers the row of its id, an object in JSON and nested in item in XML.",
    reference: page("view-sent-single-message"),
  },
  "sent-history.order": {
    source: "assumed",
    says: "The sent history has the newest message first.",
    reference: page("list-sent-single-messages"),
    setting: "sentHistory",
  },
  "sent-history.api-id": {
    source: "assumed",
    says: "Api_Id is the Id that the send answered; the page says only that it is empty for messages not sent through the API.",
    reference: page("list-sent-single-messages"),
    setting: "sentApiId",
  },
  "paging.rows": {
    source: "documented",
    says: "A list has 100 rows a page; page counts from 1.",
    reference: page("index"),
  },
  "paging.clamp": {
    source: "recorded",
    says: "A page below 1 or that is no number is the first, one past the end is the last; Link has self, first and prev, next and last.",
    reference: section("9"),
  },
  "paging.per-page": {
    source: "assumed",
    says: "The query parameter per-page is honoured from 1 to 100.",
    reference: section("9"),
    setting: "paging",
  },
  "page.root": {
    source: "own",
    says: "A GET of / that accepts text/html, which browsers name and callers of an API do not, is answered with the inbox page; everybody else gets the API's answer.",
    reference: "the emulator's own",
  },
  "retention.events": {
    source: "assumed",
    says: "The newest 50,000 events are kept for streams that resume.",
    reference: "the emulator's own",
    setting: "retention.events",
  },
} as const satisfies Ledger;
