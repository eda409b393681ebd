import { describe, expect, it } from "vitest";
import type { LogDetails } from "../../src/client/index.ts";
import { fakeClient, json, limits, RECIPIENT, rejection } from "./support.ts";

function collect() {
  const lines: [string, LogDetails][] = [];
  return { lines, logger: { debug: (...line: [string, LogDetails]) => lines.push(line) } };
}

const sent = () =>
  json({ Id: "a", DeliveryReportUrl: "https://api.example/", Message: "sent" }, 200, limits(60, 59, 0));

describe("the log", () => {
  it("has a line for the request and one for the answer, with the time between by the injected clock", async () => {
    const times = [1000, 1042];
    const { lines, logger } = collect();
    const { client } = fakeClient(sent, { logger, clock: () => times.shift() ?? 0 });
    await client.sms.send({ mobilePhone: RECIPIENT, message: "Hello" });
    const line = "POST https://api.example/v1/sms/send?access_token=[redacted]";
    expect(lines).toEqual([
      [line, {}],
      [
        `${line} answered 200`,
        {
          status: 200,
          rateLimit: { limit: 60, remaining: 59, resetSeconds: 0 },
          attempts: 1,
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
    expect((await client.sms.send({ mobilePhone: RECIPIENT })).id).toBe("a");
    expect((await other.sms.send({ mobilePhone: RECIPIENT })).id).toBe("a");
  });
});
