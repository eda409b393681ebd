import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { headerOf, type RawAnswer } from "../support/raw-socket.ts";
import { headerValue, queryString } from "./hostile.ts";
import {
  answersIn,
  ask,
  askForShape,
  bytesOf,
  chunked,
  expectCleanPrototypes,
  hasAnswer,
  jsonSend,
  MEBIBYTE,
  open,
  PHONE,
  type RawRequest,
  received,
  runs,
  underFire,
} from "./support.ts";

const target = underFire();

/** True when an answer has the control API's form: JSON, or a problem that the caller can mend. */
function isPolite(answer: RawAnswer, method: string): boolean {
  const { status, body } = answer;
  if (status === 204) return body === "";
  const type = headerOf(answer, "Content-Type");
  if ([200, 201].includes(status))
    return type === "application/json" && (method === "HEAD" || typeof JSON.parse(body) === "object");
  if (![400, 403, 404, 413].includes(status) || type !== "application/problem+json") return false;
  if (method === "HEAD") return true;
  const problem = JSON.parse(body);
  return (
    problem.type === "about:blank" && problem.status === status && problem.title && problem.detail !== ""
  );
}

async function control(
  method: string,
  path: string,
  body?: unknown,
  more: RawRequest = {},
): Promise<RawAnswer> {
  const answer = await ask(target, {
    method,
    target: `/_emulator/${path}`,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...more,
  });
  expect(isPolite(answer, method), `${answer.head}\n\n${answer.body.slice(0, 1000)}`).toBe(true);
  return answer;
}

const account = (token: string): RawRequest => ({
  method: "POST",
  target: "/_emulator/accounts",
  body: JSON.stringify({ token }),
});

describe("a body for the control API", () => {
  test("of exactly 1 MiB is read", async () => {
    const body = JSON.stringify({ token: "fuzz_full" }).padEnd(MEBIBYTE);
    expect((await control("POST", "accounts", undefined, { body })).status).toBe(201);
  });

  test.each(["POST accounts", "PATCH accounts/fuzz_large"])(
    "of more than 1 MiB is refused by its length though it never comes, and the connection closed (%s)",
    async (call) => {
      const [method = "", path] = call.split(" ");
      const socket = await open(target);
      const headers = [["Content-Length", String(MEBIBYTE + 1)]] as const;
      socket.write(bytesOf(target.host, { method, target: `/_emulator/${path}`, headers }, "keep-alive"));
      const [answer] = answersIn(await received(socket), [method]);
      expect(answer?.status).toBe(413);
      expect(answer && isPolite(answer, method)).toBe(true);
    },
  );

  test("of more than 1 MiB in chunks is refused while it is read", async () => {
    const socket = await open(target);
    const headers = [["Transfer-Encoding", "chunked"]] as const;
    socket.write(
      bytesOf(target.host, { method: "POST", target: "/_emulator/accounts", headers }, "keep-alive"),
    );
    socket.write(chunked(" ".repeat(MEBIBYTE + 1)).subarray(0, -5));
    const [answer] = answersIn(await received(socket, hasAnswer), ["POST"]);
    expect(answer?.status).toBe(413);
  });

  test("that breaks off changes nothing and is no fault", async () => {
    const bytes = bytesOf(target.host, account("fuzz_aborted"));
    for (let at = bytes.length - 25; at < bytes.length; at += 3) {
      const socket = await open(target);
      await new Promise((resolve) => socket.write(bytes.subarray(0, at), resolve));
      socket.resetAndDestroy();
    }
    expect((await control("GET", "accounts/fuzz_aborted")).status).toBe(404);
  });

  test.each<[what: string, body: string | Uint8Array]>([
    ["1 MiB of [", "[".repeat(MEBIBYTE)],
    ["a depth of 100,000", `{"token":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
    ["a prototype", '{"__proto__":{"token":"fuzz_proto"}}'],
    ["a prototype inside", '{"token":"fuzz_proto","limits":{"__proto__":{"rate":null}},"x":1}'],
    ["no object", '"token"'],
    ["nothing", ""],
    ["bytes that are not UTF-8", Uint8Array.of(0x7b, 0xff)],
    ["2,000 numbers that are none", JSON.stringify({ token: "fuzz", numbers: Array(2000).fill("") })],
    ["20,000 unknown keys", `{${Array.from({ length: 20_000 }, (_, at) => `"k${at}":0`).join()}}`],
    ["a token of 201 characters", JSON.stringify({ token: "x".repeat(201) })],
    ["credits beyond what can be counted", '{"token":"fuzz","credits":1e400}'],
    ["credits below nothing", '{"token":"fuzz","credits":-1}'],
    ["a fraction of a limit", '{"token":"fuzz","limits":{"rate":{"limit":0.5,"windowSeconds":1}}}'],
  ])("that is %s is 400", async (_, body) => {
    expect((await control("POST", "accounts", undefined, { body })).status).toBe(400);
    expectCleanPrototypes();
  });
});

test.each([
  "__proto__",
  "constructor",
  "\0",
  "\ud800",
  "é😀",
  "../health/live",
  "a/b?c#d",
  " ",
  "%",
  "x".repeat(200),
])("an account may be called %.20j", async (token) => {
  const written = encodeURIComponent(token.replace("\ud800", "\uFFFD"));
  expect((await control("POST", "accounts", { token: token.replace("\ud800", "\uFFFD") })).status).toBe(201);
  expect((await control("GET", `accounts/${written}`)).status).toBe(200);
  const sent = await askForShape(target, {
    ...jsonSend({ MobilePhone: PHONE, Message: "hello" }),
    target: `/v1/sms/send?access_token=${written}`,
  });
  expect(sent.status).toBe(200);
  expect((await control("GET", `messages?token=${written}`)).status).toBe(200);
  expect((await control("GET", `journal?token=${written}`)).status).toBe(200);
  expectCleanPrototypes();
});

const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    0,
    1,
    -1,
    0.5,
    1e9,
    2 ** 53 - 1,
    2 ** 53,
    1e308,
    true,
    "",
    "82257",
    "time",
    "immediate",
  ),
);
const limit = fc.oneof(value, fc.record({ limit: value, windowSeconds: value }, { requiredKeys: [] }));
const input = fc.record(
  {
    credits: value,
    numbers: fc.oneof(value, fc.array(fc.oneof(value, fc.constant("82257")))),
    limits: fc.oneof(value, fc.record({ rate: limit, perRecipient: limit }, { requiredKeys: [] })),
    delivery: fc.oneof(
      value,
      fc.record({ mode: value, processedAfterMs: value, deliveredAfterMs: value }, { requiredKeys: [] }),
    ),
    __proto__: value,
    unknown: value,
  },
  { requiredKeys: [] },
);

test("any JSON creates or changes an account, or is a problem", async () => {
  await fc.assert(
    fc.asyncProperty(input, fc.oneof(fc.constant("fuzz_any"), value), async (fields, token) => {
      await control("POST", "accounts", { ...fields, token: token === "" ? "fuzz" : token });
      const patched = await control("PATCH", "accounts/fuzz_any", fields);
      expect([200, 400, 404]).toContain(patched.status);
      expectCleanPrototypes();
    }),
    runs(50),
  );
});

const edge = fc.constantFrom(0, 1, 2, 10, 1_000_000_000);
const span = fc.constantFrom(0, 1, 1000, 8.64e15, Number.MAX_SAFE_INTEGER);
const edgeLimit = fc.option(fc.record({ limit: edge, windowSeconds: fc.constantFrom(1, 60, 2_678_400) }));
const edgeAccount = fc.record({
  credits: fc.constantFrom(0, 1, 3, Number.MAX_SAFE_INTEGER),
  numbers: fc.constantFrom(["123"], ["999999999999999", "000"], Array<string>(1000).fill("82257")),
  limits: fc.record({ rate: edgeLimit, perRecipient: edgeLimit }),
  delivery: fc.record({
    mode: fc.constantFrom("time", "immediate"),
    processedAfterMs: span,
    deliveredAfterMs: span,
  }),
});

test("whatever account is accepted can be used and looked at", async () => {
  await fc.assert(
    fc.asyncProperty(edgeAccount, async (fields) => {
      const token = "fuzz_edge";
      expect((await control("POST", "accounts", { token, ...fields })).status).toBe(201);
      for (const Message of ["hello", "é".repeat(480)]) {
        const request = jsonSend({ MobilePhone: PHONE, Message });
        const sent = await askForShape(target, { ...request, target: `/v1/sms/send?access_token=${token}` });
        expect([200, 422, 429]).toContain(sent.status);
        const { Id = "none" } = sent.status === 200 ? JSON.parse(sent.body) : {};
        await askForShape(target, { target: `/v1/sms/delivery-report?access_token=${token}&id=${Id}` });
        expect((await control("GET", `messages/${Id}`)).status).toBe(sent.status === 200 ? 200 : 404);
      }
      expect((await control("GET", `messages?token=${token}`)).status).toBe(200);
      expect((await control("GET", `journal?token=${token}&limit=4`)).status).toBe(200);
    }),
    runs(25),
  );
});

test("random calls are answered, or are a problem", async () => {
  const path = fc.oneof(
    fc.constantFrom(
      "accounts",
      "messages",
      "journal",
      "evidence",
      "health/live",
      "health/ready",
      "reset",
      "",
      "x",
    ),
    fc.tuple(fc.constantFrom("accounts", "messages"), queryString).map((pieces) => pieces.join("/")),
  );
  const written = fc.oneof(
    queryString,
    fc
      .tuple(fc.constantFrom("limit", "token", "recipient", "contains", "x"), queryString)
      .map((pieces) => pieces.join("=")),
  );
  const method = fc.constantFrom(
    "GET",
    "GET",
    "POST",
    "PUT",
    "PATCH",
    "DELETE",
    "HEAD",
    "OPTIONS",
    "PROPFIND",
  );
  const body = fc.oneof(queryString, fc.json({ maxDepth: 2 }), fc.string({ unit: "binary", maxLength: 40 }));
  const headers = fc.dictionary(
    fc.constantFrom("Authorization", "Content-Type", "Accept", "Origin"),
    headerValue,
  );
  await fc.assert(
    fc.asyncProperty(method, path, written, body, headers, async (verb, name, query, content, given) => {
      const answer = await control(verb, `${name}?${query}`, undefined, {
        headers: Object.entries(given),
        body: content,
      });
      expect(answer.status).not.toBe(413);
      expectCleanPrototypes();
    }),
    runs(120),
  );
});

test.each([
  ["limit=0"],
  ["limit=10001"],
  ["limit=1e999"],
  ["limit=NaN"],
  ["limit="],
  ["limit=%"],
  ["limit=1&limit=x&__proto__=1"],
  ["limit[]=1"],
  ["unknown=1"],
])("a query of messages and journal that is not theirs is 400 (%s)", async (query) => {
  for (const list of ["messages", "journal"]) {
    const answer = await control("GET", `${list}?${query}`);
    expect(answer.status).toBe(400);
  }
});

test.each(["evil.test", "127.0.0.1.evil.test", "localhost.evil.test", "1270.0.0.1", "[::2]", "0.0.0.0"])(
  "a page at %s cannot reach the control API by its own name",
  async (host) => {
    const answer = await control("GET", "accounts", undefined, { headers: [["Host", host]] });
    expect(answer.status).toBe(403);
  },
);
