/** Ledger: what answers look like on the wire. */
import { anyForm, type Ledger, notAsked, ownRule, page, section } from "./entry.ts";

export const answerEvidence = {
  "errors.shape": {
    source: "recorded",
    says: "A refusal is an object of name, message, code and status, in that order.",
    reference: section("5"),
  },
  "errors.validation": {
    source: "recorded",
    says: "A failed validation is a list of field and message, the first error of each field in the order of the rules, with the reason `Data Validation Failed.`",
    reference: section("8"),
    decides: false,
    unseen: "The reason phrase cannot be held, nor the order in XML.",
  },
  "errors.reasons": {
    source: "recorded",
    says: "Reason phrases are those of the framework's own table; a status that it lacks has none, and the name Error.",
    reference: section("5 and 11"),
    decides: false,
    outside: "Pact does not look at reason phrases.",
  },
  "errors.release": {
    source: "assumed",
    says: "The framework is release 2.0.13 on PHP 5.6, the newest that agrees with every header the vendor prints; the other one that can be had is 2.0.55 on PHP 8.2, for a vendor that upgraded since.",
    reference: section("1 and 10"),
    setting: "framework",
    deviation:
      "The newest block that the vendor dates is of August 2017, which allows 2.0.12 at most: there a 405 says `This url can`, and a bad Accept gets an HTML page.",
    decides: false,
    outside: anyForm,
  },
  "xml.write": {
    source: "recorded",
    says: "XML answers: declaration, newline, compact tree under response, newline; list entries are item.",
    reference: section("9"),
    decides: false,
    unseen: "Neither the declaration nor the white space can be held.",
  },
  "xml.read": {
    source: "own",
    says: "The toolkit's reader of XML, for requests and for answers, takes no DOCTYPE, no custom entities, no text beside elements and 32 levels at most.",
    reference: "the toolkit's own",
    deviation:
      "The vendor's parser may take more; what is answered instead is said under body.malformed-xml.",
    decides: false,
    outside: ownRule,
  },
  "json.write": {
    source: "recorded",
    says: "JSON answers are compact, slashes and unicode unescaped (but U+2028 and U+2029 on PHP 8), no newline at the end; half of a surrogate pair in a text is 500.",
    reference: section("8, 9 and 10"),
    deviation: "In XML such a half is sent as U+FFFD, where the framework sends the bytes of the half.",
    outside: anyForm,
  },
  "headers.documented": {
    source: "documented",
    says: "Answers carry X-Powered-By, Cache-Control, Pragma, X-Rate-Limit-*, X-Pagination-*, Link and Content-Type as each page prints them, in release 2.0.13.",
    reference: page("send-sms-mms"),
    deviation:
      "Connection, Keep-Alive and Transfer-Encoding are Node's; a Content-Length is sent instead of chunks.",
    decides: false,
    unseen: "X-Powered-By is not held.",
  },
  "headers.expires": {
    source: "documented",
    says: "Expires, PHP's date in 1981, stands wherever Cache-Control and Pragma do.",
    reference: page("error-codes"),
    deviation:
      "The page prints 2017, which somebody edited: that 19 November was no Thursday. The pages of the endpoints print none; the setting `headers` has an answer without.",
    decides: false,
    outside: "No client needs it, and most pages do not print it.",
  },
  "headers.session": {
    source: "assumed",
    says: "The cookies of the session (and `_csrf` in release 2.0.55), which the framework sends, are left out as no page prints them.",
    reference: section("1, 6 and 10"),
    setting: "headers",
    decides: false,
    outside: anyForm,
  },
  "headers.scope": {
    source: "recorded",
    says: "Cache-Control, Pragma and X-Rate-Limit-* are on everything that passed authentication, refusals included, and on nothing else.",
    reference: section("6"),
    decides: false,
    unseen: "That a header is on nothing else cannot be held.",
  },
  "headers.charset": {
    source: "recorded",
    says: "Content-Type is the negotiated type with charset=UTF-8; the pages print XML blocks under JSON answers and a lower-case charset.",
    reference: section("4"),
    decides: false,
    outside: anyForm,
  },
  "headers.link": {
    source: "recorded",
    says: "Link is the address as called, token included, re-encoded; rel is unquoted. Release 2.0.55 names the first and the last page on every page.",
    reference: section("9 and 10"),
    decides: false,
    unseen: "`rel` may be quoted.",
  },
  "headers.node": {
    source: "recorded",
    says: "What Node's HTTP parser refuses never reaches the checks.",
    reference: section("11"),
    deviation:
      "HTTP/1.0 is answered as HTTP/1.1; bad request lines, conflicting lengths, over 16 KiB of headers and a missing Host get Node's bare 400 or 431; an invalid Host gets our 400.",
    decides: false,
    outside: notAsked,
  },
  "as-printed": {
    source: "assumed",
    says: "The samples' slips (JSON under an XML Content-Type, a bare & in XML, `<2/DeliveryStatus_Id>`) are corrected.",
    reference: page("delivery-reports"),
    setting: "asPrinted",
    decides: false,
    outside: "The samples' slips are no part of what a client relies on.",
  },
} as const satisfies Ledger;
