/** Places of the token, and ways to replace a verb. */
import { describe, expect, it } from "vitest";
import { type CallOptions, json, RECIPIENT, TestEmulator } from "../support/test-emulator.ts";

const PATH = "/v1/credits/balance";
const FORM = "application/x-www-form-urlencoded";
const UNAUTHORIZED =
  '{"name":"Unauthorized","message":"Your request was made with invalid credentials.","code":0,"status":401}';

async function balance(query: string, options: CallOptions = {}): Promise<string> {
  return (await new TestEmulator().call(PATH, { token: null, query, ...options })).text;
}

describe("the token", () => {
  it.each([
    "access_token=test_a",
    "access_token=bad&access_token=test_a",
    "access.token=test_a",
    "access%5Ftoken=test_a",
    "access%2etoken=test_a",
    "access%20token=test_a",
    "+access_token=test_a",
    "x=1&access_token=%74est_a&y=2",
    "access_token[]=bad&access_token=test_a",
  ])("[auth.query-token] [query.php] ?%s names an account", async (query) => {
    expect(await balance(query)).toBe('{"AvailableCredits":1000}');
  });

  it.each([
    "",
    "access_token",
    "access_token=",
    "access_token=nobody",
    "access_token=TEST_a",
    "access_token[]=test_a",
    "access_token[0]=test_a",
    "access_token=test_a&access_token=bad",
    "access_token=test_a&access_token[]=test_a",
    "access-token=test_a",
    "Access_Token=test_a",
    "token=test_a",
  ])("[auth.query-token] ?%s is the same 401", async (query) => {
    expect(await balance(query)).toBe(UNAUTHORIZED);
  });

  it("[auth.query-token] a token anywhere else is none", async () => {
    const send = { method: "POST", token: null } as const;
    const emulator = new TestEmulator();
    const answers = [
      await emulator.call(PATH, { token: null, headers: { Authorization: "Bearer test_a" } }),
      await emulator.call(PATH, { token: null, headers: { Authorization: `Basic ${btoa("test_a:")}` } }),
      await emulator.call(PATH, { token: null, headers: { Cookie: "access_token=test_a" } }),
      await emulator.call("/v1/sms/send", { ...send, contentType: FORM, body: "access_token=test_a" }),
      await emulator.send({ access_token: "test_a", MobilePhone: RECIPIENT, Message: "x" }, send),
    ];
    for (const answer of answers) {
      expect(answer.text).toBe(UNAUTHORIZED);
      expect(answer.headers.get("WWW-Authenticate")).toBeNull();
    }
  });
});

describe("the query string", () => {
  it.each([
    ["id=a&id=b", "Object not found: b"],
    ["id=%41%zz%", "Object not found: A%zz%"],
    ["id=a+b%2Bc", "Object not found: a b+c"],
    ["id", "Object not found: "],
    ["id[]=a&id=b", "Object not found: b"],
    ["id[=a", "Missing required parameters: id"],
    ["id=a&id[x]=b", 'Invalid data received for parameter "id".'],
    ["__proto__=a&id=b", "Object not found: b"],
  ])("[query.php] ?%s is read as PHP reads it", async (query, message) => {
    const answer = await new TestEmulator().call("/v1/sms/delivery-report", { query });
    expect(json(answer)).toMatchObject({ message });
  });

  it("[query.php] a form is read by the same rules", async () => {
    const emulator = new TestEmulator();
    const body = `MobilePhone=x&MobilePhone=${RECIPIENT}&Message[]=a&Message=h%65llo+%zz&Send.From=82257`;
    const answer = await emulator.call("/v1/sms/send", { method: "POST", contentType: FORM, body });
    expect(answer.status).toBe(200);
    expect((await emulator.messages()).items[0]).toMatchObject({ recipient: RECIPIENT, text: "hello %zz" });
  });

  it("[query.php] query parameters are no fields of the body", async () => {
    const query = `MobilePhone=${RECIPIENT}&Message=x`;
    const answer = await new TestEmulator().call("/v1/sms/send", { method: "POST", query });
    expect(json(answer)).toEqual([{ field: "MobilePhone", message: "Mobile Phone cannot be blank." }]);
  });
});

describe("the verb", () => {
  const body = `MobilePhone=${RECIPIENT}&Message=x`;

  it.each(["POST", "post", "Post"])(
    "[verb.override] X-HTTP-Method-Override: %s on a PUT reaches the POST action",
    async (verb) => {
      const emulator = new TestEmulator();
      const answer = await emulator.call("/v1/sms/send", {
        method: "PUT",
        headers: { "X-HTTP-Method-Override": verb },
        contentType: "application/json",
        body: JSON.stringify({ MobilePhone: RECIPIENT, Message: "x" }),
      });
      expect(answer.status).toBe(200);
    },
  );

  it("[verb.override] on a GET it reaches the POST action, and from a POST another", async () => {
    const emulator = new TestEmulator();
    const onGet = await emulator.call("/v1/sms/send", { headers: { "X-HTTP-Method-Override": "POST" } });
    expect(onGet.status).toBe(422);
    const away = await emulator.call("/v1/sms/send", {
      method: "POST",
      headers: { "X-HTTP-Method-Override": "DELETE" },
    });
    expect(away.status).toBe(405);
  });

  it("[verb.override] a form field _method does the same, on a POST, before the header", async () => {
    const emulator = new TestEmulator();
    const form = { method: "POST", contentType: FORM } as const;
    const asGet = await emulator.call(PATH, { ...form, body: "_method=get" });
    expect(asGet.text).toBe('{"AvailableCredits":1000}');
    const asPut = await emulator.call("/v1/sms/send", {
      ...form,
      body: `${body}&_method=PUT`,
      headers: { "X-HTTP-Method-Override": "POST" },
    });
    expect(asPut.status).toBe(405);
    const onPut = await emulator.call(PATH, { method: "PUT", contentType: FORM, body: "_method=GET" });
    expect(onPut.status).toBe(405);
    const inJson = await emulator.send({ _method: "GET" }, { path: PATH });
    expect(inJson.status).toBe(405);
    const asList = await emulator.call("/v1/sms/send", { ...form, body: `${body}&_method[]=GET` });
    expect(asList.status).toBe(200);
  });

  it("[verb.override] [errors.release] in release 2.0.55 a POST does not become a GET, HEAD or OPTIONS by _method", async () => {
    const form = { method: "POST", contentType: FORM, body: "_method=GET" } as const;
    const older = new TestEmulator({ framework: "2.0.13" });
    const newer = new TestEmulator({ framework: "2.0.55" });
    expect((await older.call(PATH, form)).status).toBe(200);
    expect((await newer.call(PATH, form)).status).toBe(405);
    const send = { ...form, body: "_method=OPTIONS" };
    expect((await older.call("/v1/sms/send", send)).status).toBe(405);
    expect((await newer.call("/v1/sms/send", send)).status).toBe(422);
    expect((await newer.call("/v1/groups/update", { ...form, body: "_method=PUT" })).status).toBe(400);
    const byHeader = { method: "POST", headers: { "X-HTTP-Method-Override": "GET" } } as const;
    expect((await newer.call(PATH, byHeader)).status).toBe(200);
  });
});
