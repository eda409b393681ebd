/** An emulator to throw things at, raw requests to throw, and what any answer to them must look like. */
import { connect, type Socket } from "node:net";
import type * as fc from "fast-check";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index.ts";
import { readXml } from "../../src/protocol/xml-read.ts";
import { headerOf, parseRaw, type RawAnswer } from "../support/raw-socket.ts";
import { NO_LIMITS, SEED } from "../support/test-emulator.ts";

export const MEBIBYTE = 1024 * 1024;
export const JSON_TYPE = "application/json";
export const XML_TYPE = "application/xml";
export const FORM_TYPE = "application/x-www-form-urlencoded";
export const MULTIPART_TYPE = "multipart/form-data; boundary=limit";
export const TOKEN = "test_fuzz";
export const SEND = `/v1/sms/send?access_token=${TOKEN}`;
export const REPORT = `/v1/sms/delivery-report?access_token=${TOKEN}`;
export const BALANCE = `/v1/credits/balance?access_token=${TOKEN}`;
export const PHONE = "12125550150";

/** No test may wait longer for an answer than this, on however slow a machine; milliseconds. */
const HANG_MS = 15_000;
/** Every status the pipeline may answer with here, and its phrase. FRAMEWORK.md, sections 5, 8 and 11. */
const REASONS: Readonly<Record<number, string>> = {
  200: "OK",
  400: "Bad Request",
  401: "Unauthorized",
  404: "Not Found",
  405: "Method Not Allowed",
  413: "Request Entity Too Large",
  415: "Unsupported Media Type",
  422: "Data Validation Failed.",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
};

/** Parameters that give the same draws at every run. */
export function runs(numRuns: number): fc.Parameters<unknown> {
  return { seed: 20_130, numRuns };
}

export interface Target {
  readonly emulator: RunningEmulator;
  /** Host and port, as a Host header has them. */
  readonly host: string;
}

/**
 * One emulator for a whole file. After each test it must still answer a normal send, and must have had no fault
 * of its own, in its log or on the console.
 */
export function underFire(): Target {
  let emulator: RunningEmulator | undefined;
  let normalSends = 0;
  const faults: unknown[] = [];
  const target: Target = {
    get emulator() {
      if (emulator === undefined) throw new Error("The emulator is not started yet.");
      return emulator;
    },
    get host() {
      return `127.0.0.1:${target.emulator.port}`;
    },
  };
  beforeAll(async () => {
    vi.spyOn(console, "error").mockImplementation((...words) => faults.push(words));
    emulator = await startEmulator({
      port: 0,
      seed: SEED,
      log: (line) => faults.push(line),
      settings: { ...NO_LIMITS, account: { credits: 1_000_000_000 } },
    });
  });
  afterEach(async () => {
    normalSends += 1;
    await expectNormalSend(target, `test_normal_${normalSends}`);
    expect(faults.splice(0), "faults of the emulator").toEqual([]);
  });
  afterAll(async () => {
    await emulator?.close();
    vi.restoreAllMocks();
  });
  return target;
}

export async function expectNormalSend(target: Target, token = TOKEN): Promise<void> {
  const answer = await ask(target, {
    target: `/v1/sms/send?access_token=${token}`,
    ...jsonSend({ MobilePhone: PHONE, Message: "hello" }),
  });
  expect([answer.status, answer.reason]).toEqual([200, "OK"]);
  expect(JSON.parse(answer.body)).toMatchObject({ Message: "Text message to 1212xxxxxxx has been sent." });
}

export interface RawRequest {
  readonly method?: string;
  /** Target as on the request line. */
  readonly target?: string;
  /** Beside Host, Content-Length and Connection, unless they are given here. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Uint8Array;
  readonly version?: string;
}

/** A POST of a JSON body. */
export function jsonSend(fields: unknown): RawRequest {
  return post(JSON_TYPE, JSON.stringify(fields));
}

export function post(contentType: string, body: string | Uint8Array): RawRequest {
  return { method: "POST", headers: [["Content-Type", contentType]], body };
}

export function bytesOf(host: string, request: RawRequest, connection = "close"): Buffer {
  const { method = "GET", target = "/", headers = [], version = "1.1" } = request;
  const body = Buffer.from(request.body ?? "");
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  const added: (readonly [string, string])[] = [
    ["Host", host],
    ...(request.body === undefined ? [] : ([["Content-Length", String(body.length)]] as const)),
    ["Connection", connection],
  ];
  const lines = [...added.filter(([name]) => !given.has(name.toLowerCase())), ...headers];
  const head = [
    `${method} ${target} HTTP/${version}`,
    ...lines.map(([name, value]) => `${name}: ${value}`),
    "",
    "",
  ];
  return Buffer.concat([Buffer.from(head.join("\r\n"), "latin1"), body]);
}

/** Bytes of a body in chunks. */
export function chunked(body: string | Uint8Array, size = 65_536): Buffer {
  const bytes = Buffer.from(body);
  const pieces: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size);
    pieces.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
  }
  return Buffer.concat([...pieces, Buffer.from("0\r\n\r\n")]);
}

/** Sends one request, closes this end, and gives the one answer. */
export async function ask(target: Target, request: RawRequest): Promise<RawAnswer> {
  const bytes = await exchange(target, bytesOf(target.host, request));
  const [answer, ...others] = answersIn(bytes, [request.method ?? "GET"]);
  expect(others).toEqual([]);
  if (answer === undefined) throw new Error(`No answer to ${JSON.stringify(request).slice(0, 500)}`);
  return answer;
}

/** Sends one request and holds the answer against the framework's shape. */
export async function askForShape(target: Target, request: RawRequest): Promise<RawAnswer> {
  const answer = await ask(target, request);
  expectFrameworkShape(answer, request.method);
  return answer;
}

/** Sends bytes, closes this end, and gives all that came back until the server closed. */
export async function exchange(target: Target, bytes: string | Uint8Array): Promise<Buffer> {
  const socket = await open(target);
  socket.end(bytes);
  return await received(socket);
}

export function open({ emulator }: Target): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port: emulator.port, host: "127.0.0.1", allowHalfOpen: true }, () => {
      socket.off("error", reject);
      // A reset is an end like any other: what came before it counts.
      socket.on("error", () => {});
      resolve(socket);
    });
    socket.once("error", reject);
  });
}

/**
 * Bytes that a connection receives until it is closed, or until they are enough.
 * @throws Error when that takes so long that it can only be a hang
 */
export function received(socket: Socket, enough: (bytes: Buffer) => boolean = () => false): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    const settle = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(Buffer.concat(chunks));
    };
    const timer = setTimeout(() => {
      socket.destroy();
      reject(new Error(`Nothing more came: ${Buffer.concat(chunks).toString("latin1").slice(0, 500)}`));
    }, HANG_MS);
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      if (enough(Buffer.concat(chunks))) settle();
    });
    socket.on("end", settle).on("close", settle);
  });
}

/** True when a first answer has come whole. */
export function hasAnswer(bytes: Buffer): boolean {
  return answersIn(bytes, []).length > 0;
}

/** The answers in what came over one connection, interim ones left out. @param methods of the requests */
export function answersIn(bytes: Buffer, methods: readonly string[]): RawAnswer[] {
  const answers: RawAnswer[] = [];
  for (let rest = bytes; rest.length > 0; ) {
    const headEnd = rest.indexOf("\r\n\r\n");
    if (headEnd < 0) break;
    const head = parseRaw(rest.subarray(0, headEnd + 4));
    const length = headerOf(head, "Content-Length");
    const hasBody = methods[answers.length] !== "HEAD" && head.status >= 200;
    const bodyLength = !hasBody ? 0 : length === undefined ? rest.length - headEnd - 4 : Number(length);
    const end = headEnd + 4 + bodyLength;
    if (rest.length < end) break;
    if (head.status >= 200) answers.push(parseRaw(rest.subarray(0, end)));
    rest = rest.subarray(end);
  }
  return answers;
}

/** Writer of an answer: the pipeline, the server before it, or Node's HTTP parser. */
export type Author = "pipeline" | "server" | "node";

/**
 * Holds an answer against what its author may write; none may write a 5xx but the documented
 * 501, and the framework's 500 to a `_format` in brackets: one of the emulator's own would be in its log.
 */
export function expectAnswer(answer: RawAnswer, method?: string): Author {
  if (headerOf(answer, "X-Powered-By") !== undefined) {
    expectFrameworkShape(answer, method);
    return "pipeline";
  }
  if (headerOf(answer, "Content-Type") !== undefined) {
    expect(answer.status).toBe(400);
    if (method !== "HEAD") expect(JSON.parse(answer.body)).toEqual(malformedRequest);
    return "server";
  }
  expect([400, 408, 413, 417, 431]).toContain(answer.status);
  expect(["", "0\r\n\r\n"]).toContain(answer.body);
  return "node";
}

const malformedRequest = {
  name: "Bad Request",
  message: "The request line or the Host header is malformed.",
  code: 0,
  status: 400,
};

/** Status, reason phrase, type and body go together as the framework has them. */
export function expectFrameworkShape(answer: RawAnswer, method = "GET"): void {
  const { status, reason, body } = answer;
  const type = headerOf(answer, "Content-Type");
  expect(["application/json; charset=UTF-8", "application/xml; charset=UTF-8"]).toContain(type);
  expect(headerOf(answer, "X-Powered-By")).toBe("PHP/5.6.2");
  expect([status, reason]).toEqual([status, REASONS[status]]);
  const beforeAuthentication = [401, 405, 415, 500].includes(status);
  if (beforeAuthentication) expect(headerOf(answer, "Cache-Control")).toBeUndefined();
  expect(headerOf(answer, "Allow") !== undefined).toBe(status === 405);
  if (method === "HEAD" || status === 200) return;
  const content = type?.startsWith(JSON_TYPE) === true ? JSON.parse(body) : contentOfXml(body);
  // Page error-codes: a refusal of the books is an object with a code.
  if (status === 422 && !isCoded(content)) expectFieldErrors(content);
  else expectErrorObject(content, status);
}

/** Numbers of XML are text; the two that an error object has are made numbers again. */
function contentOfXml(body: string): unknown {
  const { root, value } = readXml(body);
  expect(root).toBe("response");
  const { item, ...error } = Object.fromEntries(Object.entries(value));
  if (item !== undefined) return Array.isArray(item) ? item : [item];
  return { ...error, code: Number(error["code"]), status: Number(error["status"]) };
}

function isCoded(content: unknown): boolean {
  return !Array.isArray(content) && Number(Object(content).code) > 0;
}

function expectErrorObject(content: unknown, status: number): void {
  const [name, code] = status === 422 ? ["Unprocessable entity", expect.any(Number)] : [REASONS[status], 0];
  expect(content).toEqual({ name, message: expect.any(String), code, status });
  expect(Object.keys(Object(content))).toEqual(["name", "message", "code", "status"]);
}

function expectFieldErrors(content: unknown): void {
  if (!Array.isArray(content)) throw new Error(`No list of field errors: ${JSON.stringify(content)}`);
  expect(content.length).toBeGreaterThan(0);
  for (const error of content)
    expect(error).toEqual({ field: expect.any(String), message: expect.any(String) });
  expect(new Set(content.map(({ field }) => field)).size).toBe(content.length);
}

/** Nothing may have been written onto what every object inherits. */
export function expectCleanPrototypes(): void {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(Object.keys(Array.prototype)).toEqual([]);
  const probe: Record<string, unknown> = {};
  for (const name of ["polluted", "MobilePhone", "Message", "access_token", "_format", "_method", "id"]) {
    expect(probe[name]).toBeUndefined();
  }
}
