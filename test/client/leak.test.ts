/** A canary token is searched for in all that a caller could see, on every path these tests know. */
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ProTexting, type ProTextingOptions } from "../../src/client/index.ts";
import { redactor } from "../../src/client/redact.ts";
import { type LocalServer, RECIPIENT, rejection, serve, thrown } from "./support.ts";

const params = { mobilePhone: RECIPIENT, message: "Hello" };

/** All visible ASCII that a URL, JSON, XML or a regular expression writes in a way of its own. */
const tokens = ["test_canary", "test_C4n4ry+/=~%&\"'<>\\^$.*?()[]{}|!-#@`,;:"];

const escapeXml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The ways in which a token may be written. */
function writings(token: string): readonly string[] {
  const encoded = encodeURIComponent(token);
  const form = new URLSearchParams({ t: token }).toString().slice(2);
  return [
    token,
    encoded,
    encodeURIComponent(encoded),
    encoded.toLowerCase(),
    form,
    JSON.stringify(token).slice(1, -1),
    escapeXml(token),
    Array.from(token, (c) => `%${c.charCodeAt(0).toString(16)}`).join(""),
    Array.from(token, (c) => `\\u00${c.charCodeAt(0).toString(16)}`).join(""),
    token.replaceAll("/", "\\/"),
  ];
}

/** Every text that can be reached from a value: properties of any kind, prototypes' own apart. */
function reachable(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === "string") return [value];
  if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value))
    return [];
  seen.add(value);
  return Reflect.ownKeys(value).flatMap((key) => [
    String(key),
    ...reachable(Object.getOwnPropertyDescriptor(value, key)?.value, seen),
  ]);
}

function shown(value: unknown): string {
  return [
    String(value),
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    inspect(value, { depth: Number.POSITIVE_INFINITY, customInspect: false, showHidden: true }),
    JSON.stringify(value),
    ...reachable(value),
  ].join("\n");
}

function expectNoLeak(text: string, token: string): void {
  for (const writing of writings(token)) {
    expect(text.toLowerCase()).not.toContain(writing.toLowerCase());
    // Nor a start of it that would narrow a search: half a token is a secret, too.
    expect(text.toLowerCase()).not.toContain(writing.slice(0, 9).toLowerCase());
  }
}

type Path = (token: string, url: string) => Response | Promise<Response>;

const failing =
  (make: (url: string, token: string) => unknown): Path =>
  (token, url) => {
    throw make(url, token);
  };
const answering =
  (status: number, body: (url: string, token: string) => string, headers = {}): Path =>
  (token, url) =>
    new Response(body(url, token), { status, headers });

const statuses = [200, 301, 302, 400, 401, 402, 403, 404, 422, 429, 500, 503];
const bodies: Record<string, (url: string, token: string) => string> = {
  "JSON with the URL": (url) => JSON.stringify({ name: "x", message: `No ${url}`, code: 0, status: 1 }),
  "JSON with the token": (_, token) =>
    JSON.stringify({ name: token, message: token, [token]: [{ [token]: token }] }),
  "fields with the token": (url, token) => JSON.stringify([{ field: token, message: url }]),
  "a list of URLs": (url) => JSON.stringify([url, url]),
  "XML with the URL": (url) => `<response><name>x</name><message>${escapeXml(url)}</message></response>`,
  "XML with the token": (_, token) =>
    `<response><item><message>${escapeXml(token)}</message></item></response>`,
  "a page with the URL": (url) => `<html><a href="${url}">here</a>${"x".repeat(3000)}</html>`,
  "broken JSON that begins with the token": (_, token) => `{"a":${token}`,
  "broken JSON that ends in the token": (_, token) => `{"aaaaaaaa":"b" ${token}`,
  "broken XML with the token": (_, token) => `<response><${token}></response>`,
  "bare text with the token": (url, token) => `${token} ${url}`,
  "a long text cut in the token": (_, token) => `"${"x".repeat(2037)}${JSON.stringify(token).slice(1)}`,
};

const paths: readonly (readonly [name: string, path: Path])[] = [
  ["a rejection with the URL", failing((url) => new TypeError(`Failed to fetch ${url}`))],
  [
    "a rejection with causes",
    failing((url, token) =>
      Object.assign(
        new TypeError("fetch failed", {
          cause: Object.assign(new Error(`connect ${url}`, { cause: new Error(token) }), {
            code: token,
            url,
          }),
        }),
        { input: url, request: { url, token } },
      ),
    ),
  ],
  [
    "a rejection for several reasons",
    failing((url, token) => new AggregateError([new Error(url), new Error(token)], `all of ${url}`)),
  ],
  ["a rejection with a text", failing((url) => `cannot reach ${url}`)],
  ["a rejection with an object", failing((url) => ({ url, [Symbol.toStringTag]: url }))],
  ["a rejection with nothing", failing(() => undefined)],
  [
    "an invalid URL",
    failing((url) => Object.assign(new TypeError("Invalid URL"), { input: url, code: "ERR" })),
  ],
  ...statuses.flatMap((status) =>
    Object.entries(bodies).map(
      ([name, body]) => [`${status} with ${name}`, answering(status, body)] as const,
    ),
  ),
  ...[301, 302, 307].map(
    (status) =>
      [
        `${status} to a URL with the token`,
        (token: string, url: string) =>
          new Response("", {
            status,
            headers: {
              location: `https://other.example/?a=${encodeURIComponent(token)}&b=${encodeURIComponent(url)}`,
            },
          }),
      ] as const,
  ),
  [
    "a body that breaks",
    (token: string, url: string) =>
      new Response(
        new ReadableStream({
          pull(controller) {
            controller.error(new Error(`lost ${url} of ${token}`));
          },
        }),
      ),
  ],
];

function client(token: string, path: Path, options: ProTextingOptions = {}) {
  const lines: string[] = [];
  const made = new ProTexting({
    accessToken: token,
    baseUrl: "https://api.example",
    timeout: false,
    logger: { debug: (...line) => lines.push(inspect(line)) },
    fetch: async (url) => path(token, url),
    ...options,
  });
  return { client: made, lines };
}

describe.each(tokens)("the token %s", (token) => {
  it.each(paths)("does not leak from %s", async (_, path) => {
    for (const format of ["json", "xml"] as const) {
      const { client: api, lines } = client(token, path, { format });
      for (const call of [
        () => api.sms.send(params),
        () => api.smsSimple.send(params).withResponse(),
        () => api.sms.deliveryReport("a"),
        () => api.credits.balance(),
        () => api.sentHistory.singleList(),
        () => api.sentHistory.singleView(1),
      ]) {
        const error = await rejection(call());
        expect(error).toMatchObject({ name: expect.stringMatching(/Error$/) });
        expectNoLeak(shown(error), token);
      }
      expect(lines.length).toBe(12);
      expectNoLeak(lines.join("\n"), token);
    }
  });

  it("does not leak from a time-out, nor from an abort whose reason has it", async () => {
    const hanging: Path = () => new Promise(() => undefined);
    const late = client(token, hanging, { timeout: 1, sleep: () => Promise.resolve() }).client;
    const controller = new AbortController();
    const early = client(token, () => {
      controller.abort(new Error(`not to ${token}`));
      return hanging(token, "");
    }).client;
    const errors = [
      await rejection(late.sms.send(params)),
      await rejection(late.credits.balance()),
      await rejection(early.sms.send(params, { signal: controller.signal })),
      await rejection(early.credits.balance({ signal: AbortSignal.abort(token) })),
    ];
    expect(errors).toMatchObject([
      { name: "SendOutcomeUnknownError" },
      { name: "TimeoutError" },
      { name: "SendOutcomeUnknownError" },
      { name: "AbortError" },
    ]);
    for (const error of errors) expectNoLeak(shown(error), token);
  });

  it("does not leak from the client itself, before and after a call", async () => {
    const { client: api } = client(token, () => new Response('{"AvailableCredits":1}'));
    expectNoLeak(shown(api), token);
    const call = api.credits.balance();
    await call;
    expectNoLeak(shown(api), token);
    expectNoLeak(shown(call), token);
    expect(inspect(api, { breakLength: 200 })).toBe(
      "{ client: 'ProTexting', baseUrl: 'https://api.example', format: 'json' }",
    );
  });

  it("does not leak from a client whose base URL has it", async () => {
    const baseUrl = `https://api.example/${encodeURIComponent(token)}`;
    const { client: api, lines } = client(
      token,
      failing((url) => new Error(url)),
      { baseUrl },
    );
    expectNoLeak(shown(api), token);
    expectNoLeak(shown(await rejection(api.credits.balance())), token);
    expect(lines.length).toBe(2);
    expectNoLeak(lines.join("\n"), token);
  });

  it("does not leak from input that is refused here", async () => {
    const { client: api } = client(token, () => new Response(""), { format: "xml" });
    const error = await rejection(api.sms.send({ mobilePhone: RECIPIENT, message: `\u0000${token}` }));
    expect(error).toMatchObject({ name: "InvalidInputError" });
    expectNoLeak(shown(error), token);
  });

  it("does not leak from a constructor's refusal", () => {
    const attempts: ProTextingOptions[] = [
      { baseUrl: `https://api.example/?access_token=${token}` },
      { baseUrl: `https://${encodeURIComponent(token)}@api.example/` },
      { baseUrl: `https://user:${encodeURIComponent(token)}@api.example/` },
      { baseUrl: token },
      { baseUrl: `http://api.example/${token}` },
      { headers: { "x-token": `a\n${token}` } },
      { timeout: 0 },
      JSON.parse(JSON.stringify({ format: token })),
    ];
    for (const options of attempts) {
      const error = thrown(() => new ProTexting({ accessToken: token, ...options }));
      expect(error).toMatchObject({ name: "ConfigurationError" });
      expectNoLeak(shown(error), token);
    }
  });

  it("is in the report's URL for the caller, and nowhere that the result is shown", async () => {
    const reportUrl = `https://api.example/v1/sms/delivery-report?${new URLSearchParams({ access_token: token, id: "a" })}`;
    const sent = JSON.stringify({ Id: "a", DeliveryReportUrl: reportUrl, Message: "sent" });
    const { client: api, lines } = client(token, () => new Response(sent));
    const call = api.sms.send(params);
    const result = await call;
    const whole = await call.withResponse();
    expect(result.deliveryReportUrl).toBe(reportUrl);
    expect(Object.keys(result)).toEqual(["id", "deliveryReportUrl", "message"]);
    expect(structuredClone(result)).toEqual({ id: "a", deliveryReportUrl: reportUrl, message: "sent" });
    for (const value of [result, whole, call, [result]]) {
      expectNoLeak(`${inspect(value, { depth: 9 })}${JSON.stringify(value)}`, token);
    }
    expect(JSON.parse(JSON.stringify(result))).toEqual({
      id: "a",
      deliveryReportUrl: "https://api.example/v1/sms/delivery-report?access_token=[redacted]&id=a",
      message: "sent",
    });
    expectNoLeak(lines.join("\n"), token);
  });

  it("is found in every writing", () => {
    const redact = redactor(token);
    for (const writing of writings(token)) {
      expect(redact(`before ${writing} after`)).toBe("before [redacted] after");
    }
    expect(redact("nothing to hide, test_c4n")).toBe("nothing to hide, test_c4n");
  });
});

describe("a token that is not ours", () => {
  it("is redacted as well where it stands as access_token", () => {
    const redact = redactor("test_canary");
    expect(redact("https://api.example/?access_token=your_token&id=5")).toBe(
      "https://api.example/?access_token=[redacted]&id=5",
    );
    expect(redact("?next=%2F%3Faccess_token%3Dyour_token%26id%3D5 end")).toBe(
      "?next=%2F%3Faccess_token%3D[redacted] end",
    );
    expect(redact("?next=%253Faccess_token%253Dyour_token end")).toBe(
      "?next=%253Faccess_token%253D[redacted] end",
    );
    expect(redact('{"url":"?access_token=your_token"}')).toBe('{"url":"?access_token=[redacted]"}');
  });
});

describe("numbers", () => {
  it("are redacted in bodies when they are the token", async () => {
    const { client: api } = client(
      "1234567890",
      () => new Response('{"code":1234567890,"status":403}', { status: 403 }),
    );
    expect(await rejection(api.credits.balance())).toMatchObject({
      body: { code: "[redacted]", status: 403 },
    });
  });
});

describe("on a real socket", () => {
  let server: LocalServer;
  beforeAll(async () => {
    server = await serve((request, response) => {
      if (request.url?.startsWith("/v1/credits")) request.socket.destroy();
      else response.writeHead(500, `No ${decodeURIComponent(request.url ?? "")}`).end(request.url);
    });
  });
  afterAll(() => server[Symbol.asyncDispose]());

  it("the token does not leak from Node's own errors", async () => {
    const token = "test_canary+1";
    const api = new ProTexting({ accessToken: token, baseUrl: server.url, timeout: false });
    const refusing = new ProTexting({ accessToken: token, baseUrl: "http://127.0.0.1:1", timeout: false });
    for (const call of [
      () => api.credits.balance(),
      () => api.sms.send(params),
      () => api.sms.deliveryReport(token),
      () => refusing.credits.balance(),
      () => refusing.sms.send(params),
    ]) {
      const error = await rejection(call());
      expect(error).toMatchObject({ attempts: 1 });
      expectNoLeak(shown(error), token);
    }
  });
});
