/** The old API's push of what handsets write, to a real server on loopback. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { parseInboundPush } from "../../src/client/index.ts";
import { createEmulator, type SettingsInput } from "../../src/emulator/index.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { SEED, startTestEmulator } from "../support/test-emulator.ts";

const TOKEN = "test_alice";
const HANDSET = "12125550150";
type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** A customer's server; gives its address and the requests that it gets. */
async function customer(handle: Handler = (_, response) => response.end("ok")) {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("Expected a port.");
  return { url: `http://127.0.0.1:${address.port}/hook`, requests };
}

function open(inboundPush: SettingsInput["inboundPush"] = {}) {
  const log: string[] = [];
  const emulator = createEmulator({
    settings: { inboundPush },
    seed: SEED,
    clock: new ManualClock(),
    log: (line) => log.push(line),
  });
  const write = (message: string, more = {}) =>
    emulator.inbound({ token: TOKEN, from: HANDSET, message, ...more });
  return { emulator, log, write };
}

describe("a push", () => {
  it("[push.request] is a GET with number, message, carrier_code and carrier in this order, and there before the call ends", async () => {
    const { url, requests } = await customer();
    const { write } = open({ url, carrierCode: "77", carrier: "Example Mobile" });
    const { push } = await write("Tom & Jörg: 1+1 😀");
    const target =
      "/hook?number=12125550150&message=Tom+%26+J%C3%B6rg%3A+1%2B1+%F0%9F%98%80&carrier_code=77&carrier=Example+Mobile";
    expect(requests).toEqual([`GET ${target}`]);
    expect(push).toEqual({ url: url.replace("/hook", target), status: 200, failed: null });
    expect(parseInboundPush(target)).toEqual({
      number: HANDSET,
      message: "Tom & Jörg: 1+1 😀",
      keyword: null,
      carrierCode: "77",
      carrier: "Example Mobile",
    });
  });

  it("[push.request] has the keyword after the message where the message belongs to one, and the handset's own carrier", async () => {
    const { url, requests } = await customer();
    const { write } = open({ url: `${url}?customer=7` });
    await write("YES", { keyword: { id: 3, name: "JOIN" }, carrier: { code: "31", name: "Other" } });
    expect(requests).toEqual([
      "GET /hook?customer=7&number=12125550150&message=YES&keyword=JOIN&carrier_code=31&carrier=Other",
    ]);
  });

  it("[push.request] is not made unless it is asked for", async () => {
    const { write, log } = open();
    expect([(await write("hi")).push, log]).toEqual([null, []]);
  });

  it("may answer by sending through the same emulator", async () => {
    const { emulator, write } = open({ url: (await customer()).url });
    const { url } = await customer((_, response) => {
      const body = JSON.stringify({ MobilePhone: HANDSET, Message: "Thank you." });
      const headers = { "Content-Type": "application/json" };
      void emulator
        .fetch(`http://api2.example.test/v1/sms/send?access_token=${TOKEN}`, {
          method: "POST",
          headers,
          body,
        })
        .then(() => response.end());
    });
    const answering = createEmulator({ settings: { inboundPush: { url } } });
    await answering.inbound({ token: TOKEN, from: HANDSET, message: "hi" });
    expect((await emulator.messages.list({ token: TOKEN })).items.map(({ text }) => text)).toEqual([
      "Thank you.",
    ]);
    expect((await write("hi")).push?.failed).toBeNull();
  });

  const failing: readonly (readonly [what: string, handle: Handler, status: number | null, said: RegExp])[] =
    [
      ["an error", (_, response) => response.writeHead(500).end("no"), 500, /^it was answered 500$/],
      [
        "a redirect, which is not followed",
        (_, response) => response.writeHead(302, { Location: "http://192.0.2.1/" }).end(),
        302,
        /^it was answered 302$/,
      ],
      ["a connection that breaks", (request) => request.socket.destroy(), null, /socket|closed|other side/],
    ];

  it.each(failing)(
    "[push.target] that meets %s is told in the answer and the log, and the message is there all the same",
    async (_, handle, status, said) => {
      const { url } = await customer(handle);
      const { emulator, write, log } = open({ url });
      const { push, asks } = await write("STOP");
      expect([asks, push?.status]).toEqual(["stop", status]);
      expect(push?.failed).toMatch(said);
      expect(log).toEqual([`Failed to push a received message to ${push?.url}: ${push?.failed}.`]);
      expect((await emulator.inbox.list({ token: TOKEN })).total).toBe(1);
      expect((await emulator.contacts.list({ token: TOKEN })).items[0]?.optedOut).toBe(true);
    },
  );

  it("[push.target] that nobody answers ends when the emulator closes or the caller gives up", async () => {
    const hangs = await customer(() => {});
    const { emulator, write } = open({ url: hangs.url });
    const caller = new AbortController();
    const givenUp = emulator.inbound({ token: TOKEN, from: HANDSET, message: "a" }, caller.signal);
    const closed = write("b");
    await expect.poll(() => hangs.requests.length).toBe(2);
    caller.abort();
    expect((await givenUp).push).toMatchObject({ status: null });
    await emulator.close();
    const { push } = await closed;
    expect([push?.status, push?.failed]).toEqual([null, expect.not.stringContaining("no answer within")]);
    expect((await emulator.inbox.list({ token: TOKEN })).total).toBe(2);
  });

  it("[push.target] over HTTP: 201 whatever becomes of it", async () => {
    const { url } = await startTestEmulator({ inboundPush: { url: "http://127.0.0.1:1/" } });
    const answer = await fetch(`${url}/_emulator/inbound`, {
      method: "POST",
      body: JSON.stringify({ token: TOKEN, from: HANDSET, message: "hi" }),
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({ push: { status: null, failed: expect.any(String) } });
  });
});

describe("where pushes may go", () => {
  it.each([
    "http://127.0.0.1:8080/hook",
    "http://localhost/",
    "https://LOCALHOST/x",
    "http://[::1]:9/",
    "http://127.1/",
    "http://2130706433/",
  ])("[push.target] %s is loopback", (url) => {
    expect(() => open({ url })).not.toThrow();
  });

  it.each([
    "https://example.test/hook",
    "http://192.0.2.1/",
    "http://127.0.0.1.example.test/",
    "http://localhost.example.test/",
    "http://127.0.0.1@example.test/",
    "http://0.0.0.0/",
    "http://[2001:db8::1]/",
  ])("[push.target] %s is refused unless the setting lets it", (url) => {
    expect(() => open({ url })).toThrow(
      "Failed to read the settings: inboundPush.url: must be on loopback (127.0.0.1, [::1], localhost), unless inboundPush.anyHost is true.",
    );
    expect(() => open({ url, anyHost: true })).not.toThrow();
  });

  it.each(["", "/hook", "file:///etc/hosts", "ftp://127.0.0.1/", "127.0.0.1:8080"])(
    "[push.target] %j is no address, whatever the setting",
    (url) => {
      for (const anyHost of [false, true]) {
        expect(() => open({ url, anyHost })).toThrow("inboundPush.url: must be an http or https address.");
      }
    },
  );
});
