/** A client of the control API, made by a public generator from the OpenAPI document: it compiles, and it works. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { generateSource } from "oazapfts";
import { expect, it, onTestFinished } from "vitest";
import { RECIPIENT, startTestEmulator, TOKEN } from "../support/test-emulator.ts";
import { typeCheck } from "../support/type-check.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Source of a program that uses the client. What it reads has types; what is not there is an error. */
const CALLER = `import * as control from "./client.ts";

export async function use(url: string) {
  control.defaults.baseUrl = url;
  const sent = await control.getMessages({ token: "${TOKEN}" });
  if (sent.status !== 200) throw new Error(sent.data.detail);
  const [message] = sent.data.items;
  if (message === undefined) throw new Error("There is no message.");
  const texts: readonly string[] = message.explanation.steps.map(({ says }) => says);
  // @ts-expect-error A message has no such property.
  message.texts;

  const frozen = await control.postClockFreeze();
  const moved = await control.postClockAdvance({ by: "1h" });
  // @ts-expect-error There is no such kind of fault.
  await control.postFaults({ kind: "sabotage" });
  const fault = await control.postFaults({ kind: "status", match: { token: "test_bob" } });
  const faults = await control.getFaults();
  const account = await control.patchAccountsByToken("${TOKEN}", { credits: 7, delivery: { mode: "polls" } });
  const absent = await control.getAccountsByToken("test_absent");
  return { message, texts, frozen, moved, fault, faults, account, absent };
}
`;

it("a client that is generated from the document compiles, and calls the emulator through it", async () => {
  const { url } = await startTestEmulator();
  // In the repository, where what the client imports is installed.
  await mkdir(join(root, ".reports"), { recursive: true });
  const folder = await mkdtemp(join(root, ".reports", "client-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const [document, caller] = [join(folder, "openapi.json"), join(folder, "caller.ts")];
  await writeFile(document, await (await fetch(`${url}/_emulator/openapi.json`)).text());
  await writeFile(join(folder, "client.ts"), await generateSource(document));
  await writeFile(caller, CALLER);
  expect(await typeCheck(caller)).toBe("");

  await fetch(`${url}/v1/sms/send?access_token=${TOKEN}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ MobilePhone: RECIPIENT, Message: "through the vendor's route" }),
  });
  const { use } = await import(pathToFileURL(caller).href);
  expect(await use(url)).toMatchObject({
    message: { recipient: RECIPIENT, text: "through the vendor's route", status: { id: 1 } },
    texts: expect.arrayContaining([expect.stringMatching(/\.$/)]),
    frozen: { status: 200, data: { now: "2026-01-15T12:00:00.000Z", frozen: true } },
    moved: { status: 200, data: { now: "2026-01-15T13:00:00.000Z", frozen: true } },
    fault: { status: 201, data: { kind: "status", status: 500 } },
    faults: { status: 200, data: { total: 1 } },
    account: { status: 200, data: { credits: 7, delivery: { mode: "polls" } } },
    absent: { status: 404, data: { title: "Not Found" } },
  });
});
