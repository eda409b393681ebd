/** Mutants that the pact lets live, each with the reason. `test/contracts/mutants.proof.ts` holds the list exact. */

import { readFileSync } from "node:fs";
import * as z from "zod";

const FILE = new URL("./survivors.json", import.meta.url);

const groups = z.array(z.strictObject({ reason: z.string().min(1), mutations: z.array(z.string()).min(1) }));

/** @returns those of the mutants that the pact lets live, on whatever endpoint */
export function knownSurvivors(mutants: readonly { readonly id: string }[]): readonly string[] {
  const mutations = groups.parse(JSON.parse(readFileSync(FILE, "utf8"))).flatMap((group) => group.mutations);
  return mutants
    .map(({ id }) => id)
    .filter((id) => mutations.some((mutation) => id.endsWith(`: ${mutation}`)));
}
