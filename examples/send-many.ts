/**
 * Sends a list, one `number<TAB>text` a line, and can be run again after a crash without sending anything twice:
 *
 *     PROTEXTING_ACCESS_TOKEN=… npx tsx examples/send-many.ts list.tsv
 *
 * The journal stands beside the list. Ctrl-C stops the run; what has left is waited for.
 */
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { type BulkItem, ProTexting } from "protexting-toolkit";
import { fileJournal } from "protexting-toolkit/node";

const [, , path] = process.argv;
if (path === undefined) throw new Error("Please name the list: send-many.ts list.tsv");

/** Read line by line, so that the list may be longer than memory. */
async function* messages(file: string): AsyncGenerator<BulkItem> {
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const [mobilePhone = "", message] = line.split("\t");
    yield { mobilePhone, message };
  }
}

const stop = new AbortController();
process.once("SIGINT", () => stop.abort());

const client = new ProTexting();
const journal = fileJournal(`${path}.journal`);
try {
  const run = client.sms.sendMany(messages(path), {
    journal,
    reconcile: true,
    signal: stop.signal,
    onProgress: ({ read, accepted }) => process.stderr.write(`\r${accepted} accepted, ${read} read`),
  });
  for await (const result of run) {
    if (result.outcome === "refused")
      process.stdout.write(`line ${result.index + 1}: ${result.error.message}\n`);
    // Sent again, it might arrive twice: this is for a person to decide.
    if (result.outcome === "unknown")
      process.stdout.write(`line ${result.index + 1}: nobody knows whether it was sent\n`);
  }
  const { accepted, refused, unknown, resumed, stoppedBy } = await run;
  process.stdout.write(
    `${accepted} accepted (${resumed} known from before), ${refused} refused, ${unknown} unknown\n`,
  );
  if (stoppedBy !== undefined) process.stdout.write(`Stopped: ${stoppedBy.message} Run it again to go on.\n`);
  process.exitCode = refused + unknown === 0 && stoppedBy === undefined ? 0 : 1;
} finally {
  await journal.close();
}
