/** A command tells what it waits for, and ends at once where it would wait in vain. */
import { setImmediate } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { START } from "../support/manual-clock.ts";
import { call, TOKEN } from "./support.ts";

const ID = "8cccf554cd42bf1b22bcc2d9b4e4571a4a87c9d0";
const environment = { PROTEXTING_ACCESS_TOKEN: TOKEN, PROTEXTING_BASE_URL: "http://127.0.0.1:9" };

/** A command against an API that refuses the first request for so many seconds. Waits take no time. */
async function limited(resetSeconds: number, name: "balance" | "report", args: readonly string[]) {
  let now = START;
  let requests = 0;
  const answers = () => {
    requests++;
    if (requests > 1) {
      const report = { Id: ID, DeliveryStatus_Id: 2, DeliveryStatus_Description: "Delivered" };
      return Response.json({ ...report, AvailableCredits: 7 });
    }
    const headers = {
      "x-rate-limit-limit": "60",
      "x-rate-limit-remaining": "0",
      "x-rate-limit-reset": String(resetSeconds),
    };
    return Response.json(
      { name: "Too Many Requests", message: "", code: 0, status: 429 },
      { status: 429, headers },
    );
  };
  const answered = await call(name, args, {
    environment,
    fetch: async () => answers(),
    clock: () => now,
    sleep: async (ms, signal) => {
      await setImmediate();
      // Time-outs and deadlines never come.
      if (ms === 30_000 || ms >= 600_000) await new Promise((end) => signal.addEventListener("abort", end));
      else now += ms;
    },
  });
  return { ...answered, requests, waitedMs: now - START };
}

describe("a rate limit", () => {
  it.each([
    ["balance", []],
    ["report", [ID]],
    ["report", [ID, "--wait"]],
  ] as const)("that holds %s %j back is told", async (name, args) => {
    const { code, stderr, requests, waitedMs } = await limited(1800, name, args);
    expect([code, requests]).toEqual([0, 2]);
    expect(waitedMs).toBeGreaterThan(29_000);
    expect(stderr).toMatch(
      /^The account's rate limit holds it back for [\d.]+ seconds\. Ctrl-C ends it\.\n$/,
    );
  });

  it.each([[[]], [["--deadline", "5s"]]])("that outlasts report --wait %j ends it at once", async (args) => {
    const { code, stderr, requests } = await limited(30_000_000, "report", [ID, "--wait", ...args]);
    expect([code, requests]).toEqual([5, 1]);
    expect(stderr).toContain("the account's rate limit lasts past the deadline");
  });
});
