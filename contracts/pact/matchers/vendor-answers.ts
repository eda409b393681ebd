/**
 * The vendor's answers as any client may expect them, to put into a consumer test of your own. They are the shapes that
 * our own pact holds: status, headers, field names, types and forms; words, figures and further fields are the
 * vendor's to change.
 */

import { type EndpointId, endpointOf, type ListEndpointId } from "../../../src/protocol/endpoints.ts";
import type { CodedRefusal } from "../../../src/protocol/magic-numbers.ts";
import {
  accountLimited,
  carrierBlocked,
  coded,
  ID,
  invalid,
  listed,
  messageId,
  notFound,
  recipientLimited,
  reportUrl,
  sentWords,
  success,
  unauthorized,
} from "../../consumer/answers.ts";
import { type Body, integer, jsonBody, text, words, xmlBody } from "../../consumer/body.ts";
import type { ApiRoute, SampleAnswer } from "../../consumer/interaction.ts";
import { type PactRegex, regex } from "./pact-matchers.ts";
import type { ValueForm } from "./vendor-forms.ts";

/** The part of Pact's response builder that an answer needs. */
export interface AnswerBuilder {
  headers(headers: Record<string, string | PactRegex>): unknown;
  jsonBody(body: unknown): unknown;
  xmlBody(body: unknown): unknown;
}

/** For Pact's `willRespondWith(answer.status, answer.fill)`. */
export interface ExpectedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | PactRegex>>;
  /** Argument for the builder's `jsonBody` or `xmlBody`. */
  readonly body: unknown;
  /** Gives the builder headers and body. */
  readonly fill: (builder: AnswerBuilder) => void;
}

export interface AnswerOptions {
  /** Default `json`. */
  readonly format?: "json" | "xml";
  /** Stands in example addresses; any token matches. Default `your_access_token`. */
  readonly token?: string;
}

export interface FieldFailure {
  /** In the vendor's spelling, such as `MobilePhone`. */
  readonly field: string;
  /** For the example; any words match. */
  readonly message?: string;
}

export interface ListPage {
  readonly endpoint: ListEndpointId;
  /** Rows in all. */
  readonly total: number;
  /** From 1, which is the default. */
  readonly page?: number;
  /** Default 100. */
  readonly perPage?: number;
  /** The page's rows, by the vendor's field names; values are themselves or one of `forms`. */
  readonly rows: readonly Row[];
}

/** A value of a row: itself, one of `forms`, or an empty list. */
export type RowValue = string | number | null | readonly [] | ValueForm;
export type Row = Readonly<Record<string, RowValue>>;

/** Why a call is refused, beside wrong fields: with a code of the page error-codes, or with a status of its own. */
export type RefusalReason =
  | CodedRefusal
  | "unknown-token"
  | "unknown-id"
  | "account-limit"
  | "recipient-limit";

const refusals: Readonly<Record<RefusalReason, SampleAnswer>> = {
  "unknown-token": unauthorized,
  "opted-out": coded(1),
  "opted-out-globally": coded(1000),
  "blocked-globally": coded(1001),
  "forbidden-words": coded(2),
  "carrier-blocked": carrierBlocked,
  "empty-mms": coded(3),
  unprocessable: coded(4),
  "no-credits": coded(5),
  "app-not-activated": coded(6),
  "address-not-allowed": coded(7),
  "same-text": coded(8),
  "sender-temporarily-blocked": coded(301),
  "sender-permanently-blocked": coded(302),
  "unknown-id": notFound,
  "account-limit": accountLimited,
  "recipient-limit": recipientLimited,
};

const TOKEN = "your_access_token";
const mediaTypes = { json: "application/json", xml: "application/xml" } as const;

/** The vendor's answers; see {@link ExpectedAnswer} for how to use one. */
export const answers = {
  /** A send was accepted: id, address of the report, and words that name the masked recipient. */
  sent({
    endpoint = "sms.send",
    ...options
  }: AnswerOptions & { endpoint?: "sms.send" | "smsSimple.send" } = {}): ExpectedAnswer {
    const { token = TOKEN } = options;
    const reportPath = endpointOf(
      endpoint === "sms.send" ? "sms.deliveryReport" : "smsSimple.deliveryReport",
    ).path;
    const body = { Id: messageId, DeliveryReportUrl: reportUrl(reportPath, token), Message: sentWords };
    const inList = endpoint === "smsSimple.send";
    return answer(success(routeOf(endpoint), `access_token=${token}`, inList ? [body] : body), options);
  },

  /** Report on a message's delivery; any status when none is given. */
  deliveryReport({
    endpoint = "sms.deliveryReport",
    status,
    ...options
  }: AnswerOptions & {
    endpoint?: "sms.deliveryReport" | "smsSimple.deliveryReport";
    status?: { readonly id: number; readonly description: string };
  } = {}): ExpectedAnswer {
    const { token = TOKEN } = options;
    const row = {
      Id: messageId,
      DeliveryStatus_Id: status === undefined ? text("\\d+", "2") : String(status.id),
      DeliveryStatus_Description: status?.description ?? words("Delivered"),
    };
    return answer(success(routeOf(endpoint), `access_token=${token}&id=${ID}`, [row]), options);
  },

  /** The credits that are left; any whole number. */
  balance(options: AnswerOptions = {}): ExpectedAnswer {
    const { token = TOKEN } = options;
    const body = { AvailableCredits: integer(1000) };
    return answer(success(routeOf("credits.balance"), `access_token=${token}`, body), options);
  },

  /** A page of a list, with `X-Pagination-*` and links to its neighbours. */
  page({
    endpoint,
    total,
    page = 1,
    perPage = 100,
    rows,
    ...options
  }: AnswerOptions & ListPage): ExpectedAnswer {
    const { token = TOKEN } = options;
    const position = { total, page, perPage, pages: Math.ceil(total / perPage) };
    return answer(listed(routeOf(endpoint), token, position, rows), options);
  },

  /** Refused for another reason than wrong fields: an object of `name`, `message`, `code` and `status`. */
  refused(reason: RefusalReason, options: AnswerOptions = {}): ExpectedAnswer {
    return answer(refusals[reason], options);
  },

  /** 422: the fields that are wrong, in the framework's order. */
  invalid(errors: readonly FieldFailure[], options: AnswerOptions = {}): ExpectedAnswer {
    const named = errors.map(({ field, message = `${field} is invalid.` }) => ({ field, message }));
    return answer(invalid(named), options);
  },
};

function routeOf(id: EndpointId): ApiRoute {
  const { methods, path } = endpointOf(id);
  const [method = "GET"] = methods;
  return { endpoint: id, method, path };
}

function answer(
  { status, headers, body, xmlItem }: SampleAnswer,
  { format = "json" }: AnswerOptions,
): ExpectedAnswer {
  const mediaType = mediaTypes[format];
  const filled = {
    ...Object.fromEntries(
      Object.entries(headers).map(([name, value]): [string, string | PactRegex] => [name, headerOf(value)]),
    ),
    // The vendor's pages print the charset in either case.
    "Content-Type": regex(`${mediaType}(;.*)?`, `${mediaType}; charset=UTF-8`),
  };
  const written = bodyOf(body, format, xmlItem);
  const fill = (builder: AnswerBuilder) => {
    builder.headers(filled);
    if (format === "json") builder.jsonBody(written);
    else builder.xmlBody(written);
  };
  return { status, headers: filled, body: written, fill };
}

function bodyOf(body: Body, format: "json" | "xml", xmlItem: true | undefined): unknown {
  return format === "json" ? jsonBody(body) : xmlBody(body, xmlItem);
}

function headerOf(value: SampleAnswer["headers"][string]): string | PactRegex {
  if (typeof value === "string") return value;
  return value.form === "text" ? regex(value.pattern, value.example) : regex("\\d+", String(value.example));
}
