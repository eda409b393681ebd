/**
 * Paths of files beside the code: the committed pact, and the program that runs Pact's verifier. From source, they are
 * where they were written; bundled, they are in `dist/contracts`, which is next to the folder of every bundle.
 */
import { fileURLToPath } from "node:url";

/** True when run from source: a child process then needs tsx as well. */
export const FROM_SOURCE = import.meta.url.endsWith(".ts");

/** The committed pact. */
export const PACT_FILE = asset(
  "pacts/protexting-client-protexting-api-v2.json",
  "protexting-client-protexting-api-v2.json",
);

/** Program that runs in a process of its own. */
export const PACT_PROCESS = asset("pact/verification/pact-process.ts", "pact-process.js");

function asset(source: string, bundled: string): string {
  return fileURLToPath(new URL(FROM_SOURCE ? `./${source}` : `../contracts/${bundled}`, import.meta.url));
}
