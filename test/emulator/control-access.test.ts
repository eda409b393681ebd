/** Access to the control API. */
import { describe, expect, it } from "vitest";
import { checkAccess, isLoopbackHost } from "../../src/emulator/control/access.ts";
import { type RawAnswer, rawRequest, sendRaw } from "../support/raw-socket.ts";
import { startTestEmulator } from "../support/test-emulator.ts";
import { paste } from "./ui/controls-page.ts";

async function ask(
  url: string,
  startLine: string,
  headers: Readonly<Record<string, string>>,
): Promise<RawAnswer> {
  return await sendRaw(url, rawRequest(startLine, headers));
}

describe("bound to loopback", () => {
  it("the control API is open, and has no token", async () => {
    const { url, controlToken } = await startTestEmulator();
    expect(controlToken).toBeNull();
    expect((await fetch(`${url}/_emulator/accounts`)).status).toBe(200);
  });

  it.each([
    "evil.example",
    "evil.example:80",
    "127.0.0.1.evil.example",
    "localhost.evil.example",
    "",
    "10.0.0.1",
  ])("a request whose Host is %j is refused, as a rebound page would send it", async (host) => {
    const { url } = await startTestEmulator();
    const answer = await ask(url, "GET /_emulator/accounts", { Host: host });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toEqual({
      type: "about:blank",
      status: 403,
      title: "Forbidden",
      detail: `The Host "${host}" is no loopback name. Please call 127.0.0.1, [::1] or localhost, or start the emulator with a control token: it then takes any Host.`,
    });
  });

  it.each(["GET /_emulator/journal", "POST /_emulator/reset", "GET /_emulator/nope"])(
    "%s of a rebound page is refused like any other",
    async (startLine) => {
      const { url } = await startTestEmulator();
      expect((await ask(url, startLine, { Host: "evil.example" })).status).toBe(403);
    },
  );

  describe("a change that a web page of elsewhere asks for is refused, whatever it names:", () => {
    const FOREIGN: readonly Readonly<Record<string, string>>[] = [
      { "Sec-Fetch-Site": "cross-site", Origin: "http://evil.example" },
      { "Sec-Fetch-Site": "same-site" },
      { Origin: "http://127.0.0.1:1" },
      { Origin: "http://127.0.0.1:4280.evil.example" },
      { Origin: "null" },
      { Origin: "" },
      { "Sec-Fetch-Site": "same-origin", Origin: "http://evil.example" },
      { "Sec-Fetch-Site": "cross-site", Origin: "http://127.0.0.1:4280" },
    ];
    const CHANGES = [
      "POST /_emulator/reset",
      "DELETE /_emulator/journal",
      "PUT /_emulator/clock",
      "POST /_emulator/nope",
    ];
    it.each(FOREIGN)("%j", async (headers) => {
      const { url, accounts } = await startTestEmulator();
      await accounts.create({ token: "test_kept" });
      for (const change of CHANGES) {
        const answer = await ask(url, change, { Host: "127.0.0.1:4280", "Content-Length": "0", ...headers });
        expect(answer.status).toBe(403);
        expect(JSON.parse(answer.body)).toMatchObject({
          title: "Forbidden",
          detail: expect.stringMatching(
            /^A web page of another origin \(.*\) may read and change nothing here\. Please /,
          ),
        });
      }
      expect((await accounts.get("test_kept")).token).toBe("test_kept");
    });
  });

  it.each([
    {},
    { "Sec-Fetch-Site": "none" },
    { "Sec-Fetch-Site": "same-origin", Origin: "http://127.0.0.1:4280" },
    { Origin: "https://127.0.0.1:4280" },
  ])(
    "a program may change what it wants, and so may a page of the emulator's own address: %j",
    async (headers) => {
      const { url } = await startTestEmulator();
      const answer = await ask(url, "POST /_emulator/clock/freeze", {
        Host: "127.0.0.1:4280",
        "Content-Length": "0",
        ...headers,
      });
      expect(answer.status).toBe(200);
    },
  );

  describe("a web page of elsewhere reads nothing and keeps no stream open, of the control API or of the page:", () => {
    const READS = ["/journal", "/state", "/events", "/nope", "/page", "/page/live", "/page/a/x/download"];
    it.each([
      { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors" },
      { "Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", Origin: "http://localhost:3000" },
      { Origin: "http://evil.example" },
      { Origin: "null" },
    ])("%j", async (headers) => {
      const { url } = await startTestEmulator();
      for (const path of READS) {
        const answer = await ask(url, `GET /_emulator${path}`, { Host: "127.0.0.1:4280", ...headers });
        expect([path, answer.status]).toEqual([path, 403]);
        expect(answer.body).toContain("may read and change nothing here");
      }
    });

    it("but a link that a person follows is opened", async () => {
      const { url } = await startTestEmulator();
      const followed = { "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate" };
      for (const path of ["/_emulator/journal", "/_emulator/page"]) {
        expect((await ask(url, `GET ${path}`, { Host: "127.0.0.1:4280", ...followed })).status).toBe(200);
      }
      const posted = { ...followed, Host: "127.0.0.1:4280", "Content-Length": "0" };
      expect((await ask(url, "POST /_emulator/reset", posted)).status).toBe(403);
    });
  });

  it.each(["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "x-forwarded-anything", "X-Real-IP"])(
    "what a proxy passed on, with the header %s, is refused with the reason, and so is the page",
    async (name) => {
      const { url } = await startTestEmulator();
      for (const path of ["/_emulator/accounts", "/_emulator/page"]) {
        const answer = await ask(url, `GET ${path}`, { Host: "127.0.0.1:4280", [name]: "1.1 proxy" });
        expect(answer.status).toBe(403);
        expect(answer.body).toContain(
          `A proxy passed this request on (it has the header ${name.toLowerCase()})`,
        );
        expect(answer.body).toContain("PROTEXTING_EMULATOR_CONTROL_TOKEN");
      }
      const vendors = await ask(url, "GET /v1/credits/balance?access_token=test_a", {
        Host: "x",
        [name]: "1.1 proxy",
      });
      expect(vendors.status).toBe(200);
    },
  );

  it("curl may reset it", async () => {
    const { url, accounts } = await startTestEmulator();
    await accounts.create({ token: "test_gone" });
    await paste(`curl -X POST ${url}/_emulator/reset -d '{}'`);
    expect((await accounts.list()).items.map(({ token }) => token)).not.toContain("test_gone");
    await expect(paste(`curl -X POST ${url}/_emulator/reset -H 'Origin: null' -d '{}'`)).rejects.toThrow(
      /error: 403/,
    );
  });

  it("an encoded path does not lead to the control API over a socket", async () => {
    const { url } = await startTestEmulator();
    expect((await ask(url, "GET /%5Femulator/accounts", { Host: "127.0.0.1" })).status).toBe(404);
  });

  it.each(["localhost", "LOCALHOST:4280", "127.0.0.1", "127.8.8.8:1", "[::1]:4280", "app.localhost"])(
    "a request whose Host is %s is taken",
    async (host) => {
      const { url } = await startTestEmulator();
      expect((await ask(url, "GET /_emulator/accounts", { Host: host })).status).toBe(200);
    },
  );

  it("health and the vendor's API answer to any Host", async () => {
    const { url } = await startTestEmulator();
    for (const path of ["/_emulator/health/live", "/_emulator/health/ready"]) {
      const answer = await ask(url, `GET ${path}`, { Host: "evil.example" });
      expect([answer.status, answer.body]).toEqual([200, '{"status":"ok"}']);
    }
    const vendor = await ask(url, "GET /v1/credits/balance?access_token=test_a", {
      Host: "api.example.test",
    });
    expect(vendor.status).toBe(200);
  });

  it("the handle in the same process needs neither Host nor token", async () => {
    for (const host of ["127.0.0.1", "0.0.0.0"]) {
      const { fetch: inProcess } = await startTestEmulator({}, { host });
      expect((await inProcess("http://any.example.test/_emulator/accounts")).status).toBe(200);
    }
  });
});

describe("with a control token that was given", () => {
  const TOKEN = "control-token-s3cret";

  it.each(["127.0.0.1", "localhost", "0.0.0.0"])(
    "bound to %s, the control API takes it and nothing else",
    async (host) => {
      const { port, controlToken } = await startTestEmulator({}, { host, controlToken: TOKEN });
      const url = `http://127.0.0.1:${port}`;
      expect(controlToken).toBe(TOKEN);
      for (const path of ["/_emulator/accounts", "/_emulator/events", "/_emulator/page"]) {
        expect([path, (await ask(url, `GET ${path}`, { Host: "127.0.0.1" })).status]).toEqual([path, 401]);
      }
      const proxied = { Host: "emulator.example.test", "X-Forwarded-For": "192.0.2.1", Via: "1.1 nginx" };
      expect((await ask(url, "GET /_emulator/accounts", proxied)).status).toBe(401);
      const Authorization = `Bearer ${TOKEN}`;
      expect((await ask(url, "GET /_emulator/accounts", { ...proxied, Authorization })).status).toBe(200);
    },
  );
});

describe("bound to another address", () => {
  const PATH = "GET /_emulator/accounts";

  it("the control API takes its token and nothing else", async () => {
    const { port, controlToken } = await startTestEmulator(
      {},
      { host: "0.0.0.0", controlToken: "control-token-s3cret" },
    );
    const url = `http://127.0.0.1:${port}`;
    expect(controlToken).toBe("control-token-s3cret");
    const refused = await ask(url, PATH, { Host: "127.0.0.1" });
    expect([refused.status, JSON.parse(refused.body).title]).toEqual([401, "Unauthorized"]);
    expect(refused.body).not.toContain("control-token-s3cret");
    for (const Authorization of [
      "Bearer control-token-wrong1",
      "Bearer control-token-s3cre",
      "Bearer control-token-s3cret2",
      "control-token-s3cret",
      "bearer",
      "",
    ]) {
      expect((await ask(url, PATH, { Authorization })).status).toBe(401);
    }
    const taken = await ask(url, PATH, {
      Host: "emulator.example.test",
      Authorization: "Bearer control-token-s3cret",
    });
    expect(taken.status).toBe(200);
  });

  it("the token is drawn when none is given, another each time", async () => {
    const [one, other] = [
      await startTestEmulator({}, { host: "0.0.0.0" }),
      await startTestEmulator({}, { host: "0.0.0.0" }),
    ];
    expect(one.controlToken).toMatch(/^[0-9a-f]{32}$/);
    expect(other.controlToken).not.toBe(one.controlToken);
    const headers = { Authorization: `Bearer ${one.controlToken}` };
    expect((await ask(`http://127.0.0.1:${one.port}`, PATH, headers)).status).toBe(200);
  });

  it("health is exempt, and the vendor's API needs no control token", async () => {
    const { port } = await startTestEmulator({}, { host: "0.0.0.0" });
    const url = `http://127.0.0.1:${port}`;
    expect((await ask(url, "GET /_emulator/health/ready", {})).status).toBe(200);
    expect((await ask(url, "GET /v1/credits/balance?access_token=test_a", {})).status).toBe(200);
  });
});

describe("which addresses are this machine only", () => {
  it.each(["localhost", "127.0.0.1", "127.1.2.3", "::1", "[::1]", "[::1]:80", "localhost:80", "a.localhost"])(
    "%s is",
    (host) => {
      expect(isLoopbackHost(host)).toBe(true);
    },
  );

  it.each([
    "",
    "0.0.0.0",
    "::",
    "::2",
    "::1:80",
    "fe80::1",
    ".localhost",
    "a'$(id)'.localhost",
    "a b.localhost",
    "a/b.localhost",
    "a_b.localhost",
    "ä.localhost",
    "192.168.0.1",
    "128.0.0.1",
    "localhost.com",
    "notlocalhost",
    "1",
  ])("%j is not", (host) => {
    expect(isLoopbackHost(host)).toBe(false);
  });

  it("a missing Host is refused on loopback", () => {
    expect(() => checkAccess({ kind: "loopback" }, new Headers())).toThrow("no loopback name");
    expect(() => checkAccess({ kind: "loopback" }, new Headers({ Host: "localhost" }))).not.toThrow();
  });
});
