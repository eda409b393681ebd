/**
 * Every mutant, made from what the vendor's pages say and from nothing else; the pact has no part in it.
 *
 * The pages state no order of any list, so there is no mutant of another order.
 */
import type { Format } from "../../src/client/index.ts";
import { fieldMutations, tableMutations } from "./field-mutations.ts";
import type { Mutant, Mutation } from "./mutant.ts";
import { headerMutations, statusMutations, wrappingMutations } from "./shape-mutations.ts";
import { type VendorFacts, vendorFacts } from "./vendor-facts.ts";

const formats: readonly Format[] = ["json", "xml"];

/** Of the endpoints named: those that are built. */
export function mutantsOf(endpoints: ReadonlySet<string>): readonly Mutant[] {
  return vendorFacts()
    .filter(({ endpoint }) => endpoints.has(endpoint))
    .flatMap((facts) =>
      formats.flatMap((format) =>
        mutationsOf(facts).map((mutation) => ({
          ...mutation,
          id: `${facts.endpoint} in ${format.toUpperCase()}: ${mutation.name}`,
          endpoint: facts.endpoint,
          format,
        })),
      ),
    );
}

const invalid: readonly Mutation[] = [
  ...statusMutations(422, "invalid"),
  ...["field", "message"].flatMap((field) => fieldMutations(field, "invalid")),
].map((mutation) => ({ ...mutation, name: `of a 422, ${mutation.name}` }));

function mutationsOf({ status, fields, headers, tables, validates }: VendorFacts): readonly Mutation[] {
  return [
    ...fields.flatMap((field) => fieldMutations(field)),
    ...tables.flatMap(tableMutations),
    ...(status === undefined ? [] : statusMutations(status, "success")),
    ...headers.flatMap(headerMutations),
    ...wrappingMutations,
    // Page opt-out: 422, with the field and a message.
    ...(validates ? invalid : []),
  ];
}
