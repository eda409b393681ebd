/** The examples of single sends that are programs. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index.ts";
import { runExample } from "./run-example.ts";

let emulator: RunningEmulator;

beforeAll(async () => {
  emulator = await startEmulator({
    port: 0,
    seed: "examples",
    settings: { delivery: { mode: "immediate" } },
  });
});
afterAll(() => emulator.close());

describe("the quick start", () => {
  it("sends, waits for the delivery and tells what is left", async () => {
    const token = "test_quick_start";
    const { code, stdout, stderr } = await runExample("quick-start", [], { url: emulator.url, token });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^accepted as [0-9a-f]{40}\nDelivered \(2\)\n999 credits left\n$/);
    const { items } = await emulator.messages.list({ token });
    expect(items.map(({ recipient, text }) => [recipient, text])).toEqual([["16465550123", "Hello World!"]]);
  });
});

describe("the safety catch", () => {
  it("lets the listed recipients through; for another, nothing leaves the process", async () => {
    const token = "test_safety_catch";
    const args = ["1 (646) 555-0150", "to a tester", "12125550150", "to a customer"];
    const { code, stdout, stderr } = await runExample("safety-catch", args, { url: emulator.url, token });
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^sent: [0-9a-f]{40}\nheld back: .*allowRecipients.*\(…0150\).*\n$/);
    const { items } = await emulator.messages.list({ token });
    expect(items.map(({ text }) => text)).toEqual(["to a tester"]);
    expect((await emulator.journal.list({ token })).total).toBe(1);
  });
});

describe("the estimate before sending", () => {
  const tell = async (message: string, budget: string) => {
    const token = `test_estimate_${message.length}`;
    const args = ["16465550150", message, budget];
    const { code, stdout } = await runExample("estimate-before-sending", args, { url: emulator.url, token });
    return { code, stdout, sent: (await emulator.messages.list({ token })).total };
  };

  it("sends what is within the budget", async () => {
    const { stdout, ...rest } = await tell("Hello", "1");
    expect(stdout).toMatch(/^GSM-7, 1 part\(s\), 1 credit\(s\)\nsent: [0-9a-f]{40}\n$/);
    expect(rest).toEqual({ code: 0, sent: 1 });
  });

  it("tells which character makes a message dearer, and what to write for it", async () => {
    const { stdout, ...rest } = await tell(`${"a".repeat(71)}“`, "2");
    expect(stdout).toMatch(/^UCS-2, 2 part\(s\), .*\nnote: write " for “\nsent: /s);
    expect(rest).toEqual({ code: 0, sent: 1 });
  });

  it("counts on the higher figure, and sends nothing beyond the budget", async () => {
    // 160 characters a part by the vendor's page, 153 on the network.
    const { stdout, ...rest } = await tell("a".repeat(320), "2");
    expect(stdout).toMatch(/^GSM-7, 2 part\(s\), 2 credit\(s\)\n.*Not sent: up to 3 credits, of 2 /s);
    expect(rest).toEqual({ code: 1, sent: 0 });
  });
});
