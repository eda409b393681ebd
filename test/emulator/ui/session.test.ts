import { createHash } from "node:crypto";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { type RunningEmulator, type StartOptions, startEmulator } from "../../../src/emulator/index.ts";
import { routes } from "../../../src/emulator/ui/routes.ts";
import { sendRaw } from "../../support/raw-socket.ts";

const CONTROL_TOKEN = "a-control-token-of-the-tests";
/** Key of the account in its addresses. */
const SHOP_KEY = createHash("sha256").update("test_shop").digest("hex").slice(0, 16);

let emulator: RunningEmulator;

async function start(host: string, options: StartOptions = { controlToken: CONTROL_TOKEN }): Promise<void> {
  emulator = await startEmulator({ port: 0, host, seed: "sessions", ...options });
  const { close } = emulator;
  onTestFinished(async () => await close());
  await emulator.accounts.create({ token: "test_shop" });
}

type Headers = Readonly<Record<string, string>>;

async function get(path: string, headers: Headers = {}): Promise<Response> {
  return await fetch(`http://127.0.0.1:${emulator.port}${path}`, {
    headers: { Accept: "text/html", ...headers },
    redirect: "manual",
  });
}

async function post(path: string, fields: Headers, headers: Headers = {}): Promise<Response> {
  return await fetch(`http://127.0.0.1:${emulator.port}${path}`, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers,
    redirect: "manual",
  });
}

async function csrfIn(page: Response): Promise<string> {
  const [, csrf = ""] = /name="csrf" value="([0-9a-f]+)"/.exec(await page.text()) ?? [];
  return csrf;
}

/** @returns the cookie of a new session */
async function logIn(token = CONTROL_TOKEN): Promise<string> {
  const csrf = await csrfIn(await get("/"));
  const answer = await post("/_emulator/page/login", { csrf, token });
  return answer.headers.get("set-cookie")?.split(";")[0] ?? "";
}

const LOGOUT = "/_emulator/page/logout";

describe.each(["0.0.0.0", "127.0.0.1"])(
  "a session of the page with a control token, bound to %s,",
  (host) => {
    beforeEach(() => start(host));

    it("is opened by the control token alone", async () => {
      expect(await logIn("a-token-that-is-made-up")).toBe("");
      const cookie = await logIn();
      expect((await get("/", { Cookie: cookie })).status).toBe(200);
    });

    it("is not needed by who sends the control token itself", async () => {
      expect((await get("/", { Authorization: `Bearer ${CONTROL_TOKEN}` })).status).toBe(200);
    });

    it("is nothing that can be made up", async () => {
      for (const cookie of ["", "protexting_session=", `protexting_session=${"0".repeat(32)}`]) {
        for (const path of ["/", "/_emulator/page/live", "/_emulator/page/a/0123456789abcdef"]) {
          expect((await get(path, { Cookie: cookie })).status).toBe(401);
        }
      }
    });

    it("is over once one has logged out, whoever still has its cookie", async () => {
      const cookie = await logIn();
      const csrf = await csrfIn(await get("/", { Cookie: cookie }));
      expect((await post(LOGOUT, { csrf }, { Cookie: cookie })).status).toBe(303);
      expect((await get("/", { Cookie: cookie })).status).toBe(401);
    });

    it("is one of a hundred; the oldest goes for a new one", async () => {
      const first = await logIn();
      const csrf = await csrfIn(await get("/"));
      for (let number = 0; number < 100; number++) {
        const answer = await post("/_emulator/page/login", { csrf, token: CONTROL_TOKEN });
        await answer.arrayBuffer();
      }
      expect((await get("/", { Cookie: first })).status).toBe(401);
    });
  },
);

describe("a form of the page", () => {
  beforeEach(() => start("0.0.0.0"));

  it("counts with its session's token, from this origin or from a browser that does not say", async () => {
    for (const said of [
      {},
      { "Sec-Fetch-Site": "same-origin", Origin: `http://127.0.0.1:${emulator.port}` },
    ]) {
      const cookie = await logIn();
      const csrf = await csrfIn(await get("/", { Cookie: cookie }));
      expect((await post(LOGOUT, { csrf }, { Cookie: cookie, ...said })).status).toBe(303);
    }
  });

  it("counts behind a proxy that names itself as Host, when the browser says that it is of the same origin", async () => {
    const said = { Origin: "http://public.example.test", "Sec-Fetch-Site": "same-origin" };
    const csrf = await csrfIn(await get("/"));
    const login = await post("/_emulator/page/login", { csrf, token: CONTROL_TOKEN }, said);
    expect(login.status).toBe(303);
    const cookie = login.headers.get("set-cookie")?.split(";")[0] ?? "";
    const own = await csrfIn(await get("/", { Cookie: cookie }));
    expect((await post(LOGOUT, { csrf: own }, { Cookie: cookie, ...said })).status).toBe(303);
  });

  it.each([
    { from: "another site", said: { "Sec-Fetch-Site": "cross-site" } },
    { from: "another port", said: { "Sec-Fetch-Site": "same-site" } },
    { from: "another origin", said: { Origin: "http://127.0.0.1:1" } },
    { from: "an origin that hides", said: { Origin: "null" } },
  ])("is refused from $from, whatever token it has", async ({ said }) => {
    const cookie = await logIn();
    const csrf = await csrfIn(await get("/", { Cookie: cookie }));
    expect((await post(LOGOUT, { csrf }, { Cookie: cookie, ...said })).status).toBe(403);
    expect((await get("/", { Cookie: cookie })).status).toBe(200);
  });

  it("is refused without a token, and with that of another session", async () => {
    const [cookie, other] = [await logIn(), await logIn()];
    const foreign = await csrfIn(await get("/", { Cookie: other }));
    for (const fields of [{}, { csrf: "" }, { csrf: foreign }]) {
      expect((await post(LOGOUT, fields, { Cookie: cookie })).status).toBe(403);
    }
    expect((await get("/", { Cookie: cookie })).status).toBe(200);
  });

  it("is refused when it is larger than any form", async () => {
    const cookie = await logIn();
    const answer = await post(LOGOUT, { csrf: "x".repeat(100_000) }, { Cookie: cookie });
    expect(answer.status).toBe(413);
  });
});

describe("without a session, everything of the page on an open address", () => {
  beforeEach(() => start("0.0.0.0"));

  const addresses = routes.map(({ method, path }) => ({
    method: method === "post" ? "POST" : "GET",
    path: `/_emulator/page/a/${SHOP_KEY}${path === "/" ? "" : path.replaceAll(/:\w+/g, "12125550150")}`,
  }));

  it.each([
    ...addresses,
    { method: "GET", path: "/" },
    { method: "GET", path: "/_emulator/page" },
    { method: "GET", path: "/_emulator/page/live" },
    { method: "GET", path: `/_emulator/page/live?account=${SHOP_KEY}` },
    { method: "POST", path: "/_emulator/page/logout" },
    { method: "GET", path: "/_emulator/page/nothing" },
  ])("answers $method $path with 401 and the login", async ({ method, path }) => {
    const answer = await fetch(`http://127.0.0.1:${emulator.port}${path}`, {
      method,
      headers: { Accept: "text/html" },
      redirect: "manual",
    });
    const html = await answer.text();
    expect(answer.status).toBe(401);
    expect(html).toContain("Control token");
    expect(html).not.toContain("test_shop");
  });

  it("is as many addresses as the page has routes, for an account that is there", async () => {
    expect(addresses.length).toBeGreaterThan(15);
    const page = await get(`/_emulator/page/a/${SHOP_KEY}`, { Cookie: await logIn() });
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("test_shop");
  });
});

describe("a login with something else than the control token", () => {
  it("is a line in the log, without what was given", async () => {
    const lines: string[] = [];
    await start("0.0.0.0", { controlToken: CONTROL_TOKEN, log: (line) => lines.push(line) });
    await logIn("a-token-that-is-made-up");
    expect(lines).toEqual(["Refused a login to the page: what was given is not the control token."]);
    await logIn();
    expect(lines).toHaveLength(1);
  });
});

describe("a form from elsewhere", () => {
  it("is refused on loopback without a control token, whatever it says of its site", async () => {
    await start("127.0.0.1", {});
    const headers = { Origin: "http://public.example.test", "Sec-Fetch-Site": "same-origin" };
    const csrf = await csrfIn(await get(`/_emulator/page/a/${SHOP_KEY}/levers`));
    expect((await post(`/_emulator/page/a/${SHOP_KEY}/levers/reset`, { csrf }, headers)).status).toBe(403);
  });

  it("is refused before it has been read", async () => {
    await start("127.0.0.1", {});
    const head = [
      `POST /_emulator/page/a/${SHOP_KEY}/levers/load HTTP/1.1`,
      `Host: 127.0.0.1:${emulator.port}`,
      "Origin: http://evil.example.test",
      "Content-Type: text/plain",
      "Content-Length: 500000000",
    ];
    // Nothing of the body follows.
    const answer = await sendRaw(emulator.url, `${head.join("\r\n")}\r\n\r\n`);
    expect(answer.status).toBe(403);
    expect(answer.body).toContain("another origin");
  });

  it("and one for an account that is not there, too", async () => {
    await start("127.0.0.1", {});
    const head = [
      "POST /_emulator/page/a/0123456789abcdef/levers/load HTTP/1.1",
      `Host: 127.0.0.1:${emulator.port}`,
      "Content-Length: 500000000",
    ];
    const answer = await sendRaw(emulator.url, `${head.join("\r\n")}\r\n\r\n`);
    expect(answer.status).toBe(404);
  });
});

describe("the page on loopback without a control token", () => {
  beforeEach(() => start("127.0.0.1", {}));

  it("is open, and keeps no session", async () => {
    const page = await get("/");
    expect([page.status, page.headers.get("set-cookie")]).toEqual([200, null]);
  });

  it.each(["/", "/_emulator/page", "/_emulator/page/live"])(
    "refuses %s under a name that is not this machine's, which a page elsewhere could have pointed here",
    async (path) => {
      const request = `GET ${path} HTTP/1.1\r\nHost: evil.example.test\r\nAccept: text/html\r\nConnection: close\r\n\r\n`;
      const answer = await sendRaw(emulator.url, request);
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain("test_shop");
    },
  );
});
