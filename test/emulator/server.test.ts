/** The server around the emulator: ports, bodies on the way in, and an orderly end. */
import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { startEmulator } from "../../src/emulator/index.ts";
import { RawConnection, rawRequest, sendRaw } from "../support/raw-socket.ts";
import { startTestEmulator } from "../support/test-emulator.ts";

const SEND = "POST /v1/sms/send?access_token=test_alice HTTP/1.1\r\nHost: localhost\r\n";
const JSON_TYPE = "Content-Type: application/json\r\n";
const BODY = '{"MobilePhone":"12125550150","Message":"hello"}';
const WHOLE_ANSWER = /^HTTP\/1\.1 \d+ [^]*\r\n\r\n[[{][^]*[\]}]$/;
const MEBIBYTE = 1024 * 1024;

describe("starting", () => {
  it("on port 0 picks a free one, and says where it is", async () => {
    const { url, port } = await startTestEmulator();
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect((await fetch(`${url}/_emulator/health/ready`)).status).toBe(200);
  });

  it("a taken port is said in one line, with what to do", async () => {
    const { port } = await startTestEmulator();
    await expect(startEmulator({ port })).rejects.toThrow(
      `Failed to listen: port ${port} on 127.0.0.1 is taken. Please stop what holds it, or choose another with --port (0 picks a free one).`,
    );
  });

  it("an address of another machine is said in one line, with what to do", async () => {
    await expect(startEmulator({ port: 0, host: "192.0.2.1" })).rejects.toThrow(
      'Failed to listen: "192.0.2.1" is no address of this machine. Please choose another with --host.',
    );
  });

  it("on an IPv6 address writes it in brackets", async () => {
    const { url, port, controlToken } = await startTestEmulator({}, { host: "::1" });
    expect([url, controlToken]).toEqual([`http://[::1]:${port}`, null]);
    expect((await fetch(`${url}/_emulator/accounts`)).status).toBe(200);
  });

  it("leaves the process's own Request and Response as they are", async () => {
    const before = [globalThis.Request, globalThis.Response];
    await startTestEmulator();
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });
});

describe("closing", () => {
  it("finishes the request in flight, and lets go of its connection and the port", async () => {
    const { url, port, close } = await startTestEmulator();
    const connection = await RawConnection.open(url);
    connection.write(`${SEND}${JSON_TYPE}Content-Length: ${BODY.length}\r\nExpect: 100-continue\r\n\r\n`);
    await connection.until(/100 Continue\r\n\r\n$/);
    const closed = close();
    connection.write(BODY);
    expect(await connection.until(WHOLE_ANSWER)).toMatch(/^HTTP\/1\.1 200 OK/);
    await connection.ended();
    await closed;
    const next = createServer().listen(port, "127.0.0.1");
    await once(next, "listening");
    next.close();
  }, 4500);

  it("lets go of idle connections at once, and may be asked twice", async () => {
    const { url, close } = await startTestEmulator();
    const connection = await RawConnection.open(url);
    connection.write("GET /_emulator/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await connection.until(/"ok"/);
    await Promise.all([close(), close(), connection.ended()]);
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  }, 4500);

  it.each(["/_emulator/events", "/_emulator/page/live"])(
    "ends a stream of %s, and at once the connection that it came on",
    async (path) => {
      const { url, close } = await startTestEmulator();
      const connection = await RawConnection.open(url);
      connection.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`);
      await connection.until(/text\/event-stream/);
      expect(await isSoon(close())).toBe(true);
      expect((await connection.ended()).toString()).toMatch(/0\r\n\r\n$/);
    },
  );

  it("answers all that one connection has asked, then lets go of it at once", async () => {
    const { url, close } = await startTestEmulator();
    const connection = await RawConnection.open(url);
    const wait =
      "GET /_emulator/messages/wait?contains=nothing&timeoutMs=60000 HTTP/1.1\r\nHost: localhost\r\n\r\n";
    connection.write(`GET /_emulator/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n${wait}${wait}`);
    await connection.until(/"ok"/);
    expect(await isSoon(close())).toBe(true);
    expect((await connection.ended()).toString().match(/HTTP\/1\.1 503/g)).toHaveLength(2);
  });

  it("leaves no client of this process with a connection that has ended: the next one on the port is reached", async () => {
    let emulator = await startEmulator({ port: 0 });
    const { url, port } = emulator;
    for (let run = 0; run < 10; run++) {
      const stream = run % 2 === 0 ? undefined : await fetch(`${url}/_emulator/events`);
      // A client repeats no POST by itself.
      expect((await fetch(`${url}/_emulator/reset`, { method: "POST", body: "{}" })).status).toBe(204);
      await emulator.close();
      emulator = await startEmulator({ port });
      await stream?.body?.cancel();
    }
    await emulator.close();
  });

  it("waits for no head of which only a half has come", async () => {
    const { url, close } = await startTestEmulator();
    const connection = await RawConnection.open(url);
    connection.write("GET /_emulator/health/live HTTP/1.1\r\nHost: localhost\r\n\r\nGET /_emul");
    await connection.until(/"ok"/);
    expect(await isSoon(close())).toBe(true);
    await connection.ended();
  });
});

/** Whether it is done within so many turns of the event loop, which pass slower on a busy machine as all else does. */
function isSoon(done: Promise<unknown>): Promise<boolean> {
  const turns = async (): Promise<false> => {
    for (let turn = 0; turn < 5000; turn++) await new Promise(setImmediate);
    return false;
  };
  return Promise.race([done.then(() => true), turns()]);
}

describe("a body that is too large", () => {
  it("[body.size] is 413 by its declared length, before any of it is sent", async () => {
    const { url } = await startTestEmulator();
    const connection = await RawConnection.open(url);
    connection.write(`${SEND}${JSON_TYPE}Content-Length: ${MEBIBYTE + 1}\r\n\r\n`);
    const answer = await connection.until(WHOLE_ANSWER);
    expect(answer).toMatch(/^HTTP\/1\.1 413 Request Entity Too Large\r\n/);
    expect(answer).toContain("\r\nConnection: close\r\n");
    expect(answer).toContain(
      '{"name":"Request Entity Too Large","message":"The request body is larger than 1048576 bytes.","code":0,"status":413}',
    );
  });

  it("[body.size] is 413 while it is read, when it comes in chunks", async () => {
    const { url } = await startTestEmulator();
    const connection = await RawConnection.open(url);
    connection.write(`${SEND}${JSON_TYPE}Transfer-Encoding: chunked\r\n\r\n`);
    const chunk = `10000\r\n${"a".repeat(0x10000)}\r\n`;
    for (let sent = 0; sent < 17; sent++) connection.write(chunk);
    expect(await connection.until(WHOLE_ANSWER)).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("[body.size] exactly 1 MiB is read, declared or in chunks", async () => {
    const { url } = await startTestEmulator();
    const body = `{"Foo":"${"a".repeat(MEBIBYTE - 10)}"}`;
    const declared = await sendRaw(
      url,
      rawRequest("POST /v1/sms/send?access_token=test_a", { "Content-Type": "application/json" }, body),
    );
    const chunked = await sendRaw(
      url,
      `${SEND}${JSON_TYPE}Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n100000\r\n${body}\r\n0\r\n\r\n`,
    );
    expect([declared.status, chunked.status]).toEqual([422, 422]);
  });

  it("[body.size] a caller that goes on sending still gets the answer", async () => {
    const { url } = await startTestEmulator();
    const answer = await sendRaw(
      url,
      Buffer.concat([
        Buffer.from(`${SEND}${JSON_TYPE}Content-Length: ${8 * MEBIBYTE}\r\n\r\n`),
        Buffer.alloc(8 * MEBIBYTE, "a"),
      ]),
    );
    expect(answer.status).toBe(413);
  });
});

describe("Expect: 100-continue", () => {
  it("is answered with 100 Continue for a body that may come", async () => {
    const { url } = await startTestEmulator();
    const connection = await RawConnection.open(url);
    connection.write(`${SEND}${JSON_TYPE}Content-Length: ${BODY.length}\r\nExpect: 100-continue\r\n\r\n`);
    expect(await connection.until(/\r\n\r\n$/)).toBe("HTTP/1.1 100 Continue\r\n\r\n");
    connection.write(BODY);
    expect(await connection.until(WHOLE_ANSWER)).toMatch(/^HTTP\/1\.1 200 OK/);
  });

  it("[body.size] is not invited for one that is too large", async () => {
    const { url } = await startTestEmulator();
    const connection = await RawConnection.open(url);
    connection.write(`${SEND}${JSON_TYPE}Content-Length: 9999999\r\nExpect: 100-continue\r\n\r\n`);
    expect(await connection.until(WHOLE_ANSWER)).toMatch(/^HTTP\/1\.1 413 /);
  });
});

describe("callers that misbehave", () => {
  it("an upload that breaks off is neither a crash nor a fault, and leaves no trace in the books", async () => {
    const log: string[] = [];
    const { url } = await startTestEmulator({}, { log: (line) => log.push(line) });
    for (const type of ["application/json", "application/x-www-form-urlencoded", "multipart/form-data"]) {
      const connection = await RawConnection.open(url);
      connection.write(
        `${SEND}Content-Type: ${type}\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n{"Mob`,
      );
      await connection.until(/100 Continue/);
      connection.abort();
      await connection.ended();
    }
    const answer = await sendRaw(url, rawRequest("GET /v1/credits/balance?access_token=test_alice"));
    expect([answer.status, answer.body, log]).toEqual([200, '{"AvailableCredits":1000}', []]);
    expect(await (await fetch(`${url}/_emulator/messages`)).json()).toEqual({ items: [], total: 0 });
  });

  it.each([
    ["a verb that is none", "BREW /v1/credits/balance HTTP/1.1\r\nHost: a\r\n\r\n", 400],
    ["no Host", "GET /v1/credits/balance HTTP/1.1\r\n\r\n", 400],
    ["conflicting lengths", `${SEND}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, 400],
    ["headers over 16 KiB", `GET / HTTP/1.1\r\nHost: a\r\nX: ${"a".repeat(17_000)}\r\n\r\n`, 431],
  ])("[headers.node] %s gets Node's own bare answer", async (_, bytes, status) => {
    const { url } = await startTestEmulator();
    const answer = await sendRaw(url, bytes);
    expect(answer.status).toBe(status);
    expect(answer.headers).toContainEqual(["Connection", "close"]);
    expect(answer.headers.map(([name]) => name)).not.toContain("X-Powered-By");
    expect(answer.body).not.toContain("{");
  });

  it("[headers.node] a Host that no address can be made of is our 400, in the framework's shape", async () => {
    const { url } = await startTestEmulator();
    const answer = await sendRaw(url, rawRequest("GET /v1/credits/balance", { Host: "a b" }));
    expect([answer.status, answer.reason]).toEqual([400, "Bad Request"]);
    expect(JSON.parse(answer.body)).toEqual({
      name: "Bad Request",
      message: "The request line or the Host header is malformed.",
      code: 0,
      status: 400,
    });
  });

  it("[headers.node] HTTP/1.0 is answered as HTTP/1.1, and needs no Host", async () => {
    const { url } = await startTestEmulator();
    const answer = await sendRaw(url, "GET /v1/credits/balance?access_token=test_a HTTP/1.0\r\n\r\n");
    expect(answer.head).toMatch(/^HTTP\/1\.1 200 OK\n/);
    expect(answer.body).toBe('{"AvailableCredits":1000}');
  });

  it("[verb.allowed] HEAD is 405 with its headers in the framework's case, and no body", async () => {
    const { url } = await startTestEmulator();
    const answer = await sendRaw(url, rawRequest("HEAD /v1/credits/balance?access_token=test_a"));
    expect([answer.status, answer.body]).toEqual([405, ""]);
    expect(answer.head).toContain("\nX-Powered-By: PHP/5.6.2\nAllow: GET\nContent-Type: application/json");
  });

  it("several requests on one connection are answered in order", async () => {
    const { url } = await startTestEmulator();
    const connection = await RawConnection.open(url);
    const get = (path: string, more = ""): string => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n${more}\r\n`;
    connection.write(
      get("/v1/nope") +
        get("/v1/credits/balance") +
        get("/v1/credits/balance?access_token=test_a", "Connection: close\r\n"),
    );
    const text = (await connection.ended()).toString();
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      "404",
      "401",
      "200",
    ]);
  });
});
