/** Ledger: sending, its price and its limits. */
import { type Ledger, page, section } from "./entry.ts";

export const booksEvidence = {
  "fields.rules": {
    source: "recorded",
    says: "The send form's rules run in this order: MobilePhone, Message, MmsTemplateId, Subject, MmsHighResolution, MmsResend, SendFrom. String, integer and range behave as PHP 5.6 compares.",
    reference: section("8 and 11"),
  },
  "fields.length": {
    source: "documented",
    says: "Message holds at most 480 characters (code points).",
    reference: page("send-sms-mms"),
  },
  "fields.characters": {
    source: "documented",
    says: "Allowed are LF, FF, CR, 0x20 to 0x7E without the backslash, ten Greek capitals, and 0xA0 to 0xFF of ISO-8859-15; others will most likely be rejected.",
    reference: page("allowed-characters"),
    deviation: "Any character passes, unless the setting limits.characters is documented.",
  },
  "fields.any-character": {
    source: "assumed",
    says: "A Message may hold other characters all the same; held to the list, it has a field error instead.",
    reference: page("allowed-characters"),
    setting: "limits.characters",
  },
  "fields.phone": {
    source: "documented",
    says: "MobilePhone is a valid phone number, country code first; read as a possible number, since the vendor's own sample is not assignable. One number in two writings, such as +44 (0)20 and +44 20, is one recipient.",
    reference: page("send-sms-mms"),
  },
  "fields.phone-kind": {
    source: "assumed",
    says: "Valid means possible by length.",
    reference: page("send-sms-mms"),
    setting: "limits.phone",
  },
  "fields.phone-characters": {
    source: "assumed",
    says: "A number holds digits, space and + ( ) - . only.",
    reference: page("send-sms-mms"),
    setting: "phone.punctuation",
  },
  "fields.phone-ten-digits": {
    source: "assumed",
    says: "Exactly ten digits without + are North American.",
    reference: section("8"),
    setting: "phone.tenDigits",
  },
  "fields.resource-link": {
    source: "documented",
    says: "ResourceLink, in both examples and in no table, is accepted and ignored.",
    reference: page("send-sms-mms"),
  },
  "send.answer": {
    source: "documented",
    says: "sms/send answers an object of Id, DeliveryReportUrl and Message.",
    reference: page("send-sms-mms"),
  },
  "send.id": {
    source: "documented",
    says: "An Id is 40 lower-case hexadecimal digits.",
    reference: page("send-sms-mms"),
  },
  "send.report-url": {
    source: "recorded",
    says: "DeliveryReportUrl has the scheme and host the caller used, so it works when followed.",
    reference: section("9"),
  },
  "send.masked": {
    source: "documented",
    says: "Message shows the recipient's first four digits, then an x for each of the rest.",
    reference: page("send-sms-mms"),
  },
  "send-simple.answer": {
    source: "documented",
    says: "sms-simple/send answers the same object in a list of one.",
    reference: page("send-sms-mms-simple"),
  },
  "send-simple.no-sender": {
    source: "documented",
    says: "sms-simple/send has no SendFrom; the account's numbers rotate.",
    reference: page("send-sms-mms-simple"),
  },
  "report.answer": {
    source: "documented",
    says: "sms/delivery-report answers a list of one; DeliveryStatus_Id is a string there.",
    reference: page("delivery-reports"),
  },
  "report.id-parameter": {
    source: "documented",
    says: "The report's query parameter is id; one line of the page calls it sms_id.",
    reference: page("delivery-reports"),
  },
  "report.simple": {
    source: "assumed",
    says: "sms-simple/delivery-report answers as sms/delivery-report does.",
    reference: page("send-sms-mms-simple"),
    setting: "simpleReport",
  },
  "report.unknown-id": {
    source: "assumed",
    says: "An unknown id and another account's are the same 404.",
    reference: page("delivery-reports"),
    setting: "errors.unknownId",
  },
  "delivery.statuses": {
    source: "documented",
    says: "Twelve delivery statuses, with the vendor's spelling.",
    reference: page("delivery-reports"),
  },
  "delivery.pace": {
    source: "assumed",
    says: "A message is Pending, Processed after 1 s and Delivered after 3 s.",
    reference: page("delivery-reports"),
    setting: "delivery",
  },
  "segments.documented": {
    source: "documented",
    says: "480 characters are 3 SMS, so a part holds 160 GSM-7 units; extension characters count two.",
    reference: page("send-sms-mms"),
  },
  "segments.documented-unicode": {
    source: "assumed",
    says: "A part with a character outside GSM-7 holds 70 UTF-16 code units.",
    reference: "GSM 03.38",
    setting: "segments",
  },
  "segments.gsm": {
    source: "assumed",
    says: "True GSM: 160 or 153 septets, 70 or 67 code units per part; computed for every message, charged on request.",
    reference: "GSM 03.38 and 03.40",
    setting: "segments",
  },
  "price.usa": {
    source: "documented",
    says: "In the USA an SMS part costs 1 credit.",
    reference: page("send-sms-mms"),
  },
  "price.elsewhere": {
    source: "assumed",
    says: "Elsewhere the longest prefix of the table decides; a country that is not listed costs as the USA, which are the fifty states and the District of Columbia, without the territories.",
    reference: page("send-sms-mms"),
    setting: "credits.rates",
  },
  "credits.opening": {
    source: "documented",
    says: "An account opens with 1000 credits, the sample's figure.",
    reference: page("available-credits-balance"),
  },
  "credits.answer": {
    source: "documented",
    says: "credits/balance answers an object with AvailableCredits.",
    reference: page("available-credits-balance"),
  },
  "rate.account": {
    source: "recorded",
    says: "One bucket per account over all actions; a refused call restarts the refill.",
    reference: section("7"),
  },
  "rate.account-figures": {
    source: "documented",
    says: "An account has 60 calls per window, as nearly all pages print; page error-codes prints 1000.",
    reference: page("send-sms-mms"),
  },
  "rate.account-window": {
    source: "assumed",
    says: "The window is 60 s; no page names it. For the 1000 of page error-codes set limits.rate.limit.",
    reference: page("error-codes"),
    setting: "limits.rate",
  },
  "rate.recipient": {
    source: "documented",
    says: "10 SMS per same recipient number per minute.",
    reference: page("send-sms-mms"),
  },
  "rate.recipient-window": {
    source: "assumed",
    says: "The minute is a sliding window over the sends to a number, however it was written.",
    reference: page("send-sms-mms"),
    setting: "limits.perRecipientWindow",
  },
  "rate.recipient-refused": {
    source: "assumed",
    says: "A send that the recipient's limit refuses does not count towards it.",
    reference: page("send-sms-mms"),
    setting: "limits.perRecipientRefused",
  },
  "rate.recipient-counts": {
    source: "assumed",
    says: "The window counts sends, not parts.",
    reference: page("send-sms-mms"),
    setting: "limits.perRecipientCounts",
  },
  "rate.recipient-answer": {
    source: "assumed",
    says: "The eleventh send of a minute is 429 in the framework's shape, since page error-codes has no row for it; X-Rate-Limit-Remaining above 0 tells it from the account's.",
    reference: page("send-sms-mms"),
    setting: "errors.throttled",
  },
  "sender.owned": {
    source: "documented",
    says: "SendFrom is a short code or long number of the account.",
    reference: page("send-sms-mms"),
  },
  "sender.refused-text": {
    source: "assumed",
    says: "Another number is 422 on SendFrom.",
    reference: page("send-sms-mms"),
    setting: "errors.senderNotOwned",
  },
  "sender.rotation": {
    source: "documented",
    says: "Without SendFrom the account's numbers are used in rotation.",
    reference: page("send-sms-mms"),
  },
  "sender.seed": {
    source: "documented",
    says: "A new account has the short code of the samples, 82257, and one long number.",
    reference: page("list-keywords"),
  },
  "submit.order": {
    source: "assumed",
    says: "After the field rules: message or media, template, sender, opt-outs and blocks, forbidden words, carriers, the recipient's rate, the same text, balance.",
    reference: page("send-sms-mms"),
    setting: "submit.order",
  },
  "submit.content": {
    source: "assumed",
    says: "A send without Message needs MmsTemplateId; otherwise 422 on Message.",
    reference: page("send-sms-mms"),
    setting: "submit.requireContent",
  },
  "submit.template": {
    source: "documented",
    says: "MmsTemplateId must be an approved template of the account.",
    reference: page("send-sms-mms"),
  },
  "submit.template-text": {
    source: "assumed",
    says: "A template that is unknown or not approved is 422 on MmsTemplateId; page error-codes has code 3, Empty MMS resource, which may be meant for these too.",
    reference: page("send-sms-mms"),
    setting: "errors.templateNotApproved",
  },
  "submit.atomic": {
    source: "own",
    says: "A send is written whole or not at all: charge, message, sender's turn and recipient's window in one transaction. What refuses one is said under rules of their own.",
    reference: "the emulator's own",
  },
  "retention.bytes": {
    source: "assumed",
    says: "All that is kept takes 128 MiB at most, over all accounts; beyond it the oldest goes from where there is most, and accounts created at first use, the longest unused first. The journal keeps 16,000 characters of a body and of an answer, a message 1,000 of its subject.",
    reference: "the emulator's own",
    setting: "retention.bytes",
  },
  "retention.messages": {
    source: "assumed",
    says: "The newest 100,000 messages are kept; totals stay true.",
    reference: "the emulator's own",
    setting: "retention.messages",
  },
  "retention.journal": {
    source: "assumed",
    says: "The newest 1,000 requests are kept in the journal.",
    reference: "the emulator's own",
    setting: "retention.journal",
  },
} as const satisfies Ledger;
