/** The framework's order of checks: of two that fail, the earlier one answers. */
import { describe, expect, it } from "vitest";
import { type CallOptions, TestEmulator } from "../support/test-emulator.ts";

/** Change that makes a check fail, for a call that is otherwise in order. */
interface Fault {
  readonly check: string;
  readonly status: number;
  readonly change: (call: Call) => Call;
}

interface Call {
  readonly path: string;
  readonly options: CallOptions & { readonly headers: Readonly<Record<string, string>> };
  /** Limit of the account's calls. */
  readonly limit: number;
}

const onSend: Call = {
  path: "/v1/sms/send",
  options: { method: "POST", contentType: "application/json", headers: {}, body: "{}" },
  limit: 60,
};

function options(change: CallOptions): Fault["change"] {
  return (call) => ({ ...call, options: { ...call.options, ...change } });
}

const faults: readonly Fault[] = [
  { check: "format", status: 415, change: options({ accept: "image/png" }) },
  { check: "route", status: 404, change: (call) => ({ ...call, path: "/v1/nope" }) },
  { check: "verb", status: 405, change: options({ method: "PATCH" }) },
  { check: "token", status: 401, change: options({ token: "nobody" }) },
  { check: "rate", status: 429, change: (call) => ({ ...call, limit: 0 }) },
  {
    check: "body's size",
    status: 413,
    change: (call) => options({ headers: { "Content-Length": "9999999" } })(call),
  },
  { check: "body", status: 400, change: options({ body: "{" }) },
  { check: "fields", status: 422, change: options({ body: "{}" }) },
];

async function statusOf(call: Call): Promise<number> {
  const emulator = new TestEmulator();
  await emulator.open("test_alice", {
    limits: { rate: { limit: call.limit, windowSeconds: 60 } },
  });
  return (await emulator.call(call.path, call.options)).status;
}

const pairs = faults.flatMap((earlier, index) =>
  faults
    .slice(index + 1)
    .map((later) => ({ earlier, later, title: `${earlier.check} before ${later.check}` })),
);

describe("the order of checks", () => {
  it.each(faults)("a failing $check alone is $status", async ({ status, change }) => {
    expect(await statusOf(change(onSend))).toBe(status);
  });

  it.each(pairs)("[order.checks] $title", async ({ earlier, later }) => {
    expect(await statusOf(earlier.change(later.change(onSend)))).toBe(earlier.status);
  });

  it("[order.checks] the rate limit comes before the query's parameters", async () => {
    const emulator = new TestEmulator();
    await emulator.open("test_alice", { limits: { rate: { limit: 1, windowSeconds: 60 } } });
    expect((await emulator.call("/v1/sms/delivery-report")).status).toBe(400);
    expect((await emulator.call("/v1/sms/delivery-report")).status).toBe(429);
  });

  it("[order.checks] a form is held to the same order, though PHP reads it first", async () => {
    const emulator = new TestEmulator();
    const form = {
      method: "POST",
      contentType: "application/x-www-form-urlencoded",
      headers: { "Content-Length": "9999999" },
      body: "a=b",
    } as const;
    const xml = await emulator.call("/v1/sms/send", { ...form, accept: "application/xml" });
    expect([xml.status, xml.headers.get("Content-Type")]).toEqual([413, "application/xml; charset=UTF-8"]);
    expect((await emulator.call("/v1/sms/send", { ...form, accept: "image/png" })).status).toBe(415);
    expect((await emulator.call("/v1/nope", form)).status).toBe(404);
  });
});
