/** A canary token is searched for in all that a caller could see, on every path these tests know. */
import { inspect } from "node:util";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import {
  isProTextingError,
  type JournalEntry,
  ProTexting,
  type ProTextingOptions,
  type SendOutcomeUnknownError,
} from "../../src/client/index.ts";
import { redactor } from "../../src/client/redact/redact.ts";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index.ts";
import { START } from "../support/manual-clock.ts";
import { NO_LIMITS, SEED } from "../support/test-emulator.ts";
import { expectNoLeak, shown, tokens, writings } from "./canary.ts";
import { failing, type Path, paths } from "./leak-paths.ts";
import { type LocalServer, RECIPIENT, rejection, serve, thrown } from "./support.ts";

const params = { mobilePhone: RECIPIENT, message: "Hello" };

/** All that hooks and log are told, as texts. */
interface Heard {
  readonly lines: string[];
  readonly hooked: string[];
}

/** One time for clients and emulators, which passes while a client waits. */
let now = START;

/** A real server with a connection of its own: one that has idled may break under the first send on it. */
async function startOwnEmulator(): Promise<RunningEmulator> {
  const clock = { now: () => now };
  const emulator = await startEmulator({ port: 0, seed: SEED, settings: NO_LIMITS, clock });
  onTestFinished(() => emulator.close());
  return emulator;
}

/** A client that listens everywhere, and whose waits take no time. */
function client(token: string, path: Path, options: ProTextingOptions = {}) {
  const heard: Heard = { lines: [], hooked: [] };
  const hook = (...told: unknown[]) => heard.hooked.push(shown(told));
  const made = new ProTexting({
    accessToken: token,
    baseUrl: "https://api.example",
    timeout: false,
    clock: () => now,
    sleep: async (ms) => {
      now += ms;
    },
    logger: { debug: (...line) => heard.lines.push(inspect(line)) },
    hooks: { beforeRequest: hook, afterResponse: hook, beforeRetry: hook, onError: hook },
    fetch: async (url) => path(token, url),
    ...options,
  });
  return { client: made, ...heard };
}

/** A send whose end its caller has not seen, to be looked up. */
async function unseen(api: ProTexting, signal?: AbortSignal): Promise<SendOutcomeUnknownError> {
  const error = await rejection(api.sms.send(params, { signal }));
  if (isProTextingError(error, "SendOutcomeUnknownError")) return error;
  throw error;
}

describe.each(tokens)("the token %s", (token) => {
  it.each(paths)("does not leak from %s", async (_, path) => {
    for (const format of ["json", "xml"] as const) {
      const lost = await unseen(
        client(
          token,
          failing(() => new Error("lost")),
        ).client,
      );
      const { client: api, lines, hooked } = client(token, path, { format });
      let requests = 0;
      let failures = 0;
      for (const call of [
        () => api.sms.send(params),
        () => api.smsSimple.send(params).withResponse(),
        () => api.sms.deliveryReport("a"),
        // Here a sleep is over at once, and so would be its deadline.
        () => api.sms.waitForDelivery("a", { deadline: false }),
        () => api.sms.reconcile(lost),
        () => api.credits.balance(),
        () => api.sentHistory.singleList(),
        () => api.sentHistory.singleView(1),
      ]) {
        const error = await rejection(Promise.resolve(call()));
        expect(error).toMatchObject({ name: expect.stringMatching(/Error$/) });
        expectNoLeak(shown(error), token);
        requests += isProTextingError(error) ? error.attempts : Number.NaN;
        failures++;
      }
      // Each request is logged and told before it leaves and when it has ended; each call when it has failed.
      const waits = lines.filter((line) => line.includes(" seconds for the rate limit "));
      expect(lines.length - waits.length).toBe(2 * requests);
      expect(hooked.length).toBeGreaterThanOrEqual(requests + failures);
      expectNoLeak(lines.join("\n"), token);
      expectNoLeak(hooked.join("\n"), token);
    }
  });

  it.each(paths)("does not leak from a list that meets %s", async (_, path) => {
    const { client: api, lines, hooked } = client(token, path);
    const entries: JournalEntry[] = [];
    const progress: unknown[] = [];
    const run = api.sms.sendMany([params, { ...params, message: "Hello again" }], {
      journal: {
        read: () => [],
        append: async (entry) => {
          entries.push(entry);
        },
      },
      onProgress: (told) => progress.push(told),
    });
    const results: unknown[] = [];
    for await (const result of run) results.push(result);
    const summary = await run;
    expect(results.length).toBeGreaterThan(0);
    expect(entries.length).toBeGreaterThan(0);
    for (const value of [run, results, summary, entries, progress]) expectNoLeak(shown(value), token);
    expectNoLeak([...lines, ...hooked].join("\n"), token);
  });

  it("does not leak from the real API's answers, whatever is asked of them", async () => {
    const emulator = await startOwnEmulator();
    await emulator.accounts.create({ token });
    for (const format of ["json", "xml"] as const) {
      const {
        client: api,
        lines,
        hooked,
      } = client(
        token,
        failing(() => undefined),
        {
          format,
          baseUrl: emulator.url,
          fetch,
        },
      );
      const { id, deliveryReportUrl } = await api.sms.send(params);
      expect((await fetch(deliveryReportUrl)).status).toBe(200);
      for (const call of [
        () => api.sms.send(params),
        () => api.smsSimple.send(params),
        () => api.sms.deliveryReport(id),
        () => api.credits.balance(),
        () => api.sentHistory.singleList({ perPage: 1 }),
      ]) {
        const promise = call();
        const whole = await promise.withResponse();
        const { response } = whole;
        // Its address is in here, and so is the token, which is why the client takes it out.
        expect(response.headers.get("link") ?? "access_token=[redacted]").toContain(
          "access_token=[redacted]",
        );
        expect(response.url).toBe("");
        const printed = [promise, whole, whole.data, response, [...response.headers]].map(
          (value) => inspect(value, { depth: 9, getters: true }) + JSON.stringify(value),
        );
        expectNoLeak(printed.join("\n"), token);
      }
      expect(hooked.length).toBe(12);
      expectNoLeak([...lines, ...hooked].join("\n"), token);
    }
  });

  it("does not leak from what looking a send up gives", async () => {
    const emulator = await startOwnEmulator();
    await emulator.accounts.create({ token });
    const twice = async (recipient: string, message: string) => {
      const { client: api, ...heard } = client(
        token,
        failing(() => undefined),
        { baseUrl: emulator.url, fetch },
      );
      const error = await rejection(api.sms.send({ mobilePhone: recipient, message }));
      if (!isProTextingError(error, "SendOutcomeUnknownError")) throw error;
      const first = await api.sms.reconcile(error);
      await rejection(api.sms.send({ mobilePhone: recipient, message }));
      return { found: [first, await api.sms.reconcile(error)], error, ...heard };
    };
    // A text may hold the token itself: then it is in the text, and nowhere that the text is shown.
    const { found, error, lines } = await twice("16465550133", `See ${token}`);
    expect(found.map(({ outcome }) => outcome)).toEqual(["found", "undecidable"]);
    const printed = [found, error, lines].map(
      (value) => inspect(value, { depth: 9 }) + JSON.stringify(value),
    );
    expectNoLeak(printed.join("\n"), token);
    const lost = await twice("12125550131", "Hello");
    expect(lost.found).toEqual([{ outcome: "not-found" }, { outcome: "not-found" }]);
    expectNoLeak(shown(lost), token);
  });

  it("does not leak from a limit, of the API or of its own", async () => {
    const limited: Path = (mine, url) =>
      new Response(JSON.stringify({ name: mine, message: url }), {
        status: 429,
        headers: { "X-Rate-Limit-Limit": "1", "X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": "9" },
      });
    const { client: api, hooked } = client(token, limited);
    const { client: stuck } = client(token, limited, {
      pacing: { acquire: () => Promise.reject(new Error(`no leave for ${token}`)) },
    });
    const errors = [
      await rejection(api.sms.send(params)),
      await rejection(api.sms.send(params, { deadline: 1000 })),
      await rejection(stuck.sms.send(params)),
      await rejection(client(token, limited, { allowRecipients: [] }).client.sms.send(params)),
    ];
    expect(errors).toMatchObject([
      { name: "RateLimitError", scope: "account", attempts: 11 },
      { name: "RateLimitError", attempts: 0 },
      { name: "ConfigurationError" },
      { name: "RecipientNotAllowedError" },
    ]);
    for (const error of errors) expectNoLeak(shown(error), token);
    expectNoLeak(hooked.join("\n"), token);
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
      { baseUrl, retries: 0 },
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
      expect(redact(`?access_token=${writing}&id=5`)).toBe("?access_token=[redacted]&id=5");
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
    const api = new ProTexting({ accessToken: token, baseUrl: server.url, timeout: false, retries: 0 });
    const refusing = new ProTexting({
      accessToken: token,
      baseUrl: "http://127.0.0.1:1",
      timeout: false,
      retries: 0,
    });
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
