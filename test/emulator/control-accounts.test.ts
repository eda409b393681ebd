import { describe, expect, it } from "vitest";
import { type AccountView, json, type Page, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const FRESH = {
  token: "test_new",
  credits: 1000,
  numbers: ["82257", "16465550100"],
  numberStatus: {
    "82257": { id: 0, description: "Active", blockedAt: null },
    "16465550100": { id: 0, description: "Active", blockedAt: null },
  },
  limits: {
    rate: { limit: 60, windowSeconds: 60 },
    perRecipient: { limit: 10, windowSeconds: 60 },
    sameText: null,
  },
  activated: true,
  allowedAddresses: null,
  forbiddenWords: [],
  delivery: { mode: "time", processedAfterMs: 1000, deliveredAfterMs: 3000, end: 2 },
  approval: { mode: "time", stepMs: 2000, end: 3 },
  rates: {},
  recipients: {},
  totals: { messages: 0, parts: 0, creditsCharged: 0 },
};

interface ProblemView {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

describe("accounts", () => {
  it("are created from the template, answered with 201", async () => {
    const emulator = new TestEmulator();
    const answer = await emulator.control("POST", "accounts", { token: "test_new" });
    expect([answer.status, json(answer)]).toEqual([201, FRESH]);
  });

  it("are created as told", async () => {
    const emulator = new TestEmulator();
    const input = {
      credits: 0,
      numbers: ["16465550177"],
      limits: { rate: null, perRecipient: { limit: 3, windowSeconds: 5 }, sameText: { windowSeconds: 7 } },
      delivery: { mode: "immediate" },
      approval: { mode: "polls" },
    };
    expect(await emulator.open("test_new", input)).toEqual({
      ...FRESH,
      ...input,
      numberStatus: { "16465550177": { id: 0, description: "Active", blockedAt: null } },
      delivery: { ...FRESH.delivery, mode: "immediate" },
      approval: { ...FRESH.approval, mode: "polls" },
    });
    expect(await emulator.account("test_new")).toMatchObject(input);
  });

  it("are read one by one and listed", async () => {
    const emulator = new TestEmulator();
    expect(json(await emulator.control("GET", "accounts"))).toEqual({ items: [], total: 0 });
    await emulator.open("test_new");
    await emulator.sent();
    const { items, total } = json<Page<AccountView>>(await emulator.control("GET", "accounts"));
    expect([items.map(({ token }) => token), total]).toEqual([["test_new", TOKEN], 2]);
    expect(items[1]).toEqual(await emulator.account(TOKEN));
    expect(items[1]).toMatchObject({
      credits: 999,
      totals: { messages: 1, parts: 1, creditsCharged: 1 },
    });
  });

  it("are found by a token with any characters", async () => {
    const emulator = new TestEmulator();
    for (const token of ["a/b", "ü ?&=#%", "%41"]) {
      await emulator.open(token, { credits: 5 });
      expect((await emulator.account(token)).token).toBe(token);
      expect((await emulator.call("/v1/credits/balance", { token })).text).toBe('{"AvailableCredits":5}');
    }
  });

  it("are topped up and changed in part by PATCH, the rest left as it was", async () => {
    const emulator = new TestEmulator();
    await emulator.sent();
    const answer = await emulator.control("PATCH", `accounts/${TOKEN}`, {
      credits: 2000,
      limits: { perRecipient: null },
      delivery: { deliveredAfterMs: 9 },
      approval: { end: 4 },
    });
    expect([answer.status, json(answer)]).toEqual([
      200,
      {
        ...FRESH,
        token: TOKEN,
        credits: 2000,
        limits: { ...FRESH.limits, perRecipient: null },
        delivery: { ...FRESH.delivery, deliveredAfterMs: 9 },
        approval: { ...FRESH.approval, end: 4 },
        totals: { messages: 1, parts: 1, creditsCharged: 1 },
      },
    ]);
    expect((await emulator.messages()).total).toBe(1);
  });

  it("start again when they are created once more: messages, totals and windows go", async () => {
    const emulator = new TestEmulator();
    for (let sent = 0; sent < 10; sent++) await emulator.sent();
    await emulator.open(TOKEN);
    expect(await emulator.account(TOKEN)).toEqual({ ...FRESH, token: TOKEN });
    expect((await emulator.messages()).total).toBe(0);
    await emulator.sent();
  });

  it("that nobody has are 404", async () => {
    const emulator = new TestEmulator();
    for (const method of ["GET", "PATCH"]) {
      const answer = await emulator.control(method, "accounts/nobody", method === "GET" ? undefined : {});
      expect(json(answer)).toEqual({
        type: "about:blank",
        status: 404,
        title: "Not Found",
        detail: 'There is no account "nobody".',
      });
      expect(answer.headers.get("Content-Type")).toBe("application/problem+json");
    }
  });
});

describe("a problem", () => {
  const bad = [
    [{}, "token"],
    [{ token: "" }, "token"],
    [{ token: 5 }, "token"],
    [{ token: "x".repeat(201) }, "token"],
    [{ token: "test_x", credits: -1 }, "credits"],
    [{ token: "test_x", credits: 1.5 }, "credits"],
    [{ token: "test_x", credits: "5" }, "credits"],
    [{ token: "test_x", numbers: [] }, "numbers"],
    [{ token: "test_x", numbers: ["82257", "+1"] }, "numbers.1"],
    [{ token: "test_x", limits: { rate: { limit: -1, windowSeconds: 60 } } }, "limits.rate.limit"],
    [{ token: "test_x", limits: { rate: { limit: 1 } } }, "limits.rate.windowSeconds"],
    [
      { token: "test_x", limits: { perRecipient: { limit: 1, windowSeconds: 0 } } },
      "limits.perRecipient.windowSeconds",
    ],
    [
      { token: "test_x", limits: { rate: { limit: 1, windowSeconds: 2_678_401 } } },
      "limits.rate.windowSeconds",
    ],
    [
      { token: "test_x", limits: { perRecipient: { limit: 1_000_000_001, windowSeconds: 1 } } },
      "limits.perRecipient.limit",
    ],
    [{ token: "test_x", delivery: { mode: "slow" } }, "delivery.mode"],
    [{ token: "test_x", rates: { "+44": { sms: 1, mms: 1 } } }, "rates.+44"],
    [{ token: "test_x", rates: { "44": { sms: 1 } } }, "rates.44.mms"],
    [{ token: "test_x", approval: { end: 6 } }, "approval.end"],
    [{ token: "test_x", approval: { stepMs: -1 } }, "approval.stepMs"],
    [{ token: "test_x", delivery: { processedAfterMs: -5 } }, "delivery.processedAfterMs"],
  ] as const;

  it.each(bad)("of %j names the field %s, and no account is made", async (body, field) => {
    const emulator = new TestEmulator();
    const answer = await emulator.control("POST", "accounts", body);
    const problem = json<ProblemView>(answer);
    expect([answer.status, problem.status, problem.title]).toEqual([400, 400, "Bad Request"]);
    expect(problem.errors?.map((error) => error.field)).toEqual([field]);
    expect(problem.detail).toContain(`${field}: `);
    expect(json(await emulator.control("GET", "accounts"))).toMatchObject({ total: 0 });
  });

  it("names an unknown key", async () => {
    const emulator = new TestEmulator();
    const top = json<ProblemView>(await emulator.control("POST", "accounts", { token: "test_x", credit: 5 }));
    expect(top.detail).toContain("credit: there is no such key");
    const nested = json<ProblemView>(
      await emulator.control("POST", "accounts", { token: "test_x", limits: { rates: null } }),
    );
    expect(nested.detail).toContain("limits.rates: there is no such key");
  });

  it("names several fields at once", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN);
    const body = { credits: -1, delivery: { mode: "x" } };
    const problem = json<ProblemView>(await emulator.control("PATCH", `accounts/${TOKEN}`, body));
    expect(problem.errors?.map(({ field }) => field)).toEqual(["credits", "delivery.mode"]);
    expect(await emulator.account(TOKEN)).toEqual({ ...FRESH, token: TOKEN });
  });

  it.each(["{", "no json"])("of the body %j says that it is not JSON", async (body) => {
    const emulator = new TestEmulator();
    const response = await emulator.emulator.fetch("http://localhost/_emulator/accounts", {
      method: "POST",
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      detail: "The body is not JSON. Please send an object in JSON.",
    });
  });

  it.each([["[]"], ["null"], ["5"]])("of the body %s says that it is no object", async (body) => {
    const emulator = new TestEmulator();
    const response = await emulator.emulator.fetch("http://localhost/_emulator/accounts", {
      method: "POST",
      body,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ field: "body" }] });
  });

  it("answers a call that the control API does not have", async () => {
    const emulator = new TestEmulator();
    for (const [method, path] of [
      ["GET", "nope"],
      ["DELETE", "accounts"],
      ["PUT", "reset"],
    ] as const) {
      const answer = await emulator.control(method, path);
      expect(json(answer)).toEqual({
        type: "about:blank",
        status: 404,
        title: "Not Found",
        detail: `The control API has no ${method} /_emulator/${path}.`,
      });
    }
  });
});
