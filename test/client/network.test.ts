/** Real sockets on this machine: broken connections, redirects, deadlines. */
import { afterEach, describe, expect, it } from "vitest";
import {
  AbortError,
  ConfigurationError,
  ConnectionError,
  InvalidInputError,
  ProTexting,
  type ProTextingOptions,
  SendOutcomeUnknownError,
  TimeoutError,
  UnexpectedAnswerError,
} from "../../src/client/index.ts";
import { fakeClient, json, type LocalServer, RECIPIENT, rejection, serve, TOKEN } from "./support.ts";

const params = { mobilePhone: RECIPIENT, message: "Hello" };
const servers: LocalServer[] = [];

async function server(...args: Parameters<typeof serve>): Promise<LocalServer> {
  const started = await serve(...args);
  servers.push(started);
  return started;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((one) => one[Symbol.asyncDispose]()));
});

const clientOf = (baseUrl: string, options: ProTextingOptions = {}) =>
  new ProTexting({ accessToken: TOKEN, baseUrl, timeout: false, retries: 0, pacing: false, ...options });

/** A sleep that ends when it is told to. */
function alarm() {
  let ring = (): void => undefined;
  const asked: number[] = [];
  const signals: AbortSignal[] = [];
  const rung = new Promise<void>((resolve) => {
    ring = resolve;
  });
  const sleep = (milliseconds: number, signal: AbortSignal) => {
    asked.push(milliseconds);
    signals.push(signal);
    return rung;
  };
  return { sleep, ring: () => ring(), asked, signals };
}

describe("a broken connection", () => {
  it("leaves a send open and is a connection error on a read", async () => {
    const { url, seen } = await server((request) => request.socket.destroy());
    const error = await rejection(clientOf(url).sms.send(params));
    expect(error).toBeInstanceOf(SendOutcomeUnknownError);
    expect(error).toMatchObject({ attempts: 1, status: undefined, cause: { name: "ConnectionError" } });
    expect(seen.length).toBe(1);
    expect(await rejection(clientOf(url).credits.balance())).toBeInstanceOf(ConnectionError);
    expect(seen.length).toBe(2);
  });

  it("that never came about sent nothing, so a send is a plain connection error", async () => {
    const { url } = await server((_, response) => response.end());
    await Promise.all(servers.splice(0).map((one) => one[Symbol.asyncDispose]()));
    const error = await rejection(clientOf(url).sms.send(params));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String(error)).toContain(`no answer from ${url} (ECONNREFUSED)`);
    expect(error).toMatchObject({ cause: { message: "fetch failed", cause: { code: "ECONNREFUSED" } } });
  });

  it("in the middle of a success leaves a send open, with the status that was seen", async () => {
    const { url } = await server((_, response) => {
      response.writeHead(200, { "content-length": "100", "x-rate-limit-limit": "60" });
      response.write('{"Id":"8ccc', () => response.socket?.destroy());
    });
    const error = await rejection(clientOf(url).sms.send(params));
    expect(error).toBeInstanceOf(SendOutcomeUnknownError);
    expect(error).toMatchObject({ status: 200, cause: { name: "ConnectionError", status: 200 } });
    expect(String(await rejection(clientOf(url).credits.balance()))).toContain("broke off");
  });

  it("in the middle of a refusal is that refusal, without its words", async () => {
    const { url } = await server((_, response) => {
      response.writeHead(422, { "content-length": "100" });
      response.write('[{"field":"Mobi', () => response.socket?.destroy());
    });
    const error = await rejection(clientOf(url).sms.send(params));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ status: 422, fields: [], rawBody: "" });
  });

  it("without a known reason is not taken for one that never came about", async () => {
    for (const cause of [
      new Error("odd"),
      new TypeError("fetch failed", { cause: { syscall: "connect" } }),
    ]) {
      const { client, requests } = fakeClient(cause);
      expect(await rejection(client.sms.send(params))).toBeInstanceOf(SendOutcomeUnknownError);
      expect(requests.length).toBe(1);
    }
  });

  it("is told by the first of several addresses that were tried", async () => {
    const refused = Object.assign(new Error("connect ECONNREFUSED"), {
      code: "ECONNREFUSED",
      syscall: "connect",
    });
    const { client } = fakeClient(
      new TypeError("fetch failed", { cause: new AggregateError([refused], "") }),
    );
    const error = await rejection(client.sms.send(params));
    expect(error).toBeInstanceOf(ConnectionError);
    expect(String(error)).toContain("(ECONNREFUSED)");
    expect(error).toMatchObject({ cause: { cause: { cause: { code: "ECONNREFUSED" } } } });
  });
});

describe("a redirect", () => {
  it.each([301, 302, 303, 307, 308])(
    "%i to another origin is never followed: the other server sees nothing",
    async (status) => {
      const other = await server((_, response) => response.end("{}"));
      const { url, seen } = await server((request, response) => {
        response.writeHead(status, { location: `${other.url}${request.url}` }).end();
      });
      const sent = await rejection(clientOf(url).sms.send(params));
      const read = await rejection(clientOf(url).credits.balance());
      expect(seen.length).toBe(2);
      expect(other.seen).toEqual([]);
      expect(read).toBeInstanceOf(UnexpectedAnswerError);
      expect(read).toMatchObject({ status });
      expect(String(read)).toContain(`redirects to ${other.url}/v1/credits/balance?access_token=[redacted]`);
      // RFC 9110: after 302 and 303 the request may have been carried out, after the others it was not.
      const settled = status !== 302 && status !== 303;
      expect(sent).toBeInstanceOf(settled ? UnexpectedAnswerError : SendOutcomeUnknownError);
    },
  );

  it("that the platform hides leaves a send open", async () => {
    const hidden = () => {
      const response = Response.error();
      Object.defineProperty(response, "type", { value: "opaqueredirect" });
      return response;
    };
    expect(await rejection(fakeClient(hidden).client.sms.send(params))).toBeInstanceOf(
      SendOutcomeUnknownError,
    );
    const read = await rejection(fakeClient(hidden).client.credits.balance());
    expect(read).toBeInstanceOf(UnexpectedAnswerError);
    expect(String(read)).toContain("redirects elsewhere");
  });

  it("is forbidden to fetch as well", async () => {
    const { client, requests } = fakeClient(json({ AvailableCredits: 1 }));
    await client.credits.balance();
    expect(requests[0]?.redirect).toBe("manual");
  });
});

describe("a deadline", () => {
  it("ends a read that gets no answer, and hangs up", async () => {
    const { sleep, ring, asked } = alarm();
    const { promise: hungUp, resolve } = deferred();
    const { url } = await server((request) => {
      request.socket.on("close", resolve);
      ring();
    });
    const error = await rejection(clientOf(url, { timeout: 1234, sleep }).credits.balance());
    expect(error).toBeInstanceOf(TimeoutError);
    expect(String(error)).toContain("(1234 ms)");
    expect(asked).toEqual([1234]);
    await hungUp;
  });

  it("leaves a send open", async () => {
    const { sleep, ring } = alarm();
    const { url, seen } = await server(() => ring());
    const error = await rejection(clientOf(url, { timeout: 1000, sleep }).sms.send(params));
    expect(error).toBeInstanceOf(SendOutcomeUnknownError);
    expect(error).toMatchObject({ cause: { name: "TimeoutError" } });
    expect(seen.length).toBe(1);
  });

  it("counts the body, too", async () => {
    const { sleep, ring } = alarm();
    const body = new ReadableStream(
      {
        pull() {
          ring();
          return new Promise(() => undefined);
        },
      },
      { highWaterMark: 0 },
    );
    const { client } = fakeClient(new Response(body), { timeout: 1000, sleep });
    expect(await rejection(client.credits.balance())).toMatchObject({ name: "TimeoutError", status: 200 });
  });

  it("holds even where fetch does not listen to its signal", async () => {
    const { client } = fakeClient(() => new Promise<Response>(() => undefined), {
      timeout: 5,
      sleep: () => Promise.resolve(),
    });
    expect(await rejection(client.credits.balance())).toBeInstanceOf(TimeoutError);
  });

  it("is over when sleep fails, rather than gone", async () => {
    for (const sleep of [
      () => Promise.reject(new Error("no timers")),
      () => {
        throw new Error("no timers");
      },
    ]) {
      const { client } = fakeClient(() => new Promise<Response>(() => undefined), { timeout: 5, sleep });
      expect(await rejection(client.credits.balance())).toBeInstanceOf(TimeoutError);
    }
  });

  it("releases its timer when the answer is there", async () => {
    const { sleep, signals } = alarm();
    const { client } = fakeClient(json({ AvailableCredits: 1 }), { timeout: 1000, sleep });
    await client.credits.balance();
    expect(signals.map((signal) => signal.aborted)).toEqual([true]);
  });

  it("keeps no process alive by itself: the default timer is cleared", async () => {
    const { client } = fakeClient(json({ AvailableCredits: 1 }), { timeout: 1000 });
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();
    await client.credits.balance();
    expect(timers()).toBe(before);
  });

  it("can be set and lifted for one call", async () => {
    const { sleep, asked } = alarm();
    const { client } = fakeClient(() => json({ AvailableCredits: 1 }), { timeout: 1000, sleep });
    await client.credits.balance({ timeout: 7 });
    await client.credits.balance({ timeout: false });
    await client.credits.balance({ timeout: undefined });
    expect(asked).toEqual([7, 1000]);
  });

  it("that is no length of time is refused before anything is sent", async () => {
    const { client, requests } = fakeClient(json({}));
    for (const timeout of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31]) {
      expect(await rejection(client.credits.balance({ timeout }))).toBeInstanceOf(ConfigurationError);
    }
    expect(requests).toEqual([]);
  });
});

describe("the caller's signal", () => {
  it("sends nothing when it fired before", async () => {
    const { client, requests } = fakeClient(json({}));
    const error = await rejection(client.sms.send(params, { signal: AbortSignal.abort() }));
    expect(error).toBeInstanceOf(AbortError);
    expect(error).toMatchObject({ attempts: 0 });
    expect(requests).toEqual([]);
  });

  it("ends a read, and leaves a send open that has left", async () => {
    const { url } = await server(() => undefined);
    const call = (work: (client: ProTexting, signal: AbortSignal) => Promise<unknown>) => {
      const controller = new AbortController();
      const aborting: typeof fetch = (input, init) => {
        queueMicrotask(() => controller.abort(new Error("changed my mind")));
        return fetch(input, init);
      };
      return rejection(work(clientOf(url, { fetch: aborting }), controller.signal));
    };
    const read = await call((client, signal) => client.credits.balance({ signal }));
    expect(read).toBeInstanceOf(AbortError);
    expect(read).toMatchObject({ attempts: 1, cause: { message: "changed my mind" } });
    const sent = await call((client, signal) => client.sms.send(params, { signal }));
    expect(sent).toBeInstanceOf(SendOutcomeUnknownError);
    expect(sent).toMatchObject({ cause: { name: "AbortError" } });
  });
});

function deferred() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve: () => resolve() };
}
