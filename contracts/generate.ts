/** `npm run contracts:generate`: writes the pact anew. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { generate } from "./consumer/generate.ts";
import { PACT_FILE, parsePact } from "./pact/pact-file.ts";

const text = await generate();
// Nothing stale stays behind, not even under another name.
await rm(dirname(PACT_FILE), { recursive: true, force: true });
await mkdir(dirname(PACT_FILE), { recursive: true });
await writeFile(PACT_FILE, text);
process.stdout.write(`${parsePact(text).interactions.length} interactions written to ${PACT_FILE}\n`);
