/**
 * A process that sends a list with a journal in a file, to be killed: `node sender.js <baseUrl> <journal> <count>`.
 * Prints a line for each step: `append` and `appended` around the journal, `send` and `sent` around each request. At
 * its end it prints what it tells of each item, as JSON.
 */
import { writeSync } from "node:fs";
import { type BulkResult, ProTexting } from "../../../src/client/index.ts";
import { fileJournal } from "../../../src/client/node/index.ts";
import { listToKill } from "./list-to-kill.ts";

const [, , baseUrl = "", path = "", count = "0"] = process.argv;

/** At once, so that a kill loses no line. */
function print(line: string): void {
  writeSync(1, `${line}\n`);
}

async function around<T>(before: string, work: () => Promise<T>, after: string): Promise<T> {
  print(before);
  const result = await work();
  print(after);
  return result;
}

const file = fileJournal(path);
const client = new ProTexting({
  accessToken: "test_killed",
  baseUrl,
  fetch: (url, init) => around("send", () => fetch(url, init), "sent"),
});
const journal = {
  read: () => file.read(),
  append: (entry: Parameters<typeof file.append>[0]) =>
    around("append", () => file.append(entry), "appended"),
};
const results: BulkResult[] = [];
for await (const result of client.sms.sendMany(listToKill(Number(count)), { journal })) results.push(result);
await file.close();
print(
  JSON.stringify(
    results.map((result) => ({
      index: result.index,
      outcome: result.outcome,
      id: result.outcome === "accepted" ? result.id : undefined,
    })),
  ),
);
