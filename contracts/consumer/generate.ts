/** Records the whole contract, from nothing. */
import { writePact } from "../pact/pact-file.ts";
import { type Exchange, exchanges } from "./interactions.ts";
import { record } from "./record.ts";

/**
 * All at once, in whatever order: each exchange has a mock server and a folder of its own.
 *
 * @returns the pact file's text
 */
export async function generate(order: readonly Exchange[] = exchanges): Promise<string> {
  return writePact(await Promise.all(order.map(record)));
}
