/** `Retry-After`, which gateways send; the API itself does not. */
import { describe, expect, it } from "vitest";
import { readRetryAfter } from "../../src/client/http/retry.ts";
import type { ProTextingOptions } from "../../src/client/index.ts";
import { START } from "../support/manual-clock.ts";
import { VirtualTime } from "./pacing/virtual-time.ts";
import { fakeClient, json, RECIPIENT, rejection } from "./support.ts";
// Loaded when first used, which takes real time; here time passes only while nothing is under way.
import "../../src/client/http/xml.ts";

const params = { mobilePhone: RECIPIENT, message: "Hello" };
const accepted = () => json({ Id: "a", DeliveryReportUrl: "https://api.example/", Message: "sent" });
const balance = () => json({ AvailableCredits: 5 });
const gateway =
  (status: number, retryAfter: string, headers = {}) =>
  () =>
    new Response("<html>busy", { status, headers: { "retry-after": retryAfter, ...headers } });

/** When requests leave, in milliseconds. */
function setUp(steps: (() => Response)[], options: ProTextingOptions = {}) {
  const time = new VirtualTime(START);
  const at: number[] = [];
  const { client } = fakeClient(
    () => {
      at.push(time.now() - START);
      return (steps.shift() ?? balance)();
    },
    { clock: time.clock, sleep: time.sleep, retries: 2, random: () => 0.5, pacing: true, ...options },
  );
  return { time, client, at };
}

describe("a gateway's Retry-After", () => {
  it("is waited for before a read is made again", async () => {
    const { time, client, at } = setUp([gateway(503, "7"), balance]);
    await time.run(client.credits.balance());
    expect(at).toEqual([0, 7000]);
  });

  it("shortens no wait of the client's own", async () => {
    const { time, client, at } = setUp([gateway(503, "0"), balance]);
    await time.run(client.credits.balance());
    expect(at[1]).toBeGreaterThanOrEqual(250);
  });

  it("is waited for before a send is made again that a 429 refused", async () => {
    const { time, client, at } = setUp([gateway(429, "20"), accepted]);
    await time.run(client.sms.send(params));
    expect(at).toEqual([0, 20_000]);
  });

  it("keeps a call waiting for a minute at most", async () => {
    const { time, client, at } = setUp([gateway(503, "86400"), balance]);
    await time.run(client.credits.balance());
    expect(at).toEqual([0, 60_000]);
  });

  it("past the deadline ends the call at once", async () => {
    const { time, client, at } = setUp([gateway(503, "30")], { deadline: 10_000 });
    expect(await time.run(rejection(client.credits.balance()))).toMatchObject({ name: "ServerError" });
    expect([at, time.now()]).toEqual([[0], START]);
  });

  it("does not make a send again that may have been accepted", async () => {
    const { time, client, at } = setUp([gateway(503, "1")]);
    const error = await time.run(rejection(client.sms.send(params)));
    expect(error).toMatchObject({ name: "SendOutcomeUnknownError" });
    expect(at).toEqual([0]);
  });

  it.each([
    ["300", 300],
    ["999999999", 86_400],
  ])(
    "%s is what a RateLimitError tells, up to a day, where the API's own header is missing",
    async (asked, resetSeconds) => {
      const { client } = fakeClient(gateway(429, asked));
      expect(await rejection(client.credits.balance())).toMatchObject({ scope: "account", resetSeconds });
    },
  );
});

describe("reading it", () => {
  const read = (value: string, date?: string) =>
    readRetryAfter(new Headers({ "retry-after": value, ...(date && { date }) }), START);
  const dateAt = (ms: number) => new Date(START + ms).toUTCString();

  it.each([
    ["seconds", "120", 120],
    ["a date, by the client's clock", dateAt(90_000), 90],
    ["a date that has passed", dateAt(-90_000), 0],
    ["a negative number", "-5", undefined],
    ["a fraction", "1.5", undefined],
    ["words", "soon", undefined],
    ["nothing", "", undefined],
    ["seconds of more than a day", "86401", 86_400],
    ["a date beyond a day", dateAt(90_000_000), 86_400],
    ["more digits than any wait has", "9999999999", undefined],
    ["a date that is none", "Someday, 99 Foo 2026 00:00:00 GMT", undefined],
  ])("%s", (_, value, seconds) => {
    expect(read(value)).toBe(seconds);
  });

  it("measures a date against the answer's own, since clocks differ", () => {
    expect(read(dateAt(3_600_000), dateAt(3_570_000))).toBe(30);
  });
});
