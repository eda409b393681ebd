/**
 * What lies beside the code as a file: the committed pact, and the program that runs Pact's verifier. Run from source,
 * they are where they are written; bundled, in `dist/contracts`, which is next to the folder of every bundle.
 */
import { fileURLToPath } from "node:url";

/** Run from source a child process needs tsx as well. */
export const FROM_SOURCE = import.meta.url.endsWith(".ts");

/** The committed pact. */
export const PACT_FILE = asset(
  "pacts/protexting-client-protexting-api-v2.json",
  "protexting-client-protexting-api-v2.json",
);

/** Run in a process of its own. */
export const PACT_PROCESS = asset("pact/verification/pact-process.ts", "pact-process.js");

function asset(source: string, bundled: string): string {
  return fileURLToPath(new URL(FROM_SOURCE ? `./${source}` : `../contracts/${bundled}`, import.meta.url));
}
