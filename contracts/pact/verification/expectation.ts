/** Facts of an interaction that judging needs, and nothing else of the pact, so that any pact can be judged. */
import type { PactFile, PactInteraction } from "../pact-file.ts";
import type { Verdict } from "./verdict.ts";

export interface Expectation
  extends Pick<Verdict, "description" | "endpoint" | "format" | "touches" | "restsOn"> {
  /** True when the pact itself says that it need not hold yet. */
  readonly pending: boolean;
  /** How many provider states it asks for. */
  readonly states: number;
}

export function expectationsOf({ interactions }: PactFile): readonly Expectation[] {
  return interactions.map((interaction) => ({
    description: interaction.description,
    endpoint: interaction.comments.endpoint,
    format: formatOf(interaction),
    touches: interaction.comments.touches,
    restsOn: interaction.comments["rests-on"],
    pending: interaction.pending,
    states: interaction.providerStates.length,
  }));
}

/** By what it accepts; without a word on that it is JSON, as the vendor has it. */
export function formatOf({ request }: Pick<PactInteraction, "request">): Expectation["format"] {
  const accepted = Object.entries(request.headers).find(([name]) => name.toLowerCase() === "accept");
  return accepted?.[1].some((type) => type.includes("xml")) === true ? "xml" : "json";
}
