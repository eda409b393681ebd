/** Mutants that the pact lets live, each with the reason. `test/contracts/mutants.proof.ts` holds the list exact. */

import { readFileSync } from "node:fs";
import * as z from "zod";

const FILE = new URL("./survivors.json", import.meta.url);

const groups = z.array(
  z.strictObject({
    reason: z.string().min(1),
    mutations: z.array(z.string()).min(1),
    endpoints: z.array(z.string()).min(1),
    formats: z.array(z.enum(["JSON", "XML"])).min(1),
  }),
);

/** @returns their ids */
export function knownSurvivors(): readonly string[] {
  return groups
    .parse(JSON.parse(readFileSync(FILE, "utf8")))
    .flatMap(({ mutations, endpoints, formats }) =>
      endpoints.flatMap((endpoint) =>
        formats.flatMap((format) => mutations.map((mutation) => `${endpoint} in ${format}: ${mutation}`)),
      ),
    );
}
