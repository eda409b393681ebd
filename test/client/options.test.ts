import { afterEach, describe, expect, it, vi } from "vitest";
import { ConfigurationError, ProTexting, type ProTextingOptions } from "../../src/client/index.ts";
import { fakeClient, json, TOKEN, thrown } from "./support.ts";

afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const refused = (options: ProTextingOptions): string => {
  const error = thrown(() => new ProTexting({ accessToken: TOKEN, ...options }));
  expect(error).toBeInstanceOf(ConfigurationError);
  expect(String(error)).toMatch(/^ConfigurationError: Failed to create the client: .+ \(.*\)\. Please .+\.$/);
  return String(error);
};

/** Options as JavaScript may give them, unchecked by the compiler. */
const untyped = (text: string): ProTextingOptions => JSON.parse(text);

describe("the options", () => {
  it("have a live base URL, JSON and thirty seconds by default", async () => {
    vi.stubEnv("PROTEXTING_BASE_URL", "");
    const asked: number[] = [];
    const urls: string[] = [];
    vi.stubGlobal("fetch", async (url: string) => {
      urls.push(url);
      return json({ AvailableCredits: 1 });
    });
    const client = new ProTexting({
      accessToken: TOKEN,
      pacing: false,
      sleep: (milliseconds) => {
        asked.push(milliseconds);
        return new Promise(() => undefined);
      },
    });
    await client.credits.balance();
    expect(urls).toEqual([`https://api2.protexting.com/v1/credits/balance?access_token=${TOKEN}`]);
    expect(asked).toEqual([30_000]);
    expect(JSON.stringify(client)).toBe('{"baseUrl":"https://api2.protexting.com","format":"json"}');
  });

  it("come from the environment where they are not given", () => {
    vi.stubEnv("PROTEXTING_ACCESS_TOKEN", "test_environment");
    vi.stubEnv("PROTEXTING_BASE_URL", "http://localhost:4280/");
    expect(new ProTexting().toJSON().baseUrl).toBe("http://localhost:4280");
    expect(new ProTexting({ baseUrl: "https://api.example" }).toJSON().baseUrl).toBe("https://api.example");
  });

  it("need no environment, nor a process", () => {
    vi.stubGlobal("process", undefined);
    const client = new ProTexting({ accessToken: TOKEN });
    const refusing = {
      get env(): never {
        throw new Error("not permitted");
      },
    };
    vi.stubGlobal("process", refusing);
    const other = new ProTexting({ accessToken: TOKEN });
    vi.unstubAllGlobals();
    expect(client.toJSON()).toEqual(other.toJSON());
  });

  it("name the token that is missing, and the variable that may hold it", () => {
    vi.stubEnv("PROTEXTING_ACCESS_TOKEN", "");
    const message = String(thrown(() => new ProTexting()));
    expect(message).toContain("(not set). Please give it, or accessToken");
    expect(message).toContain("PROTEXTING_ACCESS_TOKEN");
  });

  it.each(["test_secret\n", " test_secret", "test secret", "test_sécret", "test_\u0000secret", ""])(
    "refuse the token %j and show no part of it",
    (accessToken) => {
      const message = refused({ accessToken });
      expect(message).toContain("accessToken");
      expect(message).not.toMatch(/test_|secret|sécret/);
      vi.stubEnv("PROTEXTING_ACCESS_TOKEN", accessToken.replace("\u0000", "\t"));
      const other = String(thrown(() => new ProTexting()));
      expect(other).toContain("PROTEXTING_ACCESS_TOKEN");
      expect(other).not.toMatch(/test_|secret|sécret/);
    },
  );

  it.each([
    "api.example",
    "ftp://api.example",
    "",
    "https://",
    "https://user:secret@api.example",
    "https://user:secret/x@api.example",
    "https://user:secret?x@api.example",
    "user:secret@api.example",
    "https://api.example/?access_token=secret",
    "https://api.example/#secret",
    "https://api.example/?",
  ])("refuse the base URL %j", (baseUrl) => {
    const message = refused({ baseUrl });
    expect(message).toContain("baseUrl");
    expect(message).not.toContain("secret");
    vi.stubEnv("PROTEXTING_BASE_URL", baseUrl === "" ? "//" : baseUrl);
    expect(refused({})).toContain("PROTEXTING_BASE_URL");
  });

  it.each([
    "http://api2.protexting.com",
    "http://10.0.0.1:4280",
    "http://emulator:4280",
    "http://localhost.example",
    "http://127.0.0.1.example",
    "http://127.example",
    "http://0.0.0.0",
    "http://[::2]",
  ])("refuse %s, where the token would travel unencrypted, unless allowed", (baseUrl) => {
    expect(refused({ baseUrl })).toContain("allowInsecureHttp");
    const client = new ProTexting({ accessToken: TOKEN, baseUrl, allowInsecureHttp: true });
    expect(client.toJSON().baseUrl).toBe(baseUrl);
  });

  it.each([
    "http://localhost:4280",
    "http://api.localhost",
    "http://127.0.0.1:4280",
    "http://127.8.9.10",
    "http://[::1]:4280",
    "https://10.0.0.1",
  ])("allow %s", (baseUrl) => {
    expect(new ProTexting({ accessToken: TOKEN, baseUrl }).toJSON().baseUrl).toBe(baseUrl);
  });

  it("keep the path of a base URL, without its last slash", async () => {
    const { client, requests } = fakeClient(json({ AvailableCredits: 1 }), {
      baseUrl: "https://gateway.example/protexting//",
    });
    await client.credits.balance();
    expect(requests[0]?.url.pathname).toBe("/protexting/v1/credits/balance");
  });

  it("refuse a name that nobody knows: a misspelt base URL would send to the live API", () => {
    const message = refused(untyped('{"baseURL":"http://127.0.0.1:4280"}'));
    expect(message).toContain("(baseURL)");
    expect(message).toContain("baseUrl");
  });

  it.each([
    ["format", '{"format":"yaml"}'],
    ["format", '{"format":null}'],
    ["timeout", '{"timeout":0}'],
    ["timeout", '{"timeout":-5}'],
    ["timeout", '{"timeout":"30s"}'],
    ["timeout", '{"timeout":true}'],
    ["timeout", '{"timeout":2147483648}'],
    ["deadline", '{"deadline":0}'],
    ["deadline", '{"deadline":"1m"}'],
    ["retries", '{"retries":-1}'],
    ["retries", '{"retries":1.5}'],
    ["retries", '{"retries":11}'],
    ["retries", '{"retries":"2"}'],
    ["retries", '{"retries":true}'],
    ["pacing", '{"pacing":{}}'],
    ["pacing", '{"pacing":"off"}'],
    ["pacing", '{"pacing":null}'],
    ["hooks", '{"hooks":null}'],
    ["hooks", '{"hooks":"log"}'],
    ["hooks.onError", '{"hooks":{"onError":"log"}}'],
    ["debug", '{"debug":"yes"}'],
    ["random", '{"random":0.5}'],
    ["fetch", '{"fetch":"fetch"}'],
    ["clock", '{"clock":0}'],
    ["sleep", '{"sleep":{}}'],
    ["logger", '{"logger":{}}'],
    ["allowInsecureHttp", '{"allowInsecureHttp":"false"}'],
    ["baseUrl", '{"baseUrl":{}}'],
    ["accessToken", '{"accessToken":5}'],
    ["headers", '{"headers":{"Accept":"text/html"}}'],
    ["headers", '{"headers":{"content-type":"text/html"}}'],
    ["headers", '{"headers":{"X-Bad":"a\\nb"}}'],
    ["headers", '{"headers":{"bad name":"x"}}'],
    ["headers", '{"headers":5}'],
  ])("name %s in %s", (name, options) => {
    expect(refused(untyped(options))).toContain(`client: ${name}`);
  });

  it("refuse a hook that nobody knows: what it should see would go by unseen", () => {
    const message = refused(untyped('{"hooks":{"beforeSend":null}}'));
    expect(message).toContain("hooks.an unknown name cannot be used (beforeSend)");
    expect(message).toContain("beforeRequest, onWait, afterResponse, beforeRetry, onError");
  });

  it("say so when the platform has no fetch", () => {
    vi.stubGlobal("fetch", undefined);
    expect(refused({})).toContain("fetch");
  });

  it("send their headers with every request", async () => {
    const { client, requests } = fakeClient(json({ AvailableCredits: 1 }), {
      headers: { "X-Team": "example" },
    });
    await client.credits.balance();
    expect(requests[0]?.headers.get("x-team")).toBe("example");
  });

  it("are read once: changing the object later changes nothing", async () => {
    const headers: Record<string, string> = { "X-Team": "example" };
    const { client, requests } = fakeClient(json({ AvailableCredits: 1 }), { headers });
    headers["X-Team"] = "changed";
    await client.credits.balance();
    expect(requests[0]?.headers.get("x-team")).toBe("example");
  });

  it("call fetch without a this, which browsers and workers insist on", async () => {
    const receivers: unknown[] = [];
    const client = new ProTexting({
      accessToken: TOKEN,
      timeout: false,
      async fetch(this: unknown) {
        receivers.push(this);
        return json({ AvailableCredits: 1 });
      },
    });
    await client.credits.balance();
    expect(receivers).toEqual([undefined]);
  });
});
