/** States that hold on live: they cannot be set up there, so the caller has to list them. */
import * as z from "zod";
import { readText } from "../../src/node/text-file.ts";
import type { ProviderState } from "./interaction.ts";

/** Text without characters that XML, JSON or a regular expression reads in a way of its own. */
const literal = z.string().regex(/^[\w .:/@+-]*$/, "may hold letters, digits, spaces and _ . : / @ + - only");

const entry = z.strictObject({
  /** The state's name, as in the pact. */
  state: z.string().min(1),
  /** Parameters that the state must have; without any, it may have any. */
  params: z.record(z.string(), z.unknown()).optional(),
  /** Values that the request takes from the state: `id` of a message, `number` in the history. */
  values: z.record(z.string(), literal).default({}),
  /** Replacements on live for texts of the interaction: a number of the account, an id of a template. */
  replace: z.record(literal.min(1), literal).default({}),
});

export type Given = z.infer<typeof entry>;

/** @throws Error that names each place that is not as it must be */
export async function readGiven(file: string): Promise<readonly Given[]> {
  let value: unknown;
  try {
    value = JSON.parse(await readText(file));
  } catch (cause) {
    const reason = cause instanceof SyntaxError ? "it is no JSON" : "it cannot be opened";
    throw new Error(`Failed to read what is given on live: ${reason} (${file}). Please check --given.`, {
      cause,
    });
  }
  const read = z.array(entry).safeParse(value);
  if (read.success) return read.data;
  const places = read.error.issues.map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`);
  throw new Error(
    `Failed to read what is given on live: ${places.join("; ")} (${file}). Please write a list of { "state", "params", "values", "replace" }.`,
  );
}

/** Both hold everywhere: any token is of an account or of none. */
const OF_ITSELF = "an account";
export const OF_NOBODY = "a token of no account";

/** @returns what is given of it; undefined where it is not known to hold */
export function findGiven(
  { name, params }: ProviderState,
  needsMore: boolean,
  given: readonly Given[],
): Pick<Given, "values" | "replace"> | undefined {
  const said = given.find(
    (one) =>
      one.state === name &&
      Object.entries(one.params ?? {}).every(([key, value]) => isEqual(params[key], value)),
  );
  if (said !== undefined) return said;
  // An interaction tagged `state` needs more than any account: it may have to be an empty one.
  const holds = name === OF_NOBODY || (name === OF_ITSELF && !needsMore);
  return holds ? { values: {}, replace: {} } : undefined;
}

function isEqual(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
