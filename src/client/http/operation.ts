/** One call of the API, made of its endpoint's definition. */

import type { Endpoint } from "../../protocol/api/endpoint.ts";
import type { Fields } from "../../protocol/api/field.ts";
import type { Decoded } from "../../protocol/api/values.ts";
import { type Asks, type ParamValue, vendorParams } from "../options/params.ts";
import { type List, readPage } from "../paging/page.ts";
import type { AnySendParams } from "../send-params.ts";
import { decode, decodeList } from "./decode.ts";

export type QueryFields = Readonly<Record<string, ParamValue | undefined>>;

export type BodyFields = Readonly<Record<string, ParamValue | undefined>>;

export interface Operation<T> {
  readonly route: { readonly method: string; readonly path: string };
  /** The caller's intent, to follow "Failed to". */
  readonly purpose: string;
  /** The client's names of parameters and the vendor's, where they are more than a letter's case apart. */
  readonly asks?: Readonly<Record<string, string>>;
  /** Parameters of a call that puts a message on its way; it must happen at most once. */
  readonly sends?: AnySendParams;
  /** False for a change that must not be made again when its outcome is unknown. */
  readonly repeatable?: false;
  /** Fields that are undefined are left out; a number is a whole one above 0: an id, or a figure of a page. */
  readonly query?: QueryFields;
  readonly body?: BodyFields;
  /**
   * Takes the data out of a success's body, and out of its headers where they are part of it.
   *
   * @throws ShapeError when it is not there
   */
  readonly read: (body: unknown, headers: Headers) => T;
}

/** An endpoint that answers with one record. */
export interface RecordEndpoint<Of extends Fields> extends Endpoint {
  readonly answer: { readonly record: Of };
}

/** An endpoint that answers with a list. */
export interface ListEndpoint<Of extends Fields> extends Endpoint {
  readonly answer: { readonly list: Of };
}

/**
 * A call that is answered with one record; what it is given goes into the body, or into the query of a read or a removal,
 * as the vendor's pages have it.
 */
export function recordOperation<Of extends Fields, Given extends object>(
  endpoint: RecordEndpoint<Of> & { readonly asks?: Asks<Given> },
  purpose: string,
  given: Given,
): Operation<Decoded<Of>> {
  const { answer, asks } = endpoint;
  return {
    ...askOf(endpoint, purpose, asks === undefined ? {} : vendorParams(given, asks)),
    read: (body) => decode(answer.record, body),
  };
}

/** A call that is answered with a page of a list. */
export function listOperation<Of extends Fields>(
  endpoint: ListEndpoint<Of>,
  purpose: string,
  query: QueryFields,
): Operation<List<Decoded<Of>>> {
  const { answer } = endpoint;
  return {
    ...askOf(endpoint, purpose, query),
    read: (body, headers) => ({ items: decodeList(answer.list, body), page: readPage(headers) }),
  };
}

function askOf({ methods, path, asks, inQuery }: Endpoint, purpose: string, fields: QueryFields) {
  const [method = "GET"] = methods;
  const asked = { route: { method, path }, purpose, ...(asks && { asks }) };
  if (method === "GET" || method === "DELETE") return { ...asked, query: fields };
  if (inQuery === undefined) return { ...asked, body: fields };
  const { [inQuery]: key, ...body } = fields;
  return { ...asked, query: { [inQuery]: key }, body };
}
