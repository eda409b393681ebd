/** Ledger: what answers look like on the wire. */
import { type Ledger, page, section } from "./entry.ts";

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
  },
  "errors.reasons": {
    source: "recorded",
    says: "Reason phrases are those of the framework's own table.",
    reference: section("5 and 11"),
  },
  "errors.release": {
    source: "assumed",
    says: "Texts are those of release 2.0.13, the newest that agrees with every header the vendor prints.",
    reference: section("1 and 10"),
    setting: "framework",
  },
  "xml.write": {
    source: "recorded",
    says: "XML answers: declaration, newline, compact tree under response, newline; list entries are item.",
    reference: section("9"),
  },
  "xml.read": {
    source: "own",
    says: "The toolkit's reader of XML, for requests and for answers, takes no DOCTYPE, no custom entities and 32 levels at most.",
    reference: "the toolkit's own",
    deviation:
      "The vendor's parser may take more; what is answered instead is said under body.malformed-xml.",
  },
  "json.write": {
    source: "recorded",
    says: "JSON answers are compact, slashes and unicode unescaped, no newline at the end.",
    reference: section("9"),
  },
  "headers.documented": {
    source: "documented",
    says: "Answers carry X-Powered-By, Cache-Control, Pragma, X-Rate-Limit-*, X-Pagination-*, Link and Content-Type as each page prints them.",
    reference: page("send-sms-mms"),
    deviation:
      "Connection, Keep-Alive and Transfer-Encoding are Node's; a Content-Length is sent instead of chunks.",
  },
  "headers.session": {
    source: "assumed",
    says: "The session's Set-Cookie and Expires, which the framework sends, are left out as the vendor does not print them.",
    reference: section("1 and 6"),
    setting: "headers",
  },
  "headers.scope": {
    source: "recorded",
    says: "Cache-Control, Pragma and X-Rate-Limit-* are on everything that passed authentication, refusals included, and on nothing else.",
    reference: section("6"),
  },
  "headers.charset": {
    source: "recorded",
    says: "Content-Type is the negotiated type with charset=UTF-8; the pages print XML blocks under JSON answers and a lower-case charset.",
    reference: section("4"),
  },
  "headers.link": {
    source: "recorded",
    says: "Link is the address as called, token included, re-encoded; rel is unquoted.",
    reference: section("9"),
  },
  "headers.node": {
    source: "recorded",
    says: "What Node's HTTP parser refuses never reaches the checks.",
    reference: section("11"),
    deviation:
      "HTTP/1.0 is answered as HTTP/1.1; bad request lines, conflicting lengths, over 16 KiB of headers and a missing Host get Node's bare 400 or 431; an invalid Host gets our 400.",
  },
  "as-printed": {
    source: "assumed",
    says: "The samples' slips (JSON under an XML Content-Type, a bare & in XML, `<2/DeliveryStatus_Id>`) are corrected.",
    reference: page("delivery-reports"),
    setting: "asPrinted",
  },
} as const satisfies Ledger;
