import { format } from "node:util";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { LogDetails, ProTextingOptions } from "../../src/client/index.ts";
import { fakeClient, json, limits, RECIPIENT, refusal, rejection, TOKEN } from "./support.ts";

function collect() {
  const lines: [string, LogDetails][] = [];
  return { lines, logger: { debug: (...line: [string, LogDetails]) => lines.push(line) } };
}

const sent = () =>
  json({ Id: "a", DeliveryReportUrl: "https://api.example/", Message: "sent" }, 200, limits(60, 59, 0));

describe("the log", () => {
  it("has a line for the request and one for the answer, with the time between by the injected clock", async () => {
    const times = [1000, 1000, 1042];
    const { lines, logger } = collect();
    const { client } = fakeClient(sent, { logger, clock: () => times.shift() ?? 1042, random: () => 0 });
    await client.sms.send({ mobilePhone: RECIPIENT, message: "Hello" });
    const line = "POST https://api.example/v1/sms/send?access_token=[redacted]";
    expect(lines).toEqual([
      [line, { requestId: "0-1" }],
      [
        `${line} answered 200`,
        {
          status: 200,
          rateLimit: { limit: 60, remaining: 59, resetSeconds: 0 },
          attempts: 1,
          requestId: "0-1",
          durationMs: 42,
        },
      ],
    ]);
  });

  it("says when there was no answer", async () => {
    const { lines, logger } = collect();
    const { client } = fakeClient(new TypeError("fetch failed"), { logger });
    await rejection(client.credits.balance());
    expect(lines.map(([message]) => message)).toEqual([
      "GET https://api.example/v1/credits/balance?access_token=[redacted]",
      "GET https://api.example/v1/credits/balance?access_token=[redacted] answered nothing",
    ]);
  });

  it("holds neither recipient nor text", async () => {
    const { lines, logger } = collect();
    const { client } = fakeClient(sent, { logger });
    await client.sms.send({ mobilePhone: RECIPIENT, message: "Hello" });
    expect(JSON.stringify(lines)).not.toMatch(/16465550123|Hello/);
  });

  it("never makes a sent message look unsent: a logger or a clock that throws is ignored", async () => {
    const fail = (): never => {
      throw new Error("disk full");
    };
    const { client } = fakeClient(sent, { logger: { debug: fail } });
    const { client: other } = fakeClient(sent, { logger: { debug: () => undefined }, clock: fail });
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", listener);
    const { client: later } = fakeClient(sent, {
      logger: { debug: () => Promise.reject(new Error("full")) },
    });
    expect((await later.sms.send({ mobilePhone: RECIPIENT })).id).toBe("a");
    await new Promise(setImmediate);
    process.off("unhandledRejection", listener);
    expect(unhandled).toEqual([]);
    expect((await client.sms.send({ mobilePhone: RECIPIENT })).id).toBe("a");
    expect((await other.sms.send({ mobilePhone: RECIPIENT })).id).toBe("a");
  });
});

describe("debugging", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  /** Log of a client for one read, printed as a console would print it. */
  async function written(options: ProTextingOptions): Promise<string> {
    const lines: string[] = [];
    vi.spyOn(console, "error").mockImplementation((...line: unknown[]) => {
      lines.push(format(...line));
    });
    const { client } = fakeClient(() => refusal(403, `No ${TOKEN}.`), options);
    await rejection(client.credits.balance());
    return lines.join("\n");
  }

  it("writes the log to standard error, redacted, when it is asked for", async () => {
    const lines = await written({ debug: true });
    expect(lines).toContain(
      "GET https://api.example/v1/credits/balance?access_token=[redacted] answered 403",
    );
    expect(lines).not.toContain(TOKEN);
  });

  it.each([
    ["1", true],
    ["true", true],
    ["0", false],
    ["", false],
  ])("is switched by the environment: PROTEXTING_DEBUG=%j", async (value, isOn) => {
    vi.stubEnv("PROTEXTING_DEBUG", value);
    expect((await written({})) !== "").toBe(isOn);
  });

  it("is off by default, and the option goes before the environment", async () => {
    expect(await written({})).toBe("");
    vi.stubEnv("PROTEXTING_DEBUG", "1");
    expect(await written({ debug: false })).toBe("");
  });

  it("goes to the logger, and there alone, where one is given", async () => {
    const { lines, logger } = collect();
    expect(await written({ debug: true, logger })).toBe("");
    expect(lines).toHaveLength(2);
  });
});
