import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { queryString } from "./hostile.ts";
import {
  answersIn,
  askForShape,
  bytesOf,
  exchange,
  expectAnswer,
  expectCleanPrototypes,
  FORM_TYPE,
  MULTIPART_TYPE,
  PHONE,
  post,
  runs,
  SEND,
  underFire,
} from "./support.ts";

const target = underFire();

const form = (body: string | Uint8Array, type = FORM_TYPE) =>
  askForShape(target, { ...post(type, body), target: SEND });
const multipart = (body: string | Uint8Array, type = MULTIPART_TYPE) => form(body, type);

const fields = `MobilePhone=${PHONE}&Message=hello`;
const part = (name: string, value: string, more = ""): string =>
  `--limit\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`;
const END = "--limit--\r\n";
const parts = part("MobilePhone", PHONE) + part("Message", "hello");
const file = part("Message", "\0\xff a file", '; filename="a.txt"\r\nContent-Type: text/plain');

describe("a urlencoded form is read as PHP reads it [body.form]", () => {
  test.each<[what: string, body: string | Uint8Array, status: number]>([
    ["the last of repeated fields counts", `Message[]=a&${fields}`, 200],
    ["an array is no text", `${fields}&Message[]=a`, 422],
    ["prototype keys are keys", `${fields}&__proto__[polluted]=1&constructor[prototype][polluted]=1`, 200],
    ["prototype keys are not the fields", `__proto__[MobilePhone]=${PHONE}&__proto__[Message]=a`, 422],
    ["malformed percent sequences stay", `${fields}%&x=%zz%4`, 200],
    ["a NUL ends a name", `${fields}&Message%00[]=a`, 200],
    ["a NUL in a number is no number", `${fields}&MobilePhone=${PHONE}%00`, 422],
    ["bytes that are not UTF-8", Buffer.from(`${fields}\xff\xc3`, "latin1"), 200],
    ["what is behind the thousandth field is not read", `${"a=1&".repeat(1000)}${fields}`, 422],
    ["250,000 fields", `${fields}&${"a=1&".repeat(250_000)}`, 200],
    ["300,000 percent sequences", `${fields}&x=${"%41".repeat(300_000)}`, 200],
    ["500,000 brackets", `${fields}&a${"[]".repeat(500_000)}=1`, 200],
    ["1,000 fields with 1,000 brackets", `${fields}&${`a${"[".repeat(1000)}&`.repeat(1000)}`, 200],
    ["nothing but ampersands", "&".repeat(1_000_000), 422],
    ["JSON", `{"MobilePhone":"${PHONE}"}`, 422],
    ["nothing", "", 422],
  ])("%s", async (_, body, status) => {
    expect((await form(body)).status).toBe(status);
    expectCleanPrototypes();
  });

  test.each(["GET", "get", "PUT", "__proto__", "\r\n", "é", "x".repeat(10_000)])(
    "the verb %.20j in the field _method is 405 [verb.override]",
    async (verb) => {
      expect((await form(`${fields}&_method=${encodeURIComponent(verb)}`)).status).toBe(405);
    },
  );
});

describe("a multipart form is read as PHP reads it [body.form]", () => {
  test.each<[what: string, body: string]>([
    ["plain", parts + END],
    ["text before the first boundary", `Hello\r\n--limitless\r\n${parts}${END}`],
    ["text behind the last", `${parts}${END}bye`],
    ["broken off behind the last value", parts.trimEnd()],
    ["broken off in the last boundary", `${parts}--lim`],
    ["the boundary without its hyphens in a value", part("x", "no limit") + parts + END],
    ["line ends of LF alone", (parts + END).replaceAll("\r\n", "\n")],
    ["names without quotes", (parts + END).replaceAll(/name="(\w+)"/g, "name=$1")],
    ["names in single quotes", (parts + END).replaceAll(/name="(\w+)"/g, "name='$1'")],
    [
      "Content-Type before Content-Disposition",
      (parts + END).replaceAll("Content-D", "Content-Type: text/plain\r\nContent-D"),
    ],
    ["headers in another case", (parts + END).replaceAll("Content-Disposition", "CONTENT-disposition")],
    ["an empty part", `${parts}--limit\r\n\r\n\r\n${END}`],
    ["a part without a name", `${parts}--limit\r\nContent-Disposition: form-data\r\n\r\nx\r\n${END}`],
    ["a file of the same name as a field, which is no field", parts + file + END],
    ["prototype keys", part("__proto__[polluted]", "1") + part("constructor", "1") + parts + END],
    ["a million bytes of something else", part("x", "y".repeat(1_000_000)) + parts + END],
    ["thousands of parts, of which the first thousand count", parts + part("x", "1").repeat(5000) + END],
    ["thousands of files", parts + part("x", "1", '; filename=""').repeat(5000) + END],
    ["10,000 headers", `${parts}--limit\r\n${"A: b\r\n".repeat(10_000)}\r\n${END}`],
    ["100,000 boundaries", parts + "--limit\r\n".repeat(100_000)],
    [
      "a name that never ends",
      `${parts}--limit\r\nContent-Disposition: form-data; name="${"\\".repeat(500_000)}`,
    ],
    [
      "100,000 names",
      `${parts}--limit\r\nContent-Disposition: form-data${'; name="'.repeat(100_000)}\r\n\r\nx\r\n${END}`,
    ],
  ])("%s", async (_, body) => {
    expect((await multipart(body)).status).toBe(200);
    expectCleanPrototypes();
  });

  test.each<[what: string, type: string]>([
    ["no boundary", "multipart/form-data"],
    ["an empty boundary", "multipart/form-data; boundary="],
    ["another boundary", "multipart/form-data; boundary=border"],
    ["a boundary whose quote is not closed", 'multipart/form-data; boundary="limit'],
    ["a boundary of 10,000 characters", `multipart/form-data; boundary=${"x".repeat(10_000)}`],
  ])("%s: there are no fields", async (_, type) => {
    const answer = await multipart(parts + END, type);
    expect(answer.status).toBe(422);
    expect(JSON.parse(answer.body)[0].message).toBe("Mobile Phone cannot be blank.");
  });

  test.each<[what: string, type: string]>([
    ["in quotes", 'multipart/form-data; boundary="limit"'],
    ["in another case", "Multipart/Form-Data; BOUNDARY=limit"],
    ["behind other parameters", "multipart/form-data; charset=utf-8; boundary=limit; a=b"],
  ])("the boundary may be %s", async (_, type) => {
    expect((await multipart(parts + END, type)).status).toBe(200);
  });
});

test("what follows a form that is longer than it says is Node's to refuse [headers.node]", async () => {
  const headers = [
    ["Content-Type", FORM_TYPE],
    ["Content-Length", "10"],
    ["Connection", "keep-alive"],
  ] as const;
  const bytes = bytesOf(target.host, { method: "POST", target: SEND, headers, body: fields });
  const [last, ...before] = answersIn(await exchange(target, bytes), ["POST"]).toReversed();
  expect(last?.status).toBe(400);
  expect(last && expectAnswer(last)).toBe("node");
  expect(before.map((answer) => answer.status)).not.toContain(200);
});

test("a form that is shorter than it says is never read as a whole one", async () => {
  const headers = [
    ["Content-Type", FORM_TYPE],
    ["Content-Length", String(fields.length + 1)],
  ] as const;
  const bytes = bytesOf(target.host, { method: "POST", target: SEND, headers, body: fields });
  const answers = answersIn(await exchange(target, bytes), ["POST"]);
  expect(answers.map((answer) => [expectAnswer(answer), answer.status])).toEqual([["node", 400]]);
});

test("random forms are answered in the framework's shape [body.form]", async () => {
  await fc.assert(
    fc.asyncProperty(queryString, fc.boolean(), async (body, complete) => {
      const answer = await form(complete ? `${fields}&${body}` : body);
      expect([200, 405, 422]).toContain(answer.status);
    }),
    runs(80),
  );
  expectCleanPrototypes();
});

const SNIPPETS =
  "\r\n \n \r -- --limit --limit-- limit \r\n\r\n \" ' ; : = \\ \0 name= filename= filename*=UTF-8''x _charset_ __proto__ é"
    .split(" ")
    .concat("Content-Disposition: form-data");

test("multipart forms cut and changed at random are answered in the framework's shape [body.form]", async () => {
  const valid = parts + file + END;
  const edits = fc.array(fc.tuple(fc.nat(valid.length), fc.nat(20), fc.constantFrom(...SNIPPETS)), {
    minLength: 1,
    maxLength: 4,
  });
  await fc.assert(
    fc.asyncProperty(edits, fc.nat(valid.length), async (changes, length) => {
      let body = valid;
      for (const [at, dropped, added] of changes) body = body.slice(0, at) + added + body.slice(at + dropped);
      const answer = await multipart(length % 3 === 0 ? body.slice(0, length) : body);
      expect([200, 422]).toContain(answer.status);
    }),
    runs(120),
  );
});
