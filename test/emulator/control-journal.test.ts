/** The journal: what was asked and answered, and why; never a whole token. */
import { describe, expect, it } from "vitest";
import { redactText } from "../../src/emulator/control/redact.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import {
  type JournalView,
  json,
  NO_LIMITS,
  type Page,
  RECIPIENT,
  TestEmulator,
} from "../support/test-emulator.ts";

const FORM = "application/x-www-form-urlencoded";
const LONG = 64 * 1024;
/** Its tail must never come out of the journal, however it went in. */
const CANARY = "test_~it's+/a CANARY*&é";

async function journal(emulator: TestEmulator, query = "limit=100"): Promise<Page<JournalView>> {
  return json(await emulator.control("GET", `journal?${query}`));
}

/** Processor time, since other processes use the machine too. */
function millisecondsSince(begun: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1000;
}

describe("the journal", () => {
  it("keeps request, answer and explanation, newest first", async () => {
    const emulator = new TestEmulator();
    await emulator.call("/v1/credits/balance");
    emulator.clock.advance(1234);
    await emulator.send({ MobilePhone: "x", Message: "hello", Foo: [1, { a: null }] });
    const { items, total } = await journal(emulator);
    expect(total).toBe(2);
    expect(items[0]).toMatchObject({
      at: "2026-01-15T12:00:01.234Z",
      token: "test…",
      request: {
        method: "POST",
        target: "/v1/sms/send?access_token=test…",
        fields: { MobilePhone: "x", Message: "hello", Foo: [1, { a: null }] },
      },
      response: {
        status: 422,
        headers: { "X-Powered-By": "PHP/5.6.2", "X-Rate-Limit-Remaining": "59" },
        body: '[{"field":"MobilePhone","message":"Mobile Phone is invalid."}]',
      },
      explanation: {
        outcome: "refused",
        decidedBy: "fields.rules",
        source: "recorded",
        wouldSucceed:
          'A MobilePhone that is a number with its country code first, like 16465550123; this one is "x".',
        steps: [
          { rule: "fields.rules", source: "recorded", inputs: { MobilePhone: "Mobile Phone is invalid." } },
        ],
      },
    });
    expect(items[1]).toMatchObject({
      request: { method: "GET", fields: null },
      response: { status: 200, body: '{"AvailableCredits":1000}' },
      explanation: { outcome: "accepted", decidedBy: "credits.answer" },
    });
  });

  it("explains each answer as it was when it was given, whatever happened since", async () => {
    const emulator = new TestEmulator();
    await emulator.call("/v1/credits/balance");
    await emulator.sent();
    await emulator.control("PATCH", "accounts/test_alice", { credits: 5, numbers: ["16465550177"] });
    const { items } = await journal(emulator);
    expect(items[1]?.explanation.steps.at(-1)?.inputs).toEqual({ credits: 1000 });
    expect(items[0]?.explanation.steps.at(-1)?.inputs).toEqual({ credits: 1000, costs: 1 });
  });

  it.each([
    ["auth.query-token", "/v1/credits/balance", { token: "nobody" }],
    ["negotiate.accept", "/v1/credits/balance", { accept: "image/png" }],
    ["negotiate.unknown-format", "/v1/credits/balance", { query: "_format=html" }],
    ["route.unknown", "/v1/nope", {}],
    ["route.not-built", "/v1/shorturl/index", {}],
    ["verb.allowed", "/v1/credits/balance", { method: "DELETE" }],
    ["query.required", "/v1/sms/delivery-report", {}],
    ["report.unknown-id", "/v1/sms/delivery-report", { query: "id=x" }],
    ["body.json-causes", "/v1/sms/send", { method: "POST", contentType: "application/json", body: "{" }],
    ["body.malformed-xml", "/v1/sms/send", { method: "POST", contentType: "application/xml", body: "<" }],
    [
      "body.size",
      "/v1/sms/send",
      {
        method: "POST",
        contentType: "application/json",
        headers: { "Content-Length": "9999999" },
        body: "{}",
      },
    ],
  ] as const)("explains a refusal by %s with what would have passed", async (rule, path, options) => {
    const emulator = new TestEmulator();
    const answer = await emulator.call(path, options);
    expect(answer.status).toBeGreaterThanOrEqual(400);
    const { explanation } = await emulator.lastEntry();
    expect(explanation).toMatchObject({ outcome: "refused", decidedBy: rule });
    expect(explanation.wouldSucceed).toMatch(/\.$/);
  });

  it("is listed by account, and holds neither control calls nor health checks", async () => {
    const emulator = new TestEmulator();
    await emulator.call("/v1/credits/balance");
    await emulator.call("/v1/credits/balance", { token: "test_bob" });
    await emulator.call("/v1/credits/balance", { token: null });
    await emulator.control("GET", "health/live");
    expect((await journal(emulator)).items.map(({ token }) => token)).toEqual([null, "test…", "test…"]);
    expect((await journal(emulator, "token=test_bob")).total).toBe(1);
    expect((await journal(emulator, "limit=1")).items).toHaveLength(1);
  });

  it("[retention.journal] keeps the newest 1,000 requests", async () => {
    const emulator = new TestEmulator();
    for (let call = 0; call < 1005; call++) await emulator.call(`/v1/${call}`);
    const { items, total } = await journal(emulator, "limit=10000");
    expect([items.length, total]).toEqual([1000, 1000]);
    expect(items[0]?.request.target).toContain("/v1/1004?");
    expect(items.at(-1)?.request.target).toContain("/v1/5?");
  });
});

describe("tokens in the journal", () => {
  const encoded = encodeURIComponent(CANARY);
  const php = new URLSearchParams({ t: CANARY }).toString().slice(2);
  const ways: readonly (readonly [string, (emulator: TestEmulator) => Promise<unknown>])[] = [
    ["a send in JSON", (e) => e.sent({}, { token: CANARY })],
    [
      "a send in XML",
      (e) => e.send({ MobilePhone: RECIPIENT, Message: "x" }, { token: CANARY, accept: "application/xml" }),
    ],
    ["a balance", (e) => e.call("/v1/credits/balance", { token: CANARY })],
    ["a report of nobody", (e) => e.call("/v1/sms/delivery-report", { token: CANARY, query: "id=x" })],
    ["other encodings", (e) => e.call("/v1/credits/balance", { token: null, query: `access_token=${php}` })],
    ["a refused token", (e) => e.call("/v1/credits/balance", { token: CANARY.slice(1) })],
    ["an array", (e) => e.call("/v1/credits/balance", { token: null, query: `access_token[]=${encoded}` })],
    [
      "a duplicate",
      (e) =>
        e.call("/v1/credits/balance", { token: null, query: `access_token=${encoded}&access_token=test_b` }),
    ],
    ["another name", (e) => e.call("/v1/credits/balance", { token: "test_b", query: `Token=${encoded}` })],
    ["an encoded name", (e) => e.call("/v1/nope", { token: null, query: `access%5Ftoken=${encoded}` })],
    [
      "a form",
      (e) =>
        e.call("/v1/sms/send", {
          token: "test_b",
          method: "POST",
          contentType: FORM,
          body: `access_token=${encoded}&MobilePhone=${RECIPIENT}`,
        }),
    ],
    ["the name of a JSON field", (e) => e.send({ [CANARY]: 1, Foo: { [CANARY]: 2 } }, { token: CANARY })],
    ["a percent-encoded text", (e) => e.send({ Message: `see ${encoded}` }, { token: CANARY })],
    ["a text encoded twice", (e) => e.send({ Message: encodeURIComponent(encoded) }, { token: CANARY })],
    ["a text that is JSON", (e) => e.send({ Message: JSON.stringify({ t: CANARY }) }, { token: CANARY })],
    [
      "an encoded address",
      (e) => e.send({ Message: `?u=${encodeURIComponent(`x?access_token=${encoded}`)}` }),
    ],
    ["a path", (e) => e.call(`/v1/${encoded}/balance`, { token: CANARY })],
    ["a path with its name", (e) => e.call(`/v1/credits/balance/access_token/${encoded}`)],
    [
      "a query without its mark",
      (e) => e.call(`/v1/credits/balance&access_token=${encoded}`, { token: null }),
    ],
    [
      "a path with a parameter",
      (e) => e.call(`/v1/credits/balance;access_token=${encoded}`, { token: null }),
    ],
    ["a header", (e) => e.call("/v1/credits/balance", { token: CANARY, accept: `image/${encoded}` })],
    ["a format", (e) => e.call("/v1/credits/balance", { token: CANARY, query: `_format=${encoded}` })],
    ["a number", (e) => e.send({ MobilePhone: CANARY, Message: "x" }, { token: CANARY })],
    ["a JSON body", (e) => e.send({ access_token: CANARY, Message: "x" }, { token: "test_b" })],
    ["a text", (e) => e.send({ MobilePhone: RECIPIENT, Message: `mine is ${CANARY}` }, { token: CANARY })],
  ];

  it.each(ways)("are cut short: %s", async (_, ask) => {
    const emulator = new TestEmulator();
    await ask(emulator);
    const { text } = await emulator.control("GET", "journal");
    expect(JSON.parse(text).total).toBe(1);
    expect(text).not.toContain("CANARY");
  });

  it("are in neither the log nor the events, also where a path holds them", async () => {
    const paths: string[] = [];
    const emulator = createEmulator({ onAnswer: ({ path }) => void paths.push(path) });
    const events = await emulator.fetch("http://x/_emulator/events");
    await emulator.fetch(`http://x/v1/${encoded}/balance?access_token=${php}`);
    await emulator.fetch(`http://x/v1/access_token/${encoded}`);
    expect(paths).toEqual(["/v1/test…/balance", "/v1/access_token/test…"]);
    const reader = events.body?.getReader();
    let told = "";
    while (told.split("event: journal").length < 3) {
      told += new TextDecoder().decode((await reader?.read())?.value);
    }
    expect(told).toContain("/v1/test…/balance");
    expect(told).not.toContain("CANARY");
    await emulator.close();
  });

  it.each(["\\", "%", "&", "%25", "a", "\\\\u005c", "&amp;", "+ "])(
    "are found in time, made of nothing but %j",
    (unit) => {
      const token = `${unit.repeat(199)}x`.slice(-200);
      const text = unit.repeat(LONG / unit.length);
      const begun = process.cpuUsage();
      redactText(text, token);
      expect(millisecondsSince(begun)).toBeLessThan(1000);
    },
  );

  it("are found in time, whatever a caller writes: twenty requests of 64 KiB each do not hold up the process", async () => {
    const emulator = new TestEmulator(NO_LIMITS);
    const hostile = ["?", "?a", "&", "?token", "%25", "access_token%25", "=", "token", "/token/"].map(
      (unit) => unit.repeat(LONG / unit.length),
    );
    for (const text of hostile) {
      await emulator.call("/v1/credits/balance", { query: text });
      await emulator.call("/v1/sms/delivery-report", { token: text.slice(0, 8000), query: `id=${text}` });
      await emulator.send({ [text.slice(0, 8000)]: text.slice(0, 7000) }, { token: text.slice(0, 8000) });
    }
    const begun = process.cpuUsage();
    expect((await journal(emulator)).total).toBe(3 * hostile.length);
    expect(millisecondsSince(begun)).toBeLessThan(2000);
  });

  it("are not shown at all when they are short", async () => {
    const emulator = new TestEmulator();
    await emulator.open("k3y");
    await emulator.call("/v1/credits/balance", { token: "k3y" });
    expect((await emulator.control("GET", "journal")).text).not.toContain("k3y");
  });
});
