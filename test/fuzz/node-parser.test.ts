/** Requests that Node's own parser refuses. */
import { describe, expect, test } from "vitest";
import { answersIn, exchange, expectAnswer, SEND, underFire } from "./support.ts";

const target = underFire();
const lines = (...all: readonly string[]): string => [...all, "", ""].join("\r\n");

describe("what Node's parser refuses gets its bare answer and never reaches the checks [headers.node]", () => {
  test.each<[what: string, status: number, bytes: string]>([
    [
      "two lengths that differ",
      400,
      `${lines("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Content-Length: 6")}hello`,
    ],
    [
      "two lengths that agree",
      400,
      `${lines("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Content-Length: 5")}hello`,
    ],
    ["a list of lengths", 400, `${lines("POST / HTTP/1.1", "Host: a", "Content-Length: 5, 5")}hello`],
    ["a negative length", 400, lines("POST / HTTP/1.1", "Host: a", "Content-Length: -1")],
    ["a length that is no number", 400, lines("POST / HTTP/1.1", "Host: a", "Content-Length: 0x10")],
    [
      "a length beyond 64 bits",
      400,
      lines("POST / HTTP/1.1", "Host: a", `Content-Length: ${"9".repeat(30)}`),
    ],
    [
      "a length beside chunks",
      400,
      `${lines("POST / HTTP/1.1", "Host: a", "Content-Length: 5", "Transfer-Encoding: chunked")}0\r\n\r\n`,
    ],
    [
      "chunks that are not the last coding",
      400,
      lines("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: chunked, gzip"),
    ],
    ["a coding that is no coding", 400, lines("POST / HTTP/1.1", "Host: a", "Transfer-Encoding: x")],
    [
      "a chunk size that is no number",
      400,
      `${lines(`POST ${SEND} HTTP/1.1`, "Host: a", "Transfer-Encoding: chunked")}zz\r\n\r\n`,
    ],
    [
      "a chunk that is longer than it says",
      400,
      `${lines(`POST ${SEND} HTTP/1.1`, "Host: a", "Transfer-Encoding: chunked")}1\r\n{}\r\n0\r\n\r\n`,
    ],
    [
      "a chunk size beyond 64 bits",
      400,
      `${lines(`POST ${SEND} HTTP/1.1`, "Host: a", "Transfer-Encoding: chunked")}${"f".repeat(17)}\r\n`,
    ],
    ["bare LF", 400, "GET / HTTP/1.1\nHost: a\n\n"],
    ["bare CR", 400, "GET / HTTP/1.1\rHost: a\r\r"],
    ["a space before the colon", 400, lines("GET / HTTP/1.1", "Host: a", "Accept : x")],
    ["a folded header", 400, lines("GET / HTTP/1.1", " Host: a")],
    ["a header without a colon", 400, lines("GET / HTTP/1.1", "Host: a", "Accept")],
    ["an empty header name", 400, lines("GET / HTTP/1.1", "Host: a", ": x")],
    ["a control character in a header", 400, lines("GET / HTTP/1.1", "Host: a", "Accept: \x01")],
    ["a NUL in a header", 400, lines("GET / HTTP/1.1", "Host: a", "Accept: \0")],
    ["a control character on the request line", 400, lines("GET /\x01 HTTP/1.1", "Host: a")],
    ["a byte beyond ASCII on the request line", 400, lines("GET /\xe9 HTTP/1.1", "Host: a")],
    ["a method that is none", 400, lines("BREW / HTTP/1.1", "Host: a")],
    ["a method in lower case", 400, lines("get / HTTP/1.1", "Host: a")],
    ["a version that is none", 400, lines("GET / HTTP/3.7", "Host: a")],
    ["TLS", 400, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03"],
    ["HTTP/2", 400, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"],
    ["a request line alone", 400, "GET / HTTP/1.1\r\n"],
    ["a header of 17 KiB", 431, lines("GET / HTTP/1.1", "Host: a", `Accept: ${"x".repeat(17 * 1024)}`)],
    ["a target of 17 KiB", 431, lines(`GET /${"x".repeat(17 * 1024)} HTTP/1.1`, "Host: a")],
    [
      "3,000 headers",
      431,
      lines("GET / HTTP/1.1", "Host: a", ...Array.from({ length: 3000 }, (_, at) => `X-${at}: y`)),
    ],
    [
      "chunk extensions of 17 KiB",
      413,
      `${lines(`POST ${SEND} HTTP/1.1`, "Host: a", "Transfer-Encoding: chunked")}1;${"x".repeat(17 * 1024)}\r\n`,
    ],
    [
      "an expectation that is none",
      417,
      lines("GET / HTTP/1.1", "Host: a", "Expect: tea", "Connection: close"),
    ],
  ])("%s", async (_, status, bytes) => {
    const answers = answersIn(await exchange(target, Buffer.from(bytes, "latin1")), []);
    expect(answers.map((answer) => [expectAnswer(answer), answer.status])).toEqual([["node", status]]);
  });
});
