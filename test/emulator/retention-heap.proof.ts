/** One emulator with the settings it has and a heap of 256 MB, filled from one socket in every way there is. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FloodCall, flood } from "../support/flood.ts";

/** Nearly as long as a body may be; one letter makes each of its characters take two bytes. */
const long = (index: number): string => `${index}я`.padEnd(900_000, "x");
const filler = (characters: number): string => "x".repeat(characters);
const LINK = "https://media.example.test/picture.png";
const MANY = 10_000;

let child: ChildProcess;
let url = "";
let ended: readonly unknown[] | null = null;

beforeAll(async () => {
  const cli = fileURLToPath(new URL("../../src/cli.ts", import.meta.url));
  const limits = ["rate", "perRecipient", "sameText"].flatMap((limit) => ["--set", `limits.${limit}=null`]);
  const settings = [
    ...limits,
    "--set",
    "account.credits=1e9",
    "--set",
    "approval.mode=immediate",
    "--set",
    "magicNumbers=false",
  ];
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
const send = (token: string, body: NonNullable<FloodCall["body"]>): FloodCall => ({
  path: `/v1/sms/send?access_token=${token}`,
  body,
});

/** Kept whole, the subjects alone would take more than the heap; the others come on top of what is kept of them. */
const floods: readonly (readonly [what: string, expected: number, calls: () => Iterable<FloodCall>])[] = [
  [
    "subjects of MMS",
    200,
    () =>
      times(150, (index) =>
        send("test_subjects", {
          MobilePhone: recipient(index),
          Message: "hi",
          MmsTemplateId: 10586,
          Subject: long(index),
        }),
      ),
  ],
  [
    "bodies that are refused",
    422,
    () => times(60, (index) => send("test_refused", { SendFrom: long(index) })),
  ],
  [
    "long answers, many at once",
    200,
    () => times(100, () => ({ path: "/v1/sent-history/single-list?access_token=test_subjects" })),
  ],
  ["long paths", 404, () => times(MANY, (index) => ({ path: `/v1/${index}/${filler(15_000)}` }))],
  [
    "tokens that nobody has",
    401,
    () => times(MANY, (index) => ({ path: `/v1/credits/balance?access_token=${index}${filler(15_000)}` })),
  ],
  [
    "tokens that are made up",
    200,
    () =>
      times(MANY, (index) => ({
        path: `/v1/credits/balance?access_token=test_${index}${filler(180)}&junk=${filler(14_000)}`,
      })),
  ],
  [
    "texts cut out of longer forms",
    200,
    () =>
      times(MANY, (index) =>
        send(
          `test_forms_${index % 3}`,
          `MobilePhone=${recipient(index)}&Message=some_characters_${index}&Junk=${filler(4000)}`,
        ),
      ),
  ],
  [
    "templates",
    201,
    () =>
      times(MANY, (index) => ({
        path: `/v1/mms-template/create?access_token=test_templates_${index % 7}`,
        body: { ResourceLink: `https://media.example.test/${filler(1900)}${index}.png` },
      })),
  ],
  [
    "contacts",
    201,
    () =>
      times(MANY, (index) => ({
        path: `/v1/contacts/opt-out?access_token=test_contacts_${index % 3}`,
        body: { PhoneNumber: recipient(index) },
      })),
  ],
  [
    "messages that handsets write",
    201,
    () =>
      times(2000, (index) => ({
        path: "/_emulator/inbound",
        body: { token: "test_inbox", from: recipient(index), message: filler(1600) },
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
