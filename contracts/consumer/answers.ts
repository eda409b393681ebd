/** The vendor's answers as a client may expect them: documented headers and bodies, refusals in the framework's shape. */

import { type Body, type Fields, type Form, integer, integerLike, text, words } from "./body.ts";
import { CARRIER_BLOCKED, CARRIER_CODE, REFUSAL_STATUS, type RefusalCode, refusalCodes } from "./codes.ts";
import type { ApiRoute, Result, SampleAnswer } from "./interaction.ts";

export const RECIPIENT = "16465550123";
/** The id of the vendor's samples. */
export const ID = "8cccf554cd42bf1b22bcc2d9b4e4571a4a87c9d0";
export const SENT_WORDS = "Text message to 1646xxxxxxx has been sent.";
const HOST = "https://api2.protexting.com";

/** Directives that keep an answer out of caches. Pact takes a list of them apart and holds each. */
const NOT_KEPT = "no-store|no-cache|must-revalidate|private|(max-age|post-check|pre-check)=0";
const HEX_40 = "[0-9a-f]{40}";
const ANY_HOST = "https?://[^/?#<>]+";

export const messageId: Form = text(HEX_40, ID);

/** Address of the message's report, with token and id, on the host that the caller addressed. */
export function reportUrl(reportPath: string, token: string): Form {
  return text(
    `${ANY_HOST}${reportPath}\\?access_token=[^&]+&id=${HEX_40}`,
    reportUrlExample(reportPath, token),
  );
}

export function reportUrlExample(reportPath: string, token: string): string {
  return `${HOST}${reportPath}?access_token=${token}&id=${ID}`;
}

/** Page list-sent-single-messages: the recipient's first seven digits, an x for each of the rest. */
export const HISTORY_RECIPIENT = "1646555xxxx";

/** Page send-sms-mms: the recipient's first four digits, an x for each of the rest. */
export const sentWords: Form = text("(.*\\D)?\\d{4}x+\\b.*", SENT_WORDS);

const number = (example: string): Form => text("\\d+", example);

/**
 * On everything after the account is known: seconds and calls, as digits, the figures being the account's; and that
 * no cache keeps the answer.
 */
function ofTheAccount(remaining: Form | string, reset: string) {
  return {
    "Cache-Control": text(NOT_KEPT, "no-store"),
    Pragma: "no-cache",
    "X-Rate-Limit-Limit": number("60"),
    "X-Rate-Limit-Remaining": remaining,
    "X-Rate-Limit-Reset": number(reset),
  };
}

/** One call made of sixty. */
const firstCall = ofTheAccount(number("59"), "0");

/** One result on one page of a hundred, as the pages print it on calls that list nothing. */
const onePage = {
  "X-Pagination-Total-Count": "1",
  "X-Pagination-Page-Count": "1",
  "X-Pagination-Current-Page": "1",
  "X-Pagination-Per-Page": "100",
};

/** The address as called; the recorded framework leaves `self` unquoted, RFC 8288 allows both. */
function selfLink({ path }: ApiRoute, query: string): Form {
  return text(
    `<${ANY_HOST}${path}\\?access_token=[^&>]+(&[^>]*)?>; *rel="?self"?(,.*)?`,
    `<${HOST}${path}?${query}>; rel=self`,
  );
}

/** @param query of the request, for the example */
export function success(route: ApiRoute, query: string, body: Body): SampleAnswer {
  const headers = { ...firstCall, ...onePage, Link: selfLink(route, query) };
  return { status: 200, headers, body };
}

/** A list of one, whose page prints Link and no pages of it. */
export function listedAlone(status: number, route: ApiRoute, query: string, row: Fields): SampleAnswer {
  return { status, headers: { ...firstCall, Link: selfLink(route, query) }, body: [row] };
}

/** A success whose page prints a Link and no pages. @param query of the request, for the example */
export function linked(route: ApiRoute, query: string, body: Body): SampleAnswer {
  return { status: 200, headers: { ...firstCall, Link: selfLink(route, query) }, body };
}

/** Something was made: the pages print neither Link nor pages of it. */
export function created(body: Body): SampleAnswer {
  return { status: 201, headers: firstCall, body };
}

/** A single object whose page prints neither Link nor pages of it. */
export function shown(body: Body): SampleAnswer {
  return { status: 200, headers: firstCall, body };
}

/** Position of a page in its list. */
export interface Position {
  readonly total: number;
  readonly pages: number;
  readonly page: number;
  readonly perPage: number;
}

/** A page of a list, with links to its neighbours. */
export function listed(route: ApiRoute, token: string, position: Position, body: Body): SampleAnswer {
  const headers = {
    ...firstCall,
    "X-Pagination-Total-Count": String(position.total),
    "X-Pagination-Page-Count": String(position.pages),
    "X-Pagination-Current-Page": String(position.page),
    "X-Pagination-Per-Page": String(position.perPage),
    Link: pageLinks(route, token, position),
  };
  return { status: 200, headers, body };
}

/** Later releases of the framework have `first` and `last` on every page, and `last` before `prev`. */
function pageLinks({ path }: ApiRoute, token: string, { page, pages, perPage }: Position): Form {
  const to = (at: number, rel: string) =>
    `<${ANY_HOST}${path}\\?([^>]*&)?page=${at}(&[^>]*)?>; *rel="?${rel}"?`;
  const back = page > 1;
  const on = page < pages;
  const pattern = [
    to(page, "self"),
    `(, *${to(1, "first")})${back ? "" : "?"}`,
    `(, *${to(pages, "last")})?`,
    back ? `, *${to(page - 1, "prev")}` : "",
    on ? `, *${to(page + 1, "next")}` : "",
    on ? `(, *${to(pages, "last")})?` : "",
  ].join("");
  const size = perPage === 100 ? "" : `&per-page=${perPage}`;
  const example = (at: number, rel: string) =>
    `<${HOST}${path}?access_token=${token}&page=${at}${size}>; rel=${rel}`;
  const links = [
    example(page, "self"),
    ...(back ? [example(1, "first"), example(page - 1, "prev")] : []),
    ...(on ? [example(page + 1, "next"), example(pages, "last")] : []),
  ];
  return text(pattern, links.join(", "));
}

/** A refusal before the account is known: without the account's headers. */
function refusedEarly(status: number, name: string, message: string): SampleAnswer {
  return {
    status,
    headers: {},
    body: { name: words(name), message: words(message), code: integer(0), status },
  };
}

function refused(status: number, name: string, message: string, headers = firstCall): SampleAnswer {
  return { ...refusedEarly(status, name, message), headers };
}

export const unauthorized: SampleAnswer = refusedEarly(
  401,
  "Unauthorized",
  "Your request was made with invalid credentials.",
);

/** Texts of older revisions of the page error-codes, which a client must take as well. */
export const OLDER_TEXTS: ReadonlyMap<number, string> = new Map([
  [5, "Not enough credit."],
  [1000, "Phone number is general opted out."],
  [1001, "Phone number is general blocked."],
]);

/** Any number above 10,000: the page lists none of the carriers' codes. */
const ABOVE_10_000 = "1000[1-9]|100[1-9]\\d|10[1-9]\\d\\d|1[1-9]\\d{3}|[2-9]\\d{4}|[1-9]\\d{5,}";

/** A refusal of the books. Page error-codes prints code and text, and for code 1 the whole body. */
export function coded(code: RefusalCode): SampleAnswer {
  const newest = refusalCodes[code];
  const older = OLDER_TEXTS.get(code);
  return codedAs(older === undefined ? newest : text(oneOf(newest, older), newest), code);
}

/** Content that carriers block: the page has one text for all of their codes. */
export const carrierBlocked: SampleAnswer = codedAs(CARRIER_BLOCKED, integerLike(ABOVE_10_000, CARRIER_CODE));

/** A number too soon after another, for which no page has a code or a text. */
export const transactionDeclined: SampleAnswer = codedAs(words("The transaction is declined."), 4);

function codedAs(message: Fields[string], code: Fields[string]): SampleAnswer {
  const body = { name: "Unprocessable entity", message, code, status: REFUSAL_STATUS };
  return { status: REFUSAL_STATUS, headers: firstCall, body };
}

/** Pattern of these texts, of which only the full stop has a meaning in patterns. */
function oneOf(...texts: readonly string[]): string {
  return `(${texts.map((each) => each.replaceAll(".", "\\.")).join("|")})`;
}

export const notFound: SampleAnswer = refused(404, "Not Found", `Object not found: ${ID}`);

export const accountLimited: SampleAnswer = refused(
  429,
  "Too Many Requests",
  "Rate limit exceeded.",
  ofTheAccount("0", "60"),
);

/** Calls are left, which is how a client tells it from the account's limit. */
export const recipientLimited: SampleAnswer = refused(
  429,
  "Too Many Requests",
  "Rate limit exceeded.",
  ofTheAccount(text("[1-9]\\d*", "58"), "1"),
);

export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** A failed validation: the fields and their order are the framework's, the words may be any. */
export function invalid(errors: readonly FieldError[]): SampleAnswer {
  return {
    status: 422,
    headers: firstCall,
    body: errors.map(({ field, message }) => ({ field, message: words(message) })),
  };
}

/**
 * Error of the client: the API's field errors under the client's own names.
 * @param names the client's by the API's, where they are more than a letter's case apart
 */
export function invalidInput(
  errors: readonly FieldError[],
  names: Readonly<Record<string, string>> = {},
): Result {
  const fields = errors.map(({ field, message }) => ({ field: names[field] ?? ownName(field), message }));
  return { throws: { name: "InvalidInputError", status: 422, fields } };
}

function ownName(field: string): string {
  return field.charAt(0).toLowerCase() + field.slice(1);
}
