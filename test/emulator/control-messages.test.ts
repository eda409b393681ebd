import { describe, expect, it } from "vitest";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import { liveStanding } from "../../src/protocol/evidence/live.ts";
import {
  json,
  type MessageView,
  NO_LIMITS,
  type Page,
  RECIPIENT,
  TestEmulator,
  TOKEN,
} from "../support/test-emulator.ts";

describe("messages", () => {
  it("are shown with parts, credits, status, history and explanation", async () => {
    const emulator = new TestEmulator();
    const id = await emulator.sent({ Message: "a".repeat(161), SendFrom: "82257" });
    const view = json<MessageView>(await emulator.control("GET", `messages/${id}`));
    const { explanation, ...rest } = view;
    expect(rest).toEqual({
      id,
      number: 1001,
      token: TOKEN,
      recipient: RECIPIENT,
      sender: "82257",
      kind: "sms",
      text: "a".repeat(161),
      encoding: "GSM-7",
      parts: { documented: 2, gsm: 2 },
      credits: 2,
      status: { id: 1, description: "Pending" },
      history: [{ id: 1, at: "2026-01-15T12:00:00.000Z" }],
      sentAt: "2026-01-15T12:00:00.000Z",
    });
    expect(explanation).toMatchObject({
      outcome: "accepted",
      decidedBy: "credits.balance",
      source: "documented",
    });
    expect((await emulator.messages()).items).toEqual([view]);
  });

  it("are listed newest first, by account, recipient in any spelling, and text", async () => {
    const emulator = new TestEmulator();
    await emulator.sent({ Message: "code 1" });
    await emulator.sent({ Message: "code 2", MobilePhone: "13105550151" });
    await emulator.sent({ Message: "other" }, { token: "test_bob" });
    const texts = async (query: string): Promise<unknown> => {
      const { items, total } = await emulator.messages(query);
      return [items.map(({ text }) => text), total];
    };
    expect(await texts("")).toEqual([["other", "code 2", "code 1"], 3]);
    expect(await texts(`token=${TOKEN}`)).toEqual([["code 2", "code 1"], 2]);
    expect(await texts("recipient=%2B1%20(310)%20555-0151")).toEqual([["code 2"], 1]);
    expect(await texts("recipient=3105550151&contains=code")).toEqual([["code 2"], 1]);
    expect(await texts("contains=code&limit=1")).toEqual([["code 2"], 2]);
    expect(await texts("recipient=nobody")).toEqual([[], 0]);
  });

  it("are listed 100 at a time by default and 10,000 at most", async () => {
    const emulator = new TestEmulator(NO_LIMITS);
    for (let sent = 0; sent < 101; sent++) await emulator.sent();
    const page = await emulator.messages("");
    expect([page.items.length, page.total]).toEqual([100, 101]);
    expect((await emulator.messages("limit=10000")).items).toHaveLength(101);
  });

  it.each(["10001", "0", "-1", "1.5", "many", ""])(
    "with limit=%s are refused, naming the field",
    async (limit) => {
      const emulator = new TestEmulator();
      for (const list of ["messages", "journal"]) {
        const answer = await emulator.control("GET", `${list}?limit=${limit}`);
        expect(answer.status).toBe(400);
        expect(json(answer)).toMatchObject({ errors: [{ field: "limit" }] });
      }
    },
  );

  it("with an unknown parameter are refused, naming it", async () => {
    const emulator = new TestEmulator();
    const answer = await emulator.control("GET", "messages?tokne=x");
    expect(answer.status).toBe(400);
    expect(json<{ readonly detail: string }>(answer).detail).toContain("tokne: there is no such key");
  });

  it("that nobody sent are 404", async () => {
    const answer = await new TestEmulator().control("GET", "messages/nope");
    expect(json(answer)).toMatchObject({ status: 404, detail: 'There is no message "nope".' });
  });
});

describe("reset", () => {
  it("puts everything back to the seed: accounts, messages, limits, journal, ids", async () => {
    const emulator = new TestEmulator();
    await emulator.open("made", { credits: 5 });
    const first = await emulator.sent();
    for (let sent = 1; sent < 10; sent++) await emulator.sent();
    expect((await emulator.send({ MobilePhone: RECIPIENT, Message: "x" })).status).toBe(429);
    const answer = await emulator.control("POST", "reset");
    expect([answer.status, answer.text]).toEqual([204, ""]);
    for (const list of ["accounts", "messages", "journal"]) {
      expect(json(await emulator.control("GET", list))).toEqual({ items: [], total: 0 });
    }
    expect((await emulator.call("/v1/credits/balance", { token: "made" })).status).toBe(401);
    expect(await emulator.sent()).toBe(first);
    const balance = await emulator.call("/v1/credits/balance");
    expect([balance.text, balance.headers.get("X-Rate-Limit-Remaining")]).toEqual([
      '{"AvailableCredits":999}',
      "58",
    ]);
  });
});

describe("evidence", () => {
  it("is the ledger, entry by entry, with its source, what it says and what it is worth on live", async () => {
    const { items, total } = json<Page<unknown>>(await new TestEmulator().control("GET", "evidence"));
    const flags = ["decides", "outside", "shows", "unseen"];
    const views = ledgerEntries().map((entry) => {
      const rule = Object.entries(entry).filter(([name]) => !flags.includes(name));
      return { ...Object.fromEntries(rule), live: liveStanding(entry) };
    });
    expect(items).toEqual(views);
    expect(total).toBe(items.length);
    expect(items).toContainEqual({
      id: "rate.recipient",
      source: "documented",
      says: "10 SMS per same recipient number per minute.",
      reference: "page send-sms-mms",
      live: expect.objectContaining({ standing: expect.any(String) }),
    });
  });
});

describe("health", () => {
  it.each(["health/live", "health/ready"])("%s answers ok", async (path) => {
    const answer = await new TestEmulator().control("GET", path);
    expect([answer.status, answer.text]).toEqual([200, '{"status":"ok"}']);
  });
});
