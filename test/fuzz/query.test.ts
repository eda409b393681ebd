import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { headerOf } from "../support/raw-socket.ts";
import { method, path, query } from "./hostile.ts";
import {
  answersIn,
  ask,
  askForShape,
  BALANCE,
  bytesOf,
  exchange,
  expectAnswer,
  expectCleanPrototypes,
  REPORT,
  runs,
  TOKEN,
  underFire,
} from "./support.ts";

const target = underFire();

/** Status and message of the refusal of a GET. */
async function refusalOf(requestTarget: string) {
  const answer = await askForShape(target, { target: requestTarget });
  return { status: answer.status, message: JSON.parse(answer.body).message };
}

const unauthorized = { status: 401, message: "Your request was made with invalid credentials." };
const many = (count: number, piece: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => piece(at)).join("&");

describe("a query string is read as PHP reads it, however odd [query.php]", () => {
  test.each<[what: string, query: string, id: string]>([
    ["malformed percent sequences stay as they are", "id=%4%zz%", "%4%zz%"],
    ["the last of repeated parameters counts", "id=1&id=2&id=3", "3"],
    ["a text takes the place of an array", "id[]=1&id=2", "2"],
    ["bytes that are not UTF-8 are replaced", "id=%C3%28%FF", "\uFFFD(\uFFFD"],
    ["a surrogate in UTF-8 is replaced", "id=%ED%A0%80", "\uFFFD\uFFFD\uFFFD"],
    ["prototype keys are keys", "__proto__=1&__proto__[id]=2&constructor[prototype][id]=3&id=4", "4"],
    ["a bracket that is not closed", "id[=1&id=2", "2"],
    ["an empty value", "id", ""],
    ["text that looks like the settings' placeholders", "id={id}{limit}$%26", "{id}{limit}$&"],
    ["1,000,000 as hexadecimal escapes", `id=${"%41".repeat(4000)}`, "A".repeat(4000)],
    ["an id of 15 KiB", `id=${"a".repeat(15_000)}`, "a".repeat(15_000)],
    ["line ends cannot get out of a header", "id=%0d%0aX-Evil:%201%0d%0a%0d%0a", "\r\nX-Evil: 1\r\n\r\n"],
  ])("%s", async (_, written, id) => {
    expect(await refusalOf(`${REPORT}&${written}`)).toEqual({
      status: 404,
      message: `Object not found: ${id}`,
    });
    expectCleanPrototypes();
  });

  test("the parameters behind the thousandth are not read", async () => {
    const before = `/v1/credits/balance?access_token=${TOKEN}&${many(2000, (at) => `a${at}=`)}`;
    expect((await askForShape(target, { target: before })).status).toBe(200);
    const behind = `/v1/credits/balance?${many(2000, (at) => `a${at}=`)}&access_token=${TOKEN}`;
    expect(await refusalOf(behind)).toEqual(unauthorized);
  });

  test.each([
    ["64 brackets", `a${"[a]".repeat(64)}=1`],
    ["5,000 brackets", `a${"[]".repeat(5000)}=1`],
    ["15,000 opening brackets", `a${"[".repeat(15_000)}`],
    ["500 arrays in one", many(500, (at) => `a[${at}][]=1`)],
    [
      "prototype keys all the way down",
      `a${"[__proto__]".repeat(60)}=1&a[constructor][prototype][polluted]=1`,
    ],
    ["nothing but ampersands", "&".repeat(15_000)],
    ["nothing but equals signs", "=".repeat(15_000)],
    ["nothing but plus signs", `${"+".repeat(7000)}=${"+".repeat(7000)}`],
  ])("%s do no harm", async (_, written) => {
    expect((await askForShape(target, { target: `${BALANCE}&${written}` })).status).toBe(200);
    expectCleanPrototypes();
  });
});

test.each([
  ["an array", "access_token[]=test_fuzz"],
  ["an array with a key", "access_token[access_token]=test_fuzz"],
  ["an array last", "access_token=test_fuzz&access_token[]=test_fuzz"],
  ["empty last", "access_token=test_fuzz&access_token="],
  ["percent-encoded twice", "access_token=%2574est_fuzz"],
  ["a prototype key", "access_token=__proto__"],
  ["a prototype key of its own", "access_token[__proto__]=test_fuzz"],
])("a token that is %s is the same 401 [auth.query-token]", async (_, written) => {
  expect(await refusalOf(`/v1/credits/balance?${written}`)).toEqual(unauthorized);
});

test.each([["id[]=1"], ["id[__proto__]=1"], ["id[constructor]=1"], ["id=1&id[][][]=2"]])(
  "an array for the id is 400 (%s) [query.required]",
  async (written) => {
    expect(await refusalOf(`${REPORT}&${written}`)).toEqual({
      status: 400,
      message: 'Invalid data received for parameter "id".',
    });
  },
);

test.each([
  ["_format=", ""],
  ["_format=__proto__", "__proto__"],
  ["_format=json%00", "json\0"],
  ["_format=%FF", "\uFFFD"],
  [`_format=${"x".repeat(15_000)}`, "x".repeat(15_000)],
])("a format that is none is 415 (%#) [negotiate.unknown-format]", async (written, shown) => {
  expect(await refusalOf(`/v1/credits/balance?${written}`)).toEqual({
    status: 415,
    message: `The requested response format is not supported: ${shown}`,
  });
});

describe("a path matches to the letter or is 404 [route.exact]", () => {
  test.each([
    ["//v1/credits/balance"],
    ["/v1/credits/balance/"],
    ["/v1/credits/../credits/balance"],
    ["/v1/./credits/balance"],
    ["/v1/credits%2Fbalance"],
    ["/v1/credits/%2562alance"],
    ["/v1/credits/balance%00"],
    ["/v1/credits/balance;x=1"],
    ["/V1/credits/balance"],
    ["/__proto__"],
    ["/constructor"],
    ["/_emulator/../v1/credits/balance"],
    ["/%"],
    [`/${"a".repeat(15_000)}`],
    [`/${"a/".repeat(7000)}`],
  ])("%.40s", async (written) => {
    const requestTarget = `${written}?access_token=${TOKEN}`;
    expect(await refusalOf(requestTarget)).toEqual({ status: 404, message: "Page not found." });
  });
});

test("a request line that names the host, as for a proxy, reaches the path", async () => {
  const answer = await askForShape(target, { target: `http://proxied.test:81${BALANCE}` });
  expect(answer.status).toBe(200);
  expect(headerOf(answer, "Link")).toBe(`<http://proxied.test:81${BALANCE}>; rel=self`);
});

test.each([
  ["http://proxied.test"],
  ["http://proxied.test?access_token=test_fuzz"],
  ["http://proxied.test/v1"],
])("a request line that names a host and no path of the API is 404 (%s) [route.exact]", async (written) => {
  expect(await refusalOf(written)).toEqual({ status: 404, message: "Page not found." });
});

test.each([
  ["*", "OPTIONS"],
  ["*", "GET"],
  ["/v1\\credits", "GET"],
  ["http://", "GET"],
  ["http://a b/", "GET"],
  ["http://[::/", "GET"],
  ["http://a\\b/", "GET"],
  ["https://:99999/", "GET"],
])("a request line of which no address can be made is 400 (%s) [headers.node]", async (written, verb) => {
  const answer = await ask(target, { method: verb, target: written });
  expect(answer.status).toBe(400);
  expect(["server", "node"]).toContain(expectAnswer(answer, verb));
});

test("CONNECT is closed without an answer [headers.node]", async () => {
  const bytes = bytesOf(target.host, { method: "CONNECT", target: "api2.example.test:443" });
  expect(String(await exchange(target, bytes))).toBe("");
});

test("random paths and queries are answered in the framework's shape [errors.shape]", async () => {
  await fc.assert(
    fc.asyncProperty(method, path, query, async (verb, written, queryString) => {
      const answer = await ask(target, { method: verb, target: `${written}?${queryString}` });
      expectAnswer(answer, verb);
      expect(answer.status).not.toBe(500);
    }),
    runs(200),
  );
  expectCleanPrototypes();
});

test("random bytes on the request line are answered in a known shape [errors.shape]", async () => {
  const line = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 255 }), fc.constantFrom(...Buffer.from("/?#\\%&= "))),
    {
      maxLength: 40,
    },
  );
  await fc.assert(
    fc.asyncProperty(line, async (bytes) => {
      const request = bytesOf(target.host, {
        target: `/v1/credits/balance?${String.fromCharCode(...bytes)}`,
      });
      for (const answer of answersIn(await exchange(target, request), [])) expectAnswer(answer);
      expect(bytes.length).toBeLessThanOrEqual(40);
    }),
    runs(80),
  );
});
