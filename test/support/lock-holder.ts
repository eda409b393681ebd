/**
 * A process that opens a journal and holds it until its input ends: `tsx lock-holder.ts <file>`. Prints `held`, or why
 * it may not have it.
 */
import { fileJournal } from "../../src/client/node/index.ts";

const [, , path = ""] = process.argv;
const journal = fileJournal(path);
try {
  await journal.read().next();
  process.stdout.write("held\n");
  for await (const _ of process.stdin);
} catch (error) {
  process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
}
await journal.close();
