/** Findings of the doctor about base URL and token: each mistake made on purpose. */
import { createServer as createHttpServer } from "node:http";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it } from "vitest";
import { call } from "../commands/support.ts";
import { emulator, found, freePort, listen } from "./support.ts";

describe("the base URL", () => {
  const reach = (url: string, ...args: readonly string[]) =>
    found("Reachability", ["--port", "0", "--base-url", url, ...args]);

  it("is refused as the client refuses it", async () => {
    for (const url of [
      "127.0.0.1:4280",
      "http://127.0.0.1:4280?x=1",
      "ftp://127.0.0.1",
      "http://192.0.2.1",
    ]) {
      expect(await found("Base URL", ["--port", "0", "--base-url", url])).toMatchObject([
        { outcome: "wrong", please: expect.stringContaining("--base-url") },
      ]);
      expect(await reach(url)).toEqual([]);
    }
  });

  it("leads to nobody: the emulator is to be started", async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    expect(await reach(url)).toMatchObject([
      {
        outcome: "wrong",
        says: `nobody listens at ${url}`,
        please: expect.stringContaining("protexting emulate --port"),
      },
    ]);
  });

  it("names a port that fetch refuses to ask, whoever listens there", async () => {
    expect(await reach("http://127.0.0.1:9")).toMatchObject([
      {
        outcome: "wrong",
        says: "fetch refuses port 9, as browsers do: it belongs to another protocol",
        please: expect.stringContaining("another port"),
      },
    ]);
  });

  it("has a path that the emulator has not", async () => {
    const { url } = await emulator();
    expect(await reach(`${url}/v1`)).toMatchObject([{ outcome: "wrong", please: `leave it away: ${url}` }]);
  });

  it("says https where the emulator speaks http", async () => {
    const { url } = await emulator();
    expect(await reach(url.replace("http:", "https:"))).toMatchObject([
      {
        outcome: "wrong",
        says: expect.stringContaining("does not speak TLS"),
        please: expect.stringContaining(url),
      },
    ]);
  });

  it("says http where a server speaks TLS", async () => {
    const port = await listen(createTlsServer({}));
    expect(await reach(`http://127.0.0.1:${port}`)).toMatchObject([
      { outcome: "wrong", please: expect.stringContaining("write https") },
    ]);
  });

  it("leads to another server of this machine", async () => {
    const port = await listen(createHttpServer((_, response) => response.end("hello")));
    expect(await reach(`http://127.0.0.1:${port}`)).toMatchObject([
      { outcome: "note", says: expect.stringContaining("is no emulator of this toolkit") },
    ]);
  });

  it("is another machine: asked only when told to, once, without the token and without following", async () => {
    const asked: string[] = [];
    const fetch = async (url: unknown, init?: RequestInit) => {
      asked.push(`${init?.method ?? "GET"} ${String(url)} ${init?.redirect}`);
      return new Response(null, { status: 302, headers: { location: "https://elsewhere.example.com/" } });
    };
    const environment = {
      PROTEXTING_BASE_URL: "https://sms.example.com",
      PROTEXTING_ACCESS_TOKEN: "mine_alone",
    };
    expect(await found("Reachability", ["--port", "0"], { environment, fetch })).toMatchObject([
      { outcome: "skipped" },
    ]);
    expect(asked).toEqual([]);
    expect(await found("Reachability", ["--port", "0", "--reach"], { environment, fetch })).toMatchObject([
      { outcome: "ok", says: "https://sms.example.com answers" },
    ]);
    expect(asked).toEqual(["GET https://sms.example.com/ manual"]);
  });

  it.each([
    ["ENOTFOUND", "no address is known for sms.example.com"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "the certificate of sms.example.com is not trusted"],
    ["ECONNREFUSED", "nobody listens at https://sms.example.com"],
    ["ETIMEDOUT", "cannot be reached"],
  ])("cannot be reached: %s", async (code, says) => {
    const cause = Object.assign(new Error("failed"), { code });
    const fetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
    const args = ["--port", "0", "--reach", "--base-url", "https://sms.example.com"];
    expect(await found("Reachability", args, { fetch })).toMatchObject([
      { outcome: "wrong", says: expect.stringContaining(says), please: expect.any(String) },
    ]);
  });
});

describe("the token", () => {
  const of = (token: string, url = "http://127.0.0.1:4280") =>
    found("Access token", ["--port", "0", "--base-url", url], {
      environment: { PROTEXTING_ACCESS_TOKEN: token },
    });

  it.each([
    [" test_secret", "begins or ends with white space"],
    ['"test_secret"', "has quotation marks around it"],
    ["test_secret…", "has characters that no token has"],
  ])("%j cannot be used", async (token, says) => {
    expect(await of(token)).toMatchObject([{ outcome: "wrong", says: `PROTEXTING_ACCESS_TOKEN ${says}` }]);
  });

  it("is one that an emulator does not know", async () => {
    expect(await of("real_secret")).toMatchObject([
      { outcome: "note", says: expect.stringContaining("401") },
    ]);
    expect(await of("your_access_token")).toMatchObject([{ outcome: "ok" }]);
  });

  it("is one for the emulator, and would go elsewhere", async () => {
    expect(await of("test_secret", "https://api2.protexting.com")).toMatchObject([{ outcome: "wrong" }]);
  });

  it("is never shown, nor taken from the command line", async () => {
    const environment = { PROTEXTING_ACCESS_TOKEN: '"very_secret"', PROTEXTING_TOKEN: "very_secret" };
    for (const args of [[], ["--json"]]) {
      const { stdout, stderr } = await call("doctor", ["--port", "0", ...args], { environment });
      expect(stdout + stderr).not.toContain("very_secret");
    }
    expect((await call("doctor", ["--token", "very_secret"])).code).toBe(1);
  });
});

describe("the account, asked for its credits with --account", () => {
  const account = async (seed: object, token = "test_doctors") => {
    const { url, accounts } = await emulator();
    await accounts.create({ token: "test_doctors", ...seed });
    const environment = { PROTEXTING_ACCESS_TOKEN: token };
    return found("Account", ["--port", "0", "--base-url", url, "--account"], { environment });
  };

  it.each([
    [{ credits: 3 }, "ok", "the API serves it; it has 3 credits", undefined],
    [{ credits: 0 }, "note", "the API serves it; it has 0 credits", "top up"],
    [{ activated: false }, "wrong", "code 6", "activate it"],
    [{ allowedAddresses: ["192.0.2.1"] }, "wrong", "code 7", "allow it"],
  ])("of an account with %j", async (seed, outcome, says, please) => {
    const [finding] = await account(seed);
    expect(finding).toMatchObject({ outcome, says: expect.stringContaining(says) });
    expect(finding?.please ?? "").toContain(please ?? "");
  });

  it("says that the token is not accepted", async () => {
    expect(await account({}, "unknown_here")).toMatchObject([
      { outcome: "wrong", says: expect.stringContaining("401"), please: expect.stringContaining("TOKEN") },
    ]);
  });

  it("is not asked with a token that is one for the emulator, at another machine", async () => {
    const environment = { PROTEXTING_ACCESS_TOKEN: "test_doctors" };
    const fetch = () => Promise.reject(new Error("was asked"));
    const args = ["--port", "0", "--base-url", "https://sms.example.com", "--account"];
    expect(await found("Account", args, { environment, fetch })).toEqual([]);
  });
});
