import type { endpoints } from "../protocol/endpoints.ts";
import type { SendParams } from "./wire/message.ts";

type Row = (typeof endpoints)[number];

/** Method and path of a row of the endpoint table. Only its type is used, so the table stays out of bundles. */
export type RouteOf<Id extends Row["id"]> = {
  readonly method: Extract<Row, { readonly id: Id }>["methods"][number];
  readonly path: Extract<Row, { readonly id: Id }>["path"];
};

export type QueryFields = Readonly<Record<string, string | number | undefined>>;

export type BodyFields = Readonly<Record<string, string | number | undefined>>;

/** One call of the API, in the API's own names. */
export interface Operation<T> {
  readonly route: { readonly method: string; readonly path: string };
  /** What the caller wanted, to follow "Failed to". */
  readonly purpose: string;
  /** What a call that puts a message on its way sends; it must happen at most once. */
  readonly sends?: SendParams;
  /** False for a change that must not be made again once nobody knows whether it was made. */
  readonly repeatable?: false;
  /** What is undefined is left out; a number is a whole one above 0: an id, or a figure of a page. */
  readonly query?: QueryFields;
  readonly body?: BodyFields;
  /**
   * Takes the data out of a success's body, and out of its headers where they are part of it.
   *
   * @throws ShapeError when it is not there
   */
  readonly read: (body: unknown, headers: Headers) => T;
}
