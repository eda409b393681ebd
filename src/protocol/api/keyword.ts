/** `keyword`. Pages list-keywords, reserve-keyword, check-keyword-availability, remove-keyword. */
import { acknowledgement } from "./acknowledgement.ts";
import type { Endpoint } from "./endpoint.ts";
import { coded, identifier, number, remark, words } from "./field.ts";

/** Source: page list-keywords. */
const keywordStatuses = { 0: "Not Active", 1: "Active" } as const;

/**
 * Spellings of the samples and, where no sample has one, of the table.
 *
 * Source: page check-keyword-availability, which also prints "Not_Avialable" and "Not Available" for 0.
 */
const keywordAvailabilities = { 0: "Not_Available", 1: "Avialable" } as const;

/** A word that people text to one of the account's numbers to subscribe. */
const accountKeyword = {
  id: number("Id"),
  keyword: identifier("Keyword"),
  /** `YYYY-MM-DD`. */
  reservedOn: identifier("Date_Reserved"),
  /** Short code or long number that it is texted to. */
  number: identifier("Number"),
  /** 0 Not Active, 1 Active. */
  status: coded("Status", keywordStatuses),
} as const;

/** A keyword that was just reserved. */
const reservedKeyword = {
  id: number("Id"),
  keyword: identifier("Keyword"),
  /** Short code or long number that it is texted to. */
  number: identifier("Number"),
  /** Answer to subscribers; the vendor's own when none was given. */
  autoreplyMessage: words("AutoreplyMessage"),
} as const;

/** A keyword that may be free to reserve. */
const keywordAvailability = {
  keyword: identifier("Keyword"),
  /** Short code or long number that it would be texted to. */
  number: identifier("Number"),
  /** 0 Not_Available, 1 Avialable, as the vendor spells it. */
  status: coded("Status", keywordAvailabilities),
  /** The API's own words. */
  message: remark("Message"),
} as const;

export const index = {
  id: "keyword.index",
  methods: ["GET"],
  path: "/v1/keyword/index",
  page: "list-keywords",
  success: 200,
  headers: "paginated",
  answer: { list: accountKeyword },
} as const satisfies Endpoint;

export const reserve = {
  id: "keyword.reserve",
  methods: ["POST"],
  path: "/v1/keyword/reserve",
  page: "reserve-keyword",
  success: 201,
  headers: "link",
  asks: { keyword: "Keyword", number: "Number", autoreplyMessage: "AutoreplyMessage" },
  answer: { record: reservedKeyword },
} as const satisfies Endpoint;

export const checkAvailability = {
  id: "keyword.checkAvailability",
  methods: ["GET"],
  path: "/v1/keyword/check-availability",
  page: "check-keyword-availability",
  success: 200,
  headers: "link",
  asks: { keyword: "keyword", number: "number" },
  answer: { record: keywordAvailability },
} as const satisfies Endpoint;

export const remove = {
  id: "keyword.remove",
  methods: ["DELETE"],
  path: "/v1/keyword/remove",
  page: "remove-keyword",
  success: 200,
  headers: "link",
  asks: { keyword: "keyword", number: "number" },
  answer: { record: acknowledgement },
} as const satisfies Endpoint;
