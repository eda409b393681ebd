import type { Socket } from "node:net";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  answersIn,
  askForShape,
  BALANCE,
  bytesOf,
  chunked,
  exchange,
  expectAnswer,
  expectNormalSend,
  FORM_TYPE,
  hasAnswer,
  JSON_TYPE,
  jsonSend,
  open,
  PHONE,
  post,
  type RawRequest,
  REPORT,
  received,
  runs,
  SEND,
  underFire,
  XML_TYPE,
} from "./support.ts";

const target = underFire();
const fields = { MobilePhone: PHONE, Message: "hello" };
const send: RawRequest = { ...jsonSend(fields), target: SEND };
const json = JSON.stringify(fields);

test.each<[what: string, request: RawRequest]>([
  [
    "an unknown upgrade",
    {
      ...send,
      headers: [
        ["Content-Type", JSON_TYPE],
        ["Connection", "Upgrade"],
        ["Upgrade", "websocket"],
      ],
    },
  ],
  ["HTTP/1.0", { ...send, version: "1.0" }],
  ["a length of 0 and no body", { method: "GET", target: BALANCE, body: "" }],
])("%s is answered like any other request", async (_, request) => {
  expect((await askForShape(target, request)).status).toBe(200);
});

test("a request of HTTP/0.9, which names no version, is answered as HTTP/1.1 [headers.node]", async () => {
  const [answer] = answersIn(await exchange(target, `GET ${BALANCE}\r\n\r\n`), []);
  expect(answer?.head).toMatch(/^HTTP\/1\.1 200 OK\n/);
});

test.each(["TRACE", "PROPFIND", "M-SEARCH", "PURGE", "LINK", "OPTIONS", "HEAD"])(
  "%s is 405 [verb.allowed]",
  async (method) => {
    expect((await askForShape(target, { method, target: SEND })).status).toBe(405);
  },
);

test("chunks of any size, with extensions and trailers, are one body [body.size]", async () => {
  const head = bytesOf(target.host, {
    method: "POST",
    target: SEND,
    headers: [
      ["Content-Type", JSON_TYPE],
      ["Transfer-Encoding", "chunked"],
    ],
  });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: json.length }), async (size) => {
      const body = chunked(json, size)
        .toString()
        .replace("\r\n", ";a=b\r\n")
        .replace(/0\r\n\r\n$/, "0\r\nTrailer: __proto__\r\n\r\n");
      const [answer] = answersIn(await exchange(target, Buffer.concat([head, Buffer.from(body)])), ["POST"]);
      expect(answer?.status).toBe(200);
    }),
    runs(10),
  );
});

test("requests sent without waiting are answered in order, whatever becomes of each", async () => {
  const count = 60;
  const requests = Array.from({ length: count }, (_, at): [status: number, request: RawRequest] => {
    switch (at % 6) {
      case 0:
        return [200, send];
      case 1:
        return [422, { ...post(FORM_TYPE, `x=${at}`), target: SEND }];
      case 2:
        return [400, { ...post(XML_TYPE, "<a><b></a>"), target: SEND }];
      case 3:
        return [405, { method: "HEAD", target: SEND }];
      case 4:
        return [401, { ...send, target: "/v1/sms/send" }];
      default:
        return [404, { target: `${REPORT}&id=number-${at}` }];
    }
  });
  const socket = await open(target);
  for (const [, request] of requests) socket.write(bytesOf(target.host, request, "keep-alive"));
  const methods = requests.map(([, { method = "GET" }]) => method);
  const bytes = await received(socket, (soFar) => answersIn(soFar, methods).length === count);
  const answers = answersIn(bytes, methods);
  for (const [at, answer] of answers.entries()) expectAnswer(answer, methods[at]);
  expect(answers.map(({ status }) => status)).toEqual(requests.map(([status]) => status));
  const ids = answers.flatMap(({ body }) => /number-\d+/.exec(body) ?? []);
  expect(ids).toEqual(requests.flatMap(([status], at) => (status === 404 ? [`number-${at}`] : [])));
});

test("a request in pieces of any size is answered like a whole one", async () => {
  const bytes = bytesOf(target.host, send);
  for (const size of [1, 2, 7, 64]) {
    const socket = await open(target);
    socket.setNoDelay(true);
    for (let at = 0; at < bytes.length; at += size) {
      await new Promise((resolve) => socket.write(bytes.subarray(at, at + size), resolve));
    }
    const [answer] = answersIn(await received(socket), ["POST"]);
    expect(answer?.status).toBe(200);
  }
});

test("a caller who closes one direction after the request still reads the answer", async () => {
  const socket = await open(target);
  socket.end(bytesOf(target.host, send, "keep-alive"));
  const [answer] = answersIn(await received(socket), ["POST"]);
  expect(answer?.status).toBe(200);
});

const ways: readonly (readonly [how: string, leave: (socket: Socket) => void])[] = [
  ["is reset", (socket) => socket.resetAndDestroy()],
  ["is closed", (socket) => socket.destroy()],
  ["is closed in one direction", (socket) => socket.end()],
];

test.each(ways)("a connection that %s anywhere in a send has sent nothing", async (_, leave) => {
  const headers = [
    ["Content-Type", JSON_TYPE],
    ["Transfer-Encoding", "chunked"],
  ] as const;
  const requests = [
    bytesOf(target.host, send),
    bytesOf(target.host, {
      ...post(XML_TYPE, `<r><MobilePhone>${PHONE}</MobilePhone><Message>a</Message></r>`),
      target: SEND,
    }),
    bytesOf(target.host, { ...post(FORM_TYPE, `MobilePhone=${PHONE}&Message=hello`), target: SEND }),
    Buffer.concat([bytesOf(target.host, { method: "POST", target: SEND, headers }), chunked(json, 10)]),
  ];
  const before = await messageCount();
  const draw = fc.tuple(
    fc.constantFrom(...requests),
    fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  );
  await fc.assert(
    fc.asyncProperty(draw, async ([bytes, share]) => {
      const socket = await open(target);
      await new Promise((resolve) =>
        socket.write(bytes.subarray(0, 1 + share * (bytes.length - 1)), resolve),
      );
      leave(socket);
      if (!socket.destroyed) await received(socket);
    }),
    runs(30),
  );
  await expectNormalSend(target);
  expect(await messageCount()).toBe(before + 1);
});

async function messageCount(): Promise<number> {
  const response = await target.emulator.fetch(`${target.emulator.url}/_emulator/messages?limit=1`);
  return (await response.json()).total;
}

test("a thousand slow connections keep nobody waiting, and are answered in the end", async () => {
  const slow = 1000;
  const whole = bytesOf(target.host, { ...send, target: "/v1/sms/send?access_token=test_slow" });
  const headLength = whole.length - json.length;
  const sockets: Socket[] = [];
  // Fewer at a time than a listening socket holds before it is asked.
  for (let at = 0; at < slow; at += 200) {
    sockets.push(...(await Promise.all(Array.from({ length: 200 }, () => open(target)))));
  }
  // Some stop in the request line, some among the headers, some in the body.
  const sent = sockets.map((_, at) => [5, headLength - 20, headLength, headLength + 10][at % 4] ?? 0);
  for (const [at, socket] of sockets.entries()) socket.write(whole.subarray(0, sent[at]));
  for (let round = 0; round < 3; round += 1) {
    for (const [at, socket] of sockets.entries()) {
      const from = sent[at] ?? 0;
      socket.write(whole.subarray(from, from + 1));
      sent[at] = from + 1;
    }
    const began = performance.now();
    await expectNormalSend(target, "test_quick");
    expect(performance.now() - began).toBeLessThan(10_000);
  }
  const statuses = sockets.map(async (socket, at) => {
    socket.write(whole.subarray(sent[at]));
    return answersIn(await received(socket), ["POST"])[0]?.status;
  });
  expect(new Set(await Promise.all(statuses))).toEqual(new Set([200]));
});

test("a caller who never reads holds up only himself", async () => {
  const deaf = await open(target);
  deaf.pause();
  const request = bytesOf(target.host, { target: `${REPORT}&id=${"x".repeat(2000)}` }, "keep-alive");
  for (let count = 0; count < 5000; count += 1) deaf.write(request);
  for (let round = 0; round < 5; round += 1) await expectNormalSend(target);
  expect(deaf.destroyed).toBe(false);
  deaf.destroy();
});

test("a connection that sends nothing is left alone", async () => {
  const silent = await Promise.all(Array.from({ length: 50 }, () => open(target)));
  await expectNormalSend(target);
  expect(silent.filter((socket) => socket.destroyed)).toEqual([]);
  for (const socket of silent) socket.destroy();
});

test("a refused request whose body comes late leaves the connection to the next [headers.node]", async () => {
  const socket = await open(target);
  const { headers = [] } = send;
  const bytes = bytesOf(target.host, { ...send, headers, target: "/v1/nothing" }, "keep-alive");
  socket.write(bytes.subarray(0, -json.length));
  const both = received(socket, (soFar) => answersIn(soFar, ["POST", "POST"]).length === 2);
  socket.once("data", () => {
    socket.write(bytes.subarray(-json.length));
    socket.write(bytesOf(target.host, send, "keep-alive"));
  });
  expect(answersIn(await both, ["POST", "POST"]).map(({ status }) => status)).toEqual([404, 200]);
});

test("random bytes instead of HTTP get Node's bare answer, or none [headers.node]", async () => {
  const noise = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
    fc
      .string({
        unit: fc.constantFrom("GET ", "POST ", "/", " HTTP/1.1", "\r\n", "\n", ":", "Host", "a", "\0"),
        maxLength: 30,
      })
      .map((text) => Buffer.from(text)),
  );
  await fc.assert(
    fc.asyncProperty(noise, async (bytes) => {
      const answers = answersIn(await exchange(target, bytes), []);
      for (const answer of answers) expectAnswer(answer);
      expect(answers.length).toBeLessThan(3);
    }),
    runs(80),
  );
});

test("a valid request changed at random anywhere is answered in a known shape, or not at all [headers.node]", async () => {
  const valid = bytesOf(target.host, send);
  const edit = fc.tuple(fc.nat(valid.length), fc.nat(4), fc.uint8Array({ maxLength: 4 }));
  await fc.assert(
    fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 3 }), async (edits) => {
      let bytes = valid;
      for (const [at, dropped, added] of edits) {
        bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + dropped)]);
      }
      const answers = answersIn(await exchange(target, bytes), []);
      for (const answer of answers) expectAnswer(answer, answer.body === "" ? "HEAD" : "POST");
      expect(answers.length).toBeLessThan(3);
    }),
    runs(120),
  );
});

test("a send is answered while another's body is still under way", async () => {
  const socket = await open(target);
  const bytes = bytesOf(target.host, send);
  socket.write(bytes.subarray(0, -3));
  await expectNormalSend(target);
  socket.write(bytes.subarray(-3));
  expect(hasAnswer(await received(socket))).toBe(true);
});
