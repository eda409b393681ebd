/** Facts of the vendor's pages about an endpoint's answers, read from `fixtures/vendor/endpoints.json`. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { type EndpointId, endpoints } from "../../src/protocol/endpoints.ts";

const FILE = new URL("../../fixtures/vendor/endpoints.json", import.meta.url);

/** A text, or a text and whether it is final. */
const meaning = z.union([z.string(), z.tuple([z.string(), z.string()]).transform(([text]) => text)]);

const rows = z.array(
  z.looseObject({
    path: z.string(),
    method: z.string(),
    response_params: z.array(z.looseObject({ name: z.string(), type: z.string() })),
    success: z.looseObject({ status: z.nullable(z.int()) }),
    headers_example: z.array(z.tuple([z.string(), z.string()])).nullish(),
    status_tables: z.record(z.string(), z.record(z.string(), meaning)),
    notes: z.array(z.string()),
    implied_only: z.boolean(),
  }),
);

export interface StatusTable {
  /** Fields that hold its ids and its texts. */
  readonly idField: string;
  readonly textField: string;
  readonly values: readonly (readonly [id: string, text: string])[];
}

export interface VendorFacts {
  readonly endpoint: EndpointId;
  /** Undefined where no page prints it. */
  readonly status: number | undefined;
  readonly fields: readonly string[];
  readonly headers: readonly string[];
  readonly tables: readonly StatusTable[];
  /** True when the page says that a failed validation is answered 422. */
  readonly validates: boolean;
}

/** @throws Error when the file is not as the vendor's facts are kept */
export function vendorFacts(): readonly VendorFacts[] {
  const all = rows.parse(JSON.parse(readFileSync(FILE, "utf8")));
  return endpoints.map(({ id, path }) => {
    const own = all.find((row) => row.path === path);
    if (own === undefined) throw new Error(`Failed to find what the vendor says of ${path}. Please add it.`);
    // An endpoint without a page refers to another that it is like, by its path.
    const [, like] = own.implied_only ? (/same shape as (\S+)/.exec(own.notes.join()) ?? []) : [];
    const row = all.find((other) => other.path === like) ?? own;
    const fields = row.response_params.map(({ name }) => name);
    return {
      endpoint: id,
      status: row.success.status ?? undefined,
      fields,
      headers: (row.headers_example ?? []).map(([name]) => name),
      tables: Object.entries(row.status_tables).flatMap(([name, values]) => tableOf(name, values, fields)),
      validates: Object.hasOwn(row.status_tables["errors"] ?? {}, "422"),
    };
  });
}

/** A table is named after its fields, or after what has the status. */
function tableOf(
  name: string,
  values: Readonly<Record<string, string>>,
  fields: readonly string[],
): readonly StatusTable[] {
  const stem = [name, "Status"].find((candidate) => fields.includes(`${candidate}_Id`));
  if (stem === undefined) return [];
  return [{ idField: `${stem}_Id`, textField: `${stem}_Description`, values: Object.entries(values) }];
}
