import { request as httpRequest } from "node:http";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { createEmulator } from "../../src/emulator/index.ts";
import { headerOf } from "../support/raw-socket.ts";
import { NO_LIMITS } from "../support/test-emulator.ts";
import {
  answersIn,
  askForShape,
  BALANCE,
  bytesOf,
  chunked,
  exchange,
  expectFrameworkShape,
  FORM_TYPE,
  hasAnswer,
  JSON_TYPE,
  MEBIBYTE,
  MULTIPART_TYPE,
  open,
  PHONE,
  post,
  type RawRequest,
  REPORT,
  received,
  SEND,
  underFire,
  XML_TYPE,
} from "./support.ts";

const target = underFire();

const part = (name: string, value: string): string =>
  `--limit\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

/** A send of exactly so many bytes in each format. */
const sends: readonly (readonly [type: string, body: (length: number) => string])[] = [
  [JSON_TYPE, (length) => JSON.stringify({ MobilePhone: PHONE, Message: "hello" }).padEnd(length)],
  [XML_TYPE, (length) => `<r><MobilePhone>${PHONE}</MobilePhone><Message>hello</Message></r>`.padEnd(length)],
  [FORM_TYPE, (length) => `MobilePhone=${PHONE}&Message=hello&x=`.padEnd(length, "x")],
  [
    MULTIPART_TYPE,
    (length) =>
      `${part("MobilePhone", PHONE)}${part("Message", "hello")}--limit--\r\n`.padEnd(length, "\r\n"),
  ],
];

const tooLarge = {
  name: "Request Entity Too Large",
  message: "The request body is larger than 1048576 bytes.",
  code: 0,
  status: 413,
};

const refused = { connection: "close", ...tooLarge };

/** A request's head alone, that promises more than may come. */
function promise(request: RawRequest, length = MEBIBYTE + 1): Buffer {
  const headers = [...(request.headers ?? []), ["Content-Length", String(length)]] as const;
  return bytesOf(target.host, { method: "POST", ...request, headers }, "keep-alive");
}

/** The one refusal in what came, held against the framework's shape. */
function refusalIn(bytes: Buffer): unknown {
  const [answer, ...others] = answersIn(bytes, ["POST"]);
  if (answer === undefined || others.length > 0) throw new Error(`Not one answer: ${bytes.toString()}`);
  expectFrameworkShape(answer);
  return { connection: headerOf(answer, "Connection"), ...JSON.parse(answer.body) };
}

describe.each(sends)("a body of %s", (type, body) => {
  const sendOf = (length: number): RawRequest => ({ ...post(type, body(length)), target: SEND });

  test("of exactly 1 MiB passes [body.size]", async () => {
    const answer = await askForShape(target, sendOf(MEBIBYTE));
    expect(answer.status).toBe(200);
  });

  test("of exactly 1 MiB in chunks passes [body.size]", async () => {
    const head = bytesOf(target.host, {
      method: "POST",
      target: SEND,
      headers: [
        ["Content-Type", type],
        ["Transfer-Encoding", "chunked"],
      ],
    });
    const [answer] = answersIn(await exchange(target, Buffer.concat([head, chunked(body(MEBIBYTE))])), [
      "POST",
    ]);
    expect(answer?.status).toBe(200);
  });

  test("that promises more than 1 MiB is refused though it never comes [body.size]", async () => {
    const socket = await open(target);
    socket.write(promise({ target: SEND, headers: [["Content-Type", type]] }));
    expect(refusalIn(await received(socket, hasAnswer))).toEqual(refused);
  });

  test("of more than 1 MiB in chunks is refused while it is read [body.size]", async () => {
    const socket = await open(target);
    socket.write(
      bytesOf(target.host, {
        method: "POST",
        target: SEND,
        headers: [
          ["Content-Type", type],
          ["Transfer-Encoding", "chunked"],
          ["Connection", "keep-alive"],
        ],
      }),
    );
    // The last chunk never comes.
    socket.write(chunked(body(MEBIBYTE + 1)).subarray(0, -5));
    expect(refusalIn(await received(socket, hasAnswer))).toEqual(refused);
  });

  test("that promises too much and expects 100 Continue is not invited [body.size]", async () => {
    const socket = await open(target);
    const headers = [
      ["Content-Type", type],
      ["Expect", "100-continue"],
    ] as const;
    socket.write(promise({ target: SEND, headers }));
    const bytes = await received(socket, hasAnswer);
    expect(bytes.toString()).toMatch(/^HTTP\/1\.1 413 Request Entity Too Large\r\n/);
  });

  test("that expects 100 Continue is invited, then answered", async () => {
    const socket = await open(target);
    const { headers = [], ...request } = sendOf(2000);
    const bytes = bytesOf(target.host, { ...request, headers: [...headers, ["Expect", "100-continue"]] });
    const headEnd = bytes.indexOf("\r\n\r\n") + 4;
    socket.write(bytes.subarray(0, headEnd));
    const answered = received(socket);
    socket.once("data", (interim) => {
      expect(interim.toString()).toBe("HTTP/1.1 100 Continue\r\n\r\n");
      socket.write(bytes.subarray(headEnd));
    });
    const [answer] = answersIn(await answered, ["POST"]);
    expect(answer?.status).toBe(200);
  });
});

test.each<[what: string, status: number, request: RawRequest]>([
  ["an unknown path", 404, { target: "/v1/nothing" }],
  ["another verb", 405, { target: BALANCE }],
  ["no token", 401, { target: "/v1/sms/send" }],
  ["an unknown format", 415, { target: `${SEND}&_format=yaml` }],
])("%s is refused before a body that is too large, which need not come", async (_, status, request) => {
  const socket = await open(target);
  socket.write(promise({ ...request, headers: [["Content-Type", JSON_TYPE]] }));
  const [answer] = answersIn(await received(socket, hasAnswer), ["POST"]);
  if (answer === undefined) throw new Error("No answer came.");
  expectFrameworkShape(answer);
  expect(answer.status).toBe(status);
});

test("a report that is asked for with too large a body is refused by its length [body.size]", async () => {
  const socket = await open(target);
  socket.write(promise({ method: "GET", target: `${REPORT}&id=1` }));
  expect(refusalIn(await received(socket, hasAnswer))).toEqual(refused);
});

test("the connection of a caller who was refused and sends nothing more is closed [body.size]", async () => {
  const closed = sends.map(async ([type]) => {
    const socket = await open(target);
    socket.write(promise({ target: SEND, headers: [["Content-Type", type]] }));
    return refusalIn(await received(socket));
  });
  expect(await Promise.all(closed)).toEqual(sends.map(() => refused));
});

test("a caller who sends on after the refusal reads it, and meets no broken connection [body.size]", async () => {
  const large = Buffer.alloc(4 * MEBIBYTE, " ");
  for (let round = 0; round < 5; round += 1) {
    const events: unknown[] = [];
    const request = httpRequest(`${target.emulator.url}${SEND}`, {
      method: "POST",
      headers: { "Content-Type": JSON_TYPE, "Content-Length": large.length },
    });
    request.on("response", (response) => events.push(response.resume().statusCode));
    request.on("error", (error) => events.push(error));
    request.end(large);
    await new Promise((resolve) => request.on("close", resolve));
    expect(events).toEqual([413]);
  }
});

test("an endless stream in the same process is refused as soon as it is too long [body.size]", async () => {
  let pulled = 0;
  let cancelled = false;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      pulled += 1;
      controller.enqueue(new Uint8Array(65_536));
    },
    cancel() {
      cancelled = true;
    },
  });
  const response = await target.emulator.fetch(`http://${target.host}${SEND}`, {
    method: "POST",
    headers: { "Content-Type": JSON_TYPE },
    body: endless,
    // @ts-expect-error Node's fetch asks for it; the types of the web do not know it.
    duplex: "half",
  });
  expect(await response.json()).toEqual(tooLarge);
  expect(cancelled).toBe(true);
  expect(pulled).toBeLessThan(25);
});

test("the bound is the setting's [body.size]", async () => {
  const { fetch } = createEmulator({ settings: { ...NO_LIMITS, limits: { bodyBytes: 10 } } });
  const statuses = await Promise.all(
    ["{}".padEnd(10), "{}".padEnd(11)].map(async (body) => {
      const init = { method: "POST", headers: { "Content-Type": JSON_TYPE }, body };
      return (await fetch(`http://emulator.test${SEND}`, init)).status;
    }),
  );
  expect(statuses).toEqual([422, 413]);
});

describe("what is kept of bodies of 1 MiB", () => {
  const COUNT = 10;
  /** Far less than the bodies had, far more than the books and the journal hold of them; megabytes. */
  const AT_MOST_MB = 4;

  setFlagsFromString("--expose-gc");
  const collect: () => void = runInNewContext("gc");

  async function megabytes(): Promise<number> {
    // Objects freed by the first collection may hold others that only the next one frees.
    for (let round = 0; round < 2; round += 1) {
      collect();
      await new Promise(setImmediate);
    }
    const { heapUsed, external } = process.memoryUsage();
    return (heapUsed + external) / 1e6;
  }

  const ballast = "x".repeat(1_000_000);
  const phone = (at: number): string => `1212555${1000 + at}`;

  test.each<[what: string, status: number, type: string, body: (at: number) => string]>([
    [
      "an accepted send in XML",
      200,
      XML_TYPE,
      (at) =>
        `<r><!--${ballast}--><MobilePhone>${phone(at)}</MobilePhone><Message>Hello there, ${at}</Message></r>`,
    ],
    [
      "an accepted send in a form",
      200,
      FORM_TYPE,
      (at) => `x=${ballast}&MobilePhone=${phone(at)}&Message=Hello_there_${at}`,
    ],
    [
      "an accepted send in a multipart form",
      200,
      MULTIPART_TYPE,
      (at) =>
        `${part("x", ballast)}${part("MobilePhone", phone(at))}${part("Message", `Hello there, ${at}`)}--limit--`,
    ],
    [
      "an accepted send in JSON",
      200,
      JSON_TYPE,
      (at) => JSON.stringify({ x: ballast, MobilePhone: phone(at), Message: `Hello there, ${at}` }),
    ],
    [
      "a message that is too long",
      422,
      JSON_TYPE,
      (at) => JSON.stringify({ MobilePhone: phone(at), Message: ballast }),
    ],
    ["a list of lists", 422, JSON_TYPE, () => `{"x":[${"[],".repeat(20_000)}0]}`],
    ["an element with a huge name", 400, XML_TYPE, () => `<${ballast}></x>`],
  ])(
    "of %s of 1 MiB the books and the journal keep little [retention.journal]",
    async (_, status, type, body) => {
      const { fetch } = createEmulator({ settings: NO_LIMITS });
      const init = { method: "POST", headers: { "Content-Type": type } };
      const send = (at: number) =>
        fetch(`http://emulator.test/v1/sms/send?access_token=test_${at}`, { ...init, body: body(at) });
      await (await send(0)).text();
      const before = await megabytes();
      for (let at = 1; at <= COUNT; at += 1) {
        const response = await send(at);
        await response.text();
        expect(response.status).toBe(status);
      }
      expect((await megabytes()) - before).toBeLessThan(AT_MOST_MB);
      const journal = await (await fetch("http://emulator.test/_emulator/journal?limit=10000")).text();
      expect(journal.length).toBeLessThan(AT_MOST_MB * 1e6);
    },
  );
});
