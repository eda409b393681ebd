/** Every answer of the control API is what its schema says, to the last key. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { controlCalls } from "../../src/emulator/control/calls.ts";
import { magicNumbers } from "../../src/protocol/magic-numbers.ts";
import { json, NO_LIMITS, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const rich: unknown = JSON.parse(
  readFileSync(new URL("../../fixtures/seeds/rich.json", import.meta.url), "utf8"),
);

/** An emulator with something of everything: the rich seed, each magic number, faults that cut and hang. */
async function furnished(): Promise<TestEmulator> {
  const emulator = new TestEmulator(NO_LIMITS);
  await emulator.control("POST", "seed", rich);
  const template = { resourceLink: "https://media.example.test/sale.png", status: 3, createdAt: "-2h" };
  const mms = { to: "12125550150", template: 10_586, resend: true, status: 2, sentAt: "-1h" };
  await emulator.control("POST", "seed", {
    accounts: [{ token: "test_mms", templates: [template], messages: [mms] }],
  });
  for (const { nn, does } of magicNumbers) {
    if (does.kind !== "fault" || (does.fault !== "hang" && does.fault !== "latency"))
      await emulator.send({ MobilePhone: `121255501${nn}`, Message: `To ${nn}` }).catch(() => undefined);
  }
  await emulator.control("PATCH", `accounts/${TOKEN}`, {
    numberStatus: { "82257": 301 },
    recipients: { "12125550150": { global: "blocked" } },
    allowedAddresses: ["10.0.0.0/8"],
  });
  await emulator.control("POST", "inbound", { token: TOKEN, from: "12125550151", message: "STOP" });
  await emulator.control("POST", "faults", {
    kind: "latency",
    latency: { distribution: "log-normal", medianMs: 5, sigma: 1 },
    match: { endpoint: "sms.send", token: "test_x", recipient: "12125550150" },
  });
  return emulator;
}

const emulator = await furnished();
const ofAccount = ["inbox", "contacts", "templates"].flatMap((list) =>
  ["test_bakery", "test_theatre", TOKEN].map((token) => `${list}?token=${token}&limit=10000`),
);
const paths = [
  "accounts",
  "accounts/test_bakery",
  `accounts/${TOKEN}`,
  "state",
  "seed.schema.json",
  "clock",
  "faults",
  "evidence",
  "magic-numbers",
  "messages?limit=10000",
  "journal?limit=10000",
  ...ofAccount,
];

function answerOf(path: string) {
  const [plain = ""] = path.split("?");
  const pattern = `/${plain.replace(/^accounts\/.*/, "accounts/{token}")}`;
  return controlCalls.find((call) => call.method === "get" && call.path === pattern)?.answer;
}

describe("an answer about much", () => {
  it.each(paths)("GET %s is what its schema says, and has no other key", async (path) => {
    const answer = await emulator.control("GET", path);
    expect(answer.status).toBe(200);
    expect(answerOf(path)?.().safeParse(json(answer)).error).toBeUndefined();
  });

  it("would not be with another key, or without one", async () => {
    const page = json<{ items: Record<string, unknown>[] }>(await emulator.control("GET", "messages"));
    const schema = answerOf("messages")?.();
    const [first = {}] = page.items;
    const { id: _id, ...rest } = first;
    for (const items of [[{ ...first, colour: "red" }], [rest]]) {
      expect(schema?.safeParse({ ...page, items }).success).toBe(false);
    }
  });

  it("shows every kind of it: accepted and refused, cut off, MMS sent again, opted out, blocked", async () => {
    const text = (await Promise.all(paths.map((path) => emulator.control("GET", path))))
      .map((answer) => answer.text)
      .join();
    const parts = `"outcome":"refused" "got":"cut" "got":"reset" "books":null "wouldSucceed" "kind":"mms"
      "state":"sent" "state":"not-rejected" "optedOut":true "asks":"stop" "blockedAt":" "keyword":{
      "distribution":"log-normal" "global":"blocked" "endBy":"magic"`;
    for (const part of parts.split(/\s+/)) {
      expect([part, text.includes(part)]).toEqual([part, true]);
    }
  });
});
