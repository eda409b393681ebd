import type { endpoints } from "../protocol/endpoints.ts";

type Row = (typeof endpoints)[number];

/** Method and path of a row of the endpoint table. Only its type is used, so the table stays out of bundles. */
export type RouteOf<Id extends Row["id"]> = {
  readonly method: Extract<Row, { readonly id: Id }>["methods"][number];
  readonly path: Extract<Row, { readonly id: Id }>["path"];
};

export type BodyFields = Readonly<Record<string, string | number | undefined>>;

/** One call of the API, in the API's own names. */
export interface Operation<T> {
  readonly route: { readonly method: string; readonly path: string };
  /** What the caller wanted, to follow "Failed to". */
  readonly purpose: string;
  /** Whether the call may put a message on its way, and so must happen at most once. */
  readonly sends: boolean;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: BodyFields;
  /**
   * Takes the data out of a success's body.
   *
   * @throws ShapeError when it is not there
   */
  readonly read: (body: unknown) => T;
}
