import { request as httpRequest } from "node:http";
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

test("a caller who sends on after the refusal reads it, and no broken connection [body.size]", async () => {
  const large = Buffer.alloc(4 * MEBIBYTE, " ");
  for (let round = 0; round < 5; round += 1) {
    const status = await new Promise((resolve, reject) => {
      const request = httpRequest(
        `${target.emulator.url}${SEND}`,
        { method: "POST", headers: { "Content-Type": JSON_TYPE, "Content-Length": large.length } },
        (response) => {
          response.resume();
          response.on("close", () => resolve(response.statusCode));
        },
      );
      request.on("error", reject);
      request.end(large);
    });
    expect(status).toBe(413);
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
