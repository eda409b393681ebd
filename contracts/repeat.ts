/**
 * `npm run contracts:repeat [-- times]`: generates the pact that often, each time in another order and all
 * interactions at once, and holds each against the committed file. Exit code 1 unless all are the same bytes.
 */
import { readFile } from "node:fs/promises";
import { firstDifference } from "./consumer/first-difference.ts";
import { generate } from "./consumer/generate.ts";
import { exchanges } from "./consumer/interactions.ts";
import { shuffled } from "./consumer/shuffled.ts";
import { PACT_FILE } from "./pact/pact-file.ts";

const TIMES = 20;

const times = Number(process.argv[2] ?? TIMES);
if (!Number.isSafeInteger(times) || times < 1) {
  throw new Error(
    `Failed to repeat the generation: ${process.argv[2]} is no number of times. Please give a whole number above 0.`,
  );
}
const committed = await readFile(PACT_FILE, "utf8");
const startedAt = performance.now();
let different = 0;
for (let run = 1; run <= times; run++) {
  const difference = firstDifference(committed, await generate(shuffled(exchanges, `run ${run}`)));
  if (difference === undefined) continue;
  different++;
  process.stderr.write(`run ${run} differs: ${JSON.stringify(difference)}\n`);
}
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
process.stdout.write(
  `${times - different} of ${times} runs gave the committed bytes, ${exchanges.length} interactions each, in ${seconds} s\n`,
);
process.exitCode = different === 0 ? 0 : 1;
