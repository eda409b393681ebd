/**
 * Every mutant, made from what the vendor's pages say and from nothing else; the pact has no part in it.
 *
 * The pages state no order of any list, so there is no mutant of another order.
 */
import type { Format } from "../../src/client/index.ts";
import { CARRIER_BLOCKED, CARRIER_CODE, refusalCodes } from "../../src/protocol/refusal-codes.ts";
import { editFields, type RecordedAnswer } from "./answer.ts";
import { codeMutations, fieldMutations, tableMutations } from "./field-mutations.ts";
import type { Mutant, Mutation } from "./mutant.ts";
import { headerMutations, statusMutations, wrappingMutations } from "./shape-mutations.ts";
import { type VendorFacts, vendorFacts } from "./vendor-facts.ts";

const formats: readonly Format[] = ["json", "xml"];

/** @param endpoints ids of those that are built */
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
  ...wrappingMutations("invalid"),
].map((mutation) => ({ ...mutation, name: `of a 422, ${mutation.name}` }));

/** Page error-codes; of an endpoint without such a refusal they change nothing. */
const coded: readonly Mutation[] = [
  ...statusMutations(422, "coded"),
  ...["name", "message", "code", "status"].flatMap((field) => fieldMutations(field, "coded")),
  ...codeMutations([
    ...Object.entries(refusalCodes).map(([code, text]) => [Number(code), text] as const),
    [CARRIER_CODE, CARRIER_BLOCKED],
  ]),
  ...wrappingMutations("coded"),
  {
    name: "another name",
    of: "coded" as const,
    apply: (answer: RecordedAnswer) =>
      editFields(answer, (field, value) => [field, field === "name" ? "Data Validation Failed." : value]),
  },
].map((mutation) => ({ ...mutation, name: `of a code, ${mutation.name}` }));

function mutationsOf({ status, fields, headers, tables, validates }: VendorFacts): readonly Mutation[] {
  return [
    ...fields.flatMap((field) => fieldMutations(field)),
    ...tables.flatMap(tableMutations),
    ...(status === undefined ? [] : statusMutations(status, "success")),
    ...headers.flatMap(headerMutations),
    ...wrappingMutations("success"),
    // Page opt-out: 422, with the field and a message.
    ...(validates ? invalid : []),
    ...coded,
  ];
}
