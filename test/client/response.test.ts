/** Facts given beside a result. */
import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { withResponse } from "../../src/client/http/with-response.ts";
import { START } from "../support/manual-clock.ts";
import { VirtualTime } from "./pacing/virtual-time.ts";
import { fakeClient, ID, json, limits, RECIPIENT, refusal, TOKEN } from "./support.ts";

const balance = (headers: Record<string, string> = {}) => json({ AvailableCredits: 5 }, 200, headers);

describe("withResponse", () => {
  it("counts the requests that the call took", async () => {
    const time = new VirtualTime(START);
    const answers = [refusal(503, "Down."), refusal(500, "Failed."), balance(limits(60, 57, 2))];
    const { client } = fakeClient(() => answers.shift() ?? balance(), {
      retries: 2,
      clock: time.clock,
      sleep: time.sleep,
    });
    const result = await time.run(client.credits.balance().withResponse());
    expect(result).toMatchObject({
      attempts: 3,
      status: 200,
      rateLimit: { limit: 60, remaining: 57, resetSeconds: 2 },
    });
  });

  it("names each call of a client differently, as hooks and the log do", async () => {
    const logged: unknown[] = [];
    const hooked: string[] = [];
    const { client } = fakeClient(() => balance(), {
      logger: { debug: (_, { requestId }) => logged.push(requestId) },
      hooks: { beforeRequest: ({ requestId }) => hooked.push(requestId) },
    });
    const first = await client.credits.balance().withResponse();
    const second = await client.credits.balance().withResponse();
    expect(first.requestId).not.toBe(second.requestId);
    expect(hooked).toEqual([first.requestId, second.requestId]);
    expect(new Set(logged)).toEqual(new Set(hooked));
  });

  it("sends its name for the call to nobody", async () => {
    const { client, requests } = fakeClient(() => balance());
    const { requestId } = await client.credits.balance().withResponse();
    const { url, headers, body } = requests[0] ?? {};
    expect(`${url} ${JSON.stringify([...(headers ?? [])])} ${body}`).not.toContain(requestId);
  });

  it("gives the answer with its body as it came", async () => {
    const body = '\uFEFF {"AvailableCredits" : 5, "more":"é😀"}\n';
    const { client } = fakeClient(
      () => new Response(body, { statusText: "Fine", headers: { "X-More": "1" } }),
    );
    const { response } = await client.credits.balance().withResponse();
    expect(response).toBeInstanceOf(Response);
    expect([response.status, response.statusText, response.headers.get("x-more")]).toEqual([
      200,
      "Fine",
      "1",
    ]);
    // As `text()` reads every answer: a byte order mark is none of it.
    expect(await response.text()).toBe(body.slice(1));
  });

  it("gives an answer that can be read by each who asks, since it is made when it is asked for", async () => {
    const { client } = fakeClient(() => balance());
    const result = await client.credits.balance().withResponse();
    expect(await result.response.json()).toEqual({ AvailableCredits: 5 });
    expect(await result.response.json()).toEqual({ AvailableCredits: 5 });
  });

  it("shows no address, and headers without the token", async () => {
    const { client } = fakeClient(() =>
      balance({
        Link: `<https://api.example/v1/sent-history/single-list?access_token=${TOKEN}&page=1>; rel=self`,
        "X-Echo": TOKEN,
      }),
    );
    const { response } = await client.credits.balance().withResponse();
    expect(response.url).toBe("");
    expect(response.headers.get("link")).toContain("access_token=[redacted]");
    expect(response.headers.get("x-echo")).toBe("[redacted]");
    expect(inspect(response, { depth: 9, showHidden: true })).not.toContain(TOKEN);
  });

  it("keeps the report's address usable in the data, and out of what is printed of it", async () => {
    const address = `https://api.example/v1/sms/delivery-report?access_token=${TOKEN}&id=${ID}`;
    const { client } = fakeClient(() => json({ Id: ID, DeliveryReportUrl: address, Message: "sent" }));
    const result = await client.sms.send({ mobilePhone: RECIPIENT, message: "Hello" }).withResponse();
    expect(result.data.deliveryReportUrl).toBe(address);
    expect(inspect(result, { depth: 9 })).not.toContain(TOKEN);
    expect(JSON.stringify(result)).not.toContain(TOKEN);
  });

  it.each([204, 205])(
    "makes an answer without a body for status %i, which takes not even an empty one",
    (status) => {
      const head = { status, statusText: "", headers: new Headers(), rateLimit: undefined };
      const { response } = withResponse({}, head, "", {
        attempts: 1,
        requestId: "0-1",
        redact: (text) => text,
      });
      expect([response.status, response.body]).toEqual([status, null]);
    },
  );

  it.each([200, 201, 202, 206])("gives the answer of a success with status %i", async (status) => {
    const { client } = fakeClient(() => json({ AvailableCredits: 5 }, status));
    const { response, status: told } = await client.credits.balance().withResponse();
    expect([response.status, told]).toEqual([status, status]);
  });
});
