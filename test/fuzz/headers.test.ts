import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createEmulator } from "../../src/emulator/index.ts";
import { headerOf, type RawAnswer } from "../support/raw-socket.ts";
import { NO_LIMITS, SEED, startTestEmulator } from "../support/test-emulator.ts";
import { accept, content, headerValue, method, override, path, query } from "./hostile.ts";
import {
  answersIn,
  ask,
  askForShape,
  BALANCE,
  bytesOf,
  exchange,
  expectAnswer,
  expectCleanPrototypes,
  JSON_TYPE,
  jsonSend,
  PHONE,
  post,
  runs,
  SEND,
  underFire,
} from "./support.ts";

const target = underFire();

const fields = { MobilePhone: PHONE, Message: "hello" };

test("random headers are answered in the framework's shape, or by Node [errors.shape]", async () => {
  const known = fc.constantFrom(
    ..."Accept Content-Type Content-Encoding Transfer-Encoding TE Trailer Expect Upgrade Range If-Match".split(
      " ",
    ),
    ..."Authorization Cookie X-Forwarded-Host X-Forwarded-Proto X-HTTP-Method-Override Via Keep-Alive".split(
      " ",
    ),
    ..."__proto__ constructor toString Date Link Content-MD5 Max-Forwards Proxy-Connection HTTP2-Settings".split(
      " ",
    ),
  );
  const token = fc.string({
    unit: fc.constantFrom(..."abcXYZ019!#$%&'*+-.^_`|~"),
    minLength: 1,
    maxLength: 20,
  });
  const headers = fc.array(fc.tuple(fc.oneof(known, token), headerValue), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(method, headers, async (verb, given) => {
      const bytes = bytesOf(target.host, { method: verb, target: BALANCE, headers: given });
      const answers = answersIn(await exchange(target, bytes), [verb]);
      expect(answers).toHaveLength(1);
      for (const answer of answers) expectAnswer(answer, verb);
    }),
    runs(120),
  );
  expectCleanPrototypes();
});

test("garbage in the headers that are read is answered in the framework's shape [errors.shape]", async () => {
  const draw = fc.record({ method, path, query, content, accept, override });
  await fc.assert(
    fc.asyncProperty(draw, async (drawn) => {
      const answer = await ask(target, {
        method: drawn.method,
        target: `${drawn.path}?${drawn.query}`,
        headers: [
          ["Content-Type", drawn.content.type],
          ["Accept", drawn.accept],
          ...(drawn.override.length % 2 === 0 ? [["X-HTTP-Method-Override", drawn.override] as const] : []),
        ],
        body: drawn.content.body,
      });
      expect(["pipeline", "server"]).toContain(expectAnswer(answer, drawn.method));
    }),
    runs(150),
  );
});

test("no Content-Type is ever refused as such [body.type]", async () => {
  await fc.assert(
    fc.asyncProperty(content, async ({ type, body }) => {
      const answer = await askForShape(target, { ...post(type, body), target: SEND });
      expect([200, 400, 405, 422]).toContain(answer.status);
    }),
    runs(80),
  );
});

test("any Accept is 200 or 415, and the answer's type is one of two [negotiate.accept]", async () => {
  await fc.assert(
    fc.asyncProperty(accept, async (value) => {
      const answer = await askForShape(target, { target: BALANCE, headers: [["Accept", value]] });
      expect([200, 415]).toContain(answer.status);
    }),
    runs(60),
  );
});

test("an Accept of 3,000 types is weighed [negotiate.accept]", async () => {
  const types = Array.from({ length: 3000 }, (_, at) => `a;q=${at}`);
  const value = `${types.join()},application/xml;q=0`;
  const answer = await askForShape(target, { target: BALANCE, headers: [["Accept", value.slice(-15_000)]] });
  expect(headerOf(answer, "Content-Type")).toBe("application/xml; charset=UTF-8");
});

test.each(["", "BREW", "__proto__", "GET, POST", "\xe9", "POST\t", "x".repeat(10_000)])(
  "a verb of %.10j in X-HTTP-Method-Override is 405, or counts as none [verb.override]",
  async (verb) => {
    const answer = await askForShape(target, {
      ...jsonSend(fields),
      target: SEND,
      headers: [
        ["Content-Type", JSON_TYPE],
        ["X-HTTP-Method-Override", verb],
      ],
    });
    expect(answer.status).toBe(verb.trim() === "POST" ? 200 : 405);
  },
);

test("an override makes a GET with a body a send [verb.override]", async () => {
  const answer = await askForShape(target, {
    method: "GET",
    target: SEND,
    headers: [
      ["Content-Type", JSON_TYPE],
      ["X-HTTP-Method-Override", "post"],
    ],
    body: JSON.stringify(fields),
  });
  expect(answer.status).toBe(200);
});

describe("the Host header", () => {
  test.each([
    "a b",
    "a/b",
    "a@b",
    "<>",
    "\xe9\xff",
    "[::",
    "a:b",
    "a:99999",
    "127.0.0.1:80:80",
    "a\\b",
    "a#b",
    "%",
  ])("%j is no host: 400 before the checks [headers.node]", async (host) => {
    const answer = await ask(target, { target: BALANCE, headers: [["Host", host]] });
    expect([answer.status, expectAnswer(answer)]).toEqual([400, "server"]);
  });

  test("missing is Node's bare 400 [headers.node]", async () => {
    const bytes = await exchange(target, `GET ${BALANCE} HTTP/1.1\r\nConnection: close\r\n\r\n`);
    const [answer] = answersIn(bytes, []);
    expect([answer?.status, answer && expectAnswer(answer)]).toEqual([400, "node"]);
  });

  test("missing is no error in HTTP/1.0, which is answered as HTTP/1.1 [headers.node]", async () => {
    const bytes = await exchange(target, `GET ${BALANCE} HTTP/1.0\r\n\r\n`);
    const [answer] = answersIn(bytes, []);
    expect(answer?.head).toMatch(/^HTTP\/1\.1 200 OK\n/);
    expect(answer && headerOf(answer, "Link")).toBe(`<http://localhost${BALANCE}>; rel=self`);
  });

  test("empty is no error", async () => {
    const answer = await askForShape(target, { target: BALANCE, headers: [["Host", ""]] });
    expect(headerOf(answer, "Link")).toBe(`<http://localhost${BALANCE}>; rel=self`);
  });

  test("given twice counts once", async () => {
    const answer = await askForShape(target, {
      target: BALANCE,
      headers: [
        ["Host", "a.test"],
        ["Host", "b.test"],
      ],
    });
    expect(headerOf(answer, "Link")).toBe(`<http://a.test${BALANCE}>; rel=self`);
  });
});

/** Parts that both ways must agree on. Dates too: both emulators have the same clock that stands still. */
interface Seen {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string | null | undefined>>;
  readonly body: string;
}

const NAMES = "Date X-Powered-By Cache-Control Pragma Link Allow Content-Type Content-Length".split(" ");

function seenRaw(answer: RawAnswer): Seen {
  const headers = Object.fromEntries(NAMES.map((name) => [name, headerOf(answer, name)]));
  return { status: answer.status, reason: answer.reason, headers, body: answer.body };
}

async function seenInProcess(response: Response): Promise<Seen> {
  const headers = Object.fromEntries(NAMES.map((name) => [name, response.headers.get(name) ?? undefined]));
  return { status: response.status, reason: response.statusText, headers, body: await response.text() };
}

const sometimes = (draw: fc.Arbitrary<string>) =>
  fc.option(draw, { nil: undefined, freq: 1 }).map((value) => (value === undefined ? [] : [value]));

test("a request in the same process is answered as over a socket: status, reason, headers and body [errors.shape]", async () => {
  const running = await startTestEmulator(NO_LIMITS);
  const host = `127.0.0.1:${running.port}`;
  const inProcess = createEmulator({ settings: NO_LIMITS, seed: SEED, clock: running.machineClock });
  const drawn = fc.record({
    method,
    path,
    query,
    content,
    accept: sometimes(accept),
    override: sometimes(override),
  });
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      drawn,
      async ({ method: verb, path: written, query: queryString, content: sent, ...given }) => {
        // A URL reduces the draw to what both can say.
        const url = new URL(`http://${host}${written.replace(/^\/+/, "/")}?${queryString}`);
        const headers: [string, string][] = [
          ["Content-Type", sent.type],
          // Node's fetch would say the same where nothing is said.
          ["Accept", given.accept[0] ?? "*/*"],
          ...given.override.map((value): [string, string] => ["X-HTTP-Method-Override", value]),
        ];
        const body = ["GET", "HEAD"].includes(verb) ? {} : { body: Buffer.from(sent.body) };
        const bytes = bytesOf(host, { method: verb, target: url.pathname + url.search, headers, ...body });
        const [raw] = answersIn(await exchange({ emulator: running, host }, bytes), [verb]);
        if (raw === undefined) throw new Error("No answer over the socket.");
        expect(expectAnswer(raw, verb)).toBe("pipeline");
        const seen = await seenInProcess(await inProcess.fetch(url, { method: verb, headers, ...body }));
        expect(seen).toEqual(seenRaw(raw));
        statuses.add(seen.status);
      },
    ),
    runs(250),
  );
  // The draws have been everywhere.
  expect([...statuses].sort((a, b) => a - b)).toEqual([200, 400, 401, 404, 405, 415, 422, 500, 501]);
});
