/** One row for each endpoint of the vendor's API. */
import type { Fields } from "./field.ts";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface Endpoint {
  /** Controller and action in camelCase; the client's method too, but for plurals and `list` where they say `index`. */
  readonly id: string;
  /** Methods that the page allows; the framework answers 405 to all others. */
  readonly methods: readonly Method[];
  readonly path: string;
  /** Slug of the vendor's page, or null where none is stored. */
  readonly page: string | null;
  /** Status of a success. */
  readonly success: 200 | 201;
  /**
   * Header block that the page prints: `paginated` has Link and X-Pagination-*, `link` has Link alone,
   * `plain` has neither.
   */
  readonly headers: "paginated" | "link" | "plain";
  /** True when the page's XML nests a single object in `item`, where its JSON does not. */
  readonly xmlItem?: true;
  /** The record that a success is, or the rows that it lists. */
  readonly answer:
    | { readonly record: Fields; readonly list?: never }
    | { readonly list: Fields; readonly record?: never };
  /** Parameters beside the token, in the body or, without one, the query: the client's names and the vendor's. */
  readonly asks?: Readonly<Record<string, string>>;
  /** Vendor's name of the one parameter that a write takes in the query. */
  readonly inQuery?: string;
  /** List of which this reads one row: the list's id, and the vendor's name of the field that its one parameter takes. */
  readonly rowOf?: readonly [list: string, field: string];
}
