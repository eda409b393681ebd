/** Errors about a value, in words for people. */
import { expect, it } from "vitest";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import { json, TestEmulator } from "../support/test-emulator.ts";

it.each<[string, unknown, string]>([
  ["faults", {}, "kind: must be one of status, latency, reset, close, garbage, cut, hang"],
  ["faults", { kind: "cut", atByte: 1.5 }, "atByte: must be a whole number"],
  ["faults", { kind: "cut", nth: 0 }, "nth: must be 1 or more"],
  ["faults", { kind: "cut", match: [] }, "match: must be an object"],
  [
    "faults",
    { kind: "latency", latency: { distribution: "x" } },
    "latency.distribution: must be one of fixed, uniform, log-normal",
  ],
  ["accounts", {}, "token: is missing: must be a text"],
  ["accounts", { token: "" }, "token: must not be empty"],
  ["accounts", { token: "t".repeat(201) }, "token: must have 200 characters or fewer"],
  ["accounts", { token: "t", numbers: [] }, "numbers: must have 1 entry or more"],
  ["accounts", { token: "t", numbers: "1" }, "numbers: must be a list"],
  [
    "accounts",
    { token: "t", numberStatus: { x: 1 } },
    "numberStatus.x: is no name that can stand here: must be 3 to 15 digits",
  ],
  ["accounts", "t", "body: must be an object"],
])("the control API says of %s %j: %s", async (call, body, says) => {
  const answer = await new TestEmulator().control("POST", call, body);
  const { detail } = json<{ readonly detail: string }>(answer);
  expect([answer.status, detail]).toEqual([400, `The body is not valid: ${says}.`]);
});

it("settings are told of in the same words", () => {
  expect(() => mergeSettings({ limits: { messageLength: -1 } })).toThrow(
    /^Failed to read the settings: limits\.messageLength: must be \d+ or more\.$/,
  );
});
