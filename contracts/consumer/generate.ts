/** Records the whole contract, from nothing. */
import type { PactInteraction } from "../pact-file.ts";
import { writePact } from "../pact-file.ts";
import { exchanges } from "./interactions.ts";
import { record } from "./record.ts";

/** @returns the pact file's text */
export async function generate(): Promise<string> {
  const recorded: PactInteraction[] = [];
  for (const exchange of exchanges) recorded.push(await record(exchange));
  return writePact(recorded);
}
