/** One emulator with the settings it has and a heap of 256 MB, filled from one socket in every way there is. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FloodCall, flood } from "../support/flood.ts";

/** Characters of a body that is nearly as long as one may be. */
const LONG = 1_000_000;
const long = (index: number): string => String(index).padEnd(LONG, "x");
const LINK = "https://media.example.test/picture.png";

let child: ChildProcess;
let url = "";
let ended: readonly unknown[] | null = null;

beforeAll(async () => {
  const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
  const limits = ["rate", "perRecipient", "sameText"].flatMap((limit) => ["--set", `limits.${limit}=null`]);
  const settings = [...limits, "--set", "account.credits=1e9", "--set", "approval.mode=immediate", "--set", "magicNumbers=false"];
  const args = ["--max-old-space-size=256", "--import", "tsx", cli, "emulate", "--port", "0", "--json"];
  child = spawn(process.execPath, [...args, "--quiet", ...settings], { stdio: ["ignore", "pipe", "ignore"] });
  child.once("exit", (...how) => (ended = how));
  if (child.stdout === null) throw new Error("Expected a process that prints.");
  const [line] = await once(createInterface(child.stdout), "line");
  ({ url } = JSON.parse(String(line)));
}, 30_000);

afterAll(() => void child.kill("SIGKILL"));

function* times(count: number, call: (index: number) => FloodCall): Generator<FloodCall> {
  for (let index = 0; index < count; index++) yield call(index);
}

const recipient = (index: number): string => `1${200 + (index % 700)}5550${100 + (index % 100)}`;

/** Each but the last two would take more than the heap, were it kept. */
const floods: readonly (readonly [what: string, expected: number, calls: () => Iterable<FloodCall>])[] = [
  [
    "subjects of MMS",
    200,
    () =>
      times(300, (index) => ({
        path: "/v1/sms/send?access_token=test_subjects",
        body: { MobilePhone: recipient(index), Message: "hi", MmsTemplateId: 10586, Subject: long(index) },
      })),
  ],
  [
    "bodies that the journal notes",
    422,
    () =>
      times(300, (index) => ({ path: "/v1/sms/send?access_token=test_a", body: { SendFrom: long(index) } })),
  ],
  [
    "texts cut out of long forms",
    200,
    () =>
      times(300, (index) => ({
        path: "/v1/sms/send?access_token=test_forms",
        body: `MobilePhone=${recipient(index)}&Message=fourteen_and_more_${index}&Junk=${long(index)}`,
      })),
  ],
  [
    "answers that are long",
    200,
    () => times(30, () => ({ path: "/v1/sent-history/single-list?access_token=test_subjects" })),
  ],
  [
    "request lines that are long",
    401,
    () =>
      times(30_000, (index) => ({
        path: `/v1/credits/balance?access_token=unknown_${index}_${"x".repeat(15_000)}`,
      })),
  ],
  [
    "tokens that are made up, each with its account",
    200,
    () =>
      times(30_000, (index) => ({
        path: `/v1/credits/balance?access_token=test_${index}_${"x".repeat(180)}&junk=${"x".repeat(14_000)}`,
      })),
  ],
  [
    "messages that handsets write",
    200,
    () =>
      times(300, (index) => ({
        path: "/_emulator/inbound",
        body: { token: "test_subjects", from: recipient(index), message: long(index) },
      })),
  ],
  [
    "templates",
    201,
    () =>
      times(20_000, (index) => ({
        path: `/v1/mms-template/create?access_token=test_templates_${index % 7}`,
        body: { ResourceLink: `https://media.example.test/${"x".repeat(1900)}${index}.png` },
      })),
  ],
  [
    "contacts",
    200,
    () =>
      times(20_000, (index) => ({
        path: `/v1/contacts/opt-out?access_token=test_contacts_${index % 3}`,
        body: { PhoneNumber: recipient(index) },
      })),
  ],
];

describe("a heap of 256 MB", () => {
  it.each(floods)(
    "[retention.bytes] outlives a flood of %s",
    async (_, expected, calls) => {
      // Events are noted from the first wait on.
      await fetch(`${url}/_emulator/messages/wait?timeoutMs=0`);
      await flood(url, [
        { path: "/v1/mms-template/create?access_token=test_subjects", body: { ResourceLink: LINK } },
      ]);
      const answered = await flood(url, calls());
      expect(Object.keys(answered)).toEqual([String(expected)]);
      expect((await fetch(`${url}/v1/credits/balance?access_token=test_after`)).status).toBe(200);
      expect(ended).toBe(null);
    },
    120_000,
  );
});
