/** Ledger: the checks a request passes before the books are opened. */
import { type Ledger, page, section } from "./entry.ts";

export const pipelineEvidence = {
  "order.checks": {
    source: "recorded",
    says: "Checks run in this order: format (415), route (404), verb (405), token (401), rate (429), query parameters (400), body (400), fields (422).",
    reference: section("2 and 11"),
  },
  "negotiate.accept": {
    source: "recorded",
    says: "Accept takes exact type names only, by q, wildcards last; without a match 415 (406 in release 2.0.55). The first format is JSON.",
    reference: section("4"),
  },
  "negotiate.format-parameter": {
    source: "recorded",
    says: "The query parameter _format (json or xml, case-sensitive) beats Accept.",
    reference: section("4"),
  },
  "negotiate.unknown-format": {
    source: "recorded",
    says: "An unknown _format is 415 (406 in release 2.0.55); one in brackets is 500 (400 in release 2.0.55).",
    reference: section("3, 4 and 11"),
    deviation:
      "It is answered in JSON, where the framework answers an HTML page whose bytes were not recorded.",
  },
  "route.exact": {
    source: "recorded",
    says: "A path matches to the letter once its percent-encoded letters are decoded: doubled or trailing slashes, other case, %2F and %00 are 404.",
    reference: section("11"),
  },
  "route.unknown": {
    source: "recorded",
    says: "An unknown route is 404 in the negotiated format.",
    reference: section("3"),
    deviation:
      "So it is with the negotiator in front of the routing; one in the controllers alone leaves the framework's HTML page, whose bytes were not recorded.",
  },
  "route.not-built": {
    source: "assumed",
    says: "A documented endpoint that the emulator does not build yet answers 501 and says so.",
    reference: "the emulator's own",
    setting: "errors.notBuilt",
  },
  "verb.allowed": {
    source: "recorded",
    says: "Another verb than the action's is 405 with Allow; HEAD and OPTIONS have no special treatment.",
    reference: section("6"),
  },
  "verb.override": {
    source: "recorded",
    says: "X-HTTP-Method-Override, or a form field _method on a POST, replaces the verb; in release 2.0.55 the field makes no GET, HEAD or OPTIONS.",
    reference: section("6"),
  },
  "auth.query-token": {
    source: "recorded",
    says: "The token is the query parameter access_token and nothing else; missing, empty, unknown and array are the same 401.",
    reference: section("6"),
  },
  "auth.tenants": {
    source: "assumed",
    says: "A token that starts with test_, of at most 200 characters, gets a fresh account at first use; your_access_token works as printed in the vendor's examples.",
    reference: "the emulator's own",
    setting: "tenants.prefix",
  },
  "auth.tenant-limit": {
    source: "assumed",
    says: "Beyond the bound of accounts created at first use, the longest unused goes.",
    reference: "the emulator's own",
    setting: "tenants.limit",
  },
  "query.php": {
    source: "recorded",
    says: "Query strings and forms are read as PHP reads them: the last duplicate wins, a dot in a name is an underscore, brackets make arrays.",
    reference: section("11"),
  },
  "query.required": {
    source: "recorded",
    says: "A missing query parameter of the action is 400 `Missing required parameters: id`; an array there is 400 too, and taken in release 2.0.55.",
    reference: section("2 and 10"),
    deviation: "An array that is taken stands for its first value; the vendor's query may find others of it.",
  },
  "body.type": {
    source: "recorded",
    says: "JSON is read under exactly application/json; under any type but JSON, XML and forms the body is empty, never 415.",
    reference: section("8"),
  },
  "body.json-causes": {
    source: "recorded",
    says: "Malformed JSON is 400 with the cause and in the words of the release's PHP; PHP 8 refuses half of a surrogate pair too.",
    reference: section("5, 8, 10 and 11"),
  },
  "body.json-values": {
    source: "recorded",
    says: "JSON that is no object assigns nothing; an empty body is no error. PHP 5.6 takes numbers that JSON does not have, like 01, +1 and [1.].",
    reference: section("8 and 11"),
  },
  "body.form": {
    source: "recorded",
    says: "Forms, urlencoded and multipart, are read on POST; uploaded files are not fields.",
    reference: section("8"),
  },
  "body.xml": {
    source: "documented",
    says: "A body under exactly application/xml is read; its values are strings, a repeated element is an array.",
    reference: page("index"),
  },
  "body.malformed-xml": {
    source: "assumed",
    says: "Malformed XML, a DOCTYPE, an unknown entity or a second root is 400, and so are characters, declarations and bytes that libxml refuses.",
    reference: section("11"),
    setting: "errors.malformedXml",
    deviation:
      "Text beside elements is 400 as well, which libxml accepts. Decoded are UTF-8, UTF-16, ISO-8859-1, windows-1252 and US-ASCII, as marked or declared; libxml knows more encodings.",
  },
  "body.size": {
    source: "assumed",
    says: "A body over 1 MiB is 413, by its declared length before it is read, else while it is read.",
    reference: "the emulator's own",
    setting: "limits.bodyBytes",
  },
} as const satisfies Ledger;
