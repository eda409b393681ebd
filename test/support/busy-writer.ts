/**
 * A process that sends without end and writes its state all the while, to be killed: `tsx busy-writer.ts <file>`.
 * Prints a line once it is under way, and one for each message.
 */
import { assemble } from "../../src/emulator/assemble.ts";
import { keepState } from "../../src/emulator/store/state-file.ts";

const [, , path = ""] = process.argv;
const settings = { limits: { rate: null, perRecipient: null, sameText: null }, account: { credits: 1e9 } };
const { fetch, store } = assemble({ settings }, () => ({ kind: "in-process" }));
await keepState({ path, store, log: (line) => process.stderr.write(`${line}\n`), everyMs: 1 });
process.stdout.write("writing\n");
for (;;) {
  await fetch("http://localhost/v1/sms/send?access_token=test_busy", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ MobilePhone: "12125550150", Message: "hello ".repeat(20) }),
  });
  process.stdout.write("sent\n");
  await new Promise((resolve) => setImmediate(resolve));
}
