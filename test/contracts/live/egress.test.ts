/** The egress by itself: where it goes, what it takes along, how it ends. */
import { createServer } from "node:https";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openBudget } from "../../../contracts/live/egress/budget.ts";
import { openEgress } from "../../../contracts/live/egress/egress.ts";
import { readTarget } from "../../../contracts/live/egress/target.ts";
import { LIVE_PARTS } from "../../../contracts/live/verify-live.ts";
import { allowed, ask, BALANCE, sending } from "./ask.ts";
import { selfSigned } from "./certificate.ts";
import { Scene } from "./scene.ts";
import { RECIPIENT, TOKEN } from "./stand-in.ts";

async function openScene(): Promise<Scene> {
  const scene = await Scene.open(LIVE_PARTS);
  onTestFinished(() => scene[Symbol.asyncDispose]());
  return scene;
}

describe("the target", () => {
  it.each([
    ["https://api2.protexting.com", undefined, 443],
    ["https://live.example.test:8443", undefined, 8443],
    ["http://127.0.0.1:4280", undefined, 4280],
    ["http://localhost:4280", "127.0.0.1", 4280],
    ["http://[::1]:4280", undefined, 4280],
  ])("may be %s", (url, address, port) => {
    expect(readTarget(url)).toMatchObject({ origin: url, port, address });
  });

  it("is connected to at the address that --resolve gives for its host and port, and no other", () => {
    const resolve = ["other.example.test:443:192.0.2.1", "live.example.test:443:[2001:db8::1]"];
    expect(readTarget("https://live.example.test", resolve).address).toBe("2001:db8::1");
    expect(readTarget("https://live.example.test:8443", resolve).address).toBeUndefined();
  });

  it.each([
    ["http://api2.protexting.com"],
    ["http://localhost.example.test"],
    ["https://user:secret@api2.protexting.com"],
    ["https://api2.protexting.com/v1"],
    ["https://api2.protexting.com/?access_token=secret"],
    ["ftp://api2.protexting.com"],
    ["api2.protexting.com"],
    [""],
  ])("is not %s, and what it holds is not repeated", (url) => {
    expect(() => readTarget(url)).toThrow("Failed to use the address of the live API");
    expect(() => readTarget(url)).not.toThrow("secret");
  });

  it("is not another machine by plain http, whatever its name", () => {
    expect(() => readTarget("http://localhost:80", ["localhost:80:192.0.2.1"])).toThrow("use https");
    expect(() => readTarget("https://a.example.test", ["a.example.test:443:b.example.test"])).toThrow(
      "--resolve",
    );
  });
});

describe("what leaves", () => {
  it("is composed anew: no header but what was checked, and nothing of a proxy's", async () => {
    const headers: string[] = [];
    const scene = await openScene();
    scene.answering = (response, request) => {
      headers.push(...Object.keys(request.headers));
      response.end("{}");
    };
    const egress = await scene.egress([BALANCE]);
    await ask(egress.url, {
      ...BALANCE,
      headers: {
        "X-HTTP-Method-Override": "DELETE",
        "X-Forwarded-For": "192.0.2.1",
        Forwarded: "for=192.0.2.1",
        Cookie: "session=1",
        Authorization: "Bearer somebody",
        TE: "trailers",
        "Accept-Encoding": "gzip",
      },
    });
    expect(headers).toEqual(["host", "accept", "accept-encoding", "user-agent", "connection"]);
  });

  it("goes to the target by no proxy, whatever the environment says", async () => {
    for (const name of ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"])
      vi.stubEnv(name, "http://127.0.0.1:9");
    vi.stubEnv("NODE_USE_ENV_PROXY", "1");
    const scene = await openScene();
    const egress = await scene.egress([BALANCE]);
    expect((await ask(egress.url, BALANCE)).status).toBe(200);
    expect(scene.arrived).toHaveLength(1);
  });

  it("does not leave when the certificate is not good, whatever NODE_TLS_REJECT_UNAUTHORIZED says", async () => {
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0");
    const heard: string[] = [];
    const server = createServer(selfSigned("live.example.test"), (request, response) => {
      heard.push(String(request.url));
      response.end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" ? address?.port : 0;
    const egress = await openEgress({
      target: `https://live.example.test:${port}`,
      resolve: [`live.example.test:${port}:127.0.0.1`],
      token: TOKEN,
      allow: [allowed(BALANCE)],
    });
    onTestFinished(() => egress.close());
    expect((await ask(egress.url, BALANCE)).body).toBe(
      "No answer to pass on: no answer came (DEPTH_ZERO_SELF_SIGNED_CERT).\n",
    );
    expect(heard).toEqual([]);
  });
});

describe("an answer", () => {
  it("that is too long, too late or cut off is not passed on, and says so without the token", async () => {
    const scene = await openScene();
    const asks = [1, 2, 3].map((page) => ({
      ...BALANCE,
      query: `access_token=test_placeholder&page=${page}`,
    }));
    scene.answering = (response, { url = "" }) => {
      if (url.endsWith("page=1")) response.end(Buffer.alloc(2 * 1024 * 1024));
      if (url.endsWith("page=3")) {
        response.writeHead(200, { "Content-Length": 100 }).write("{");
        response.destroy();
      }
    };
    const egress = await scene.egress(asks, { answerTimeoutMs: 200 });
    const bodies = [];
    for (const one of asks) bodies.push(await ask(egress.url, one));
    expect(bodies.map(({ status }) => status)).toEqual([502, 502, 502]);
    expect(bodies.map(({ body }) => body).join("")).not.toContain(TOKEN);
    expect(egress.refusals.map(({ by, reason }) => [by, reason])).toEqual([
      ["answer", "the answer is longer than 1048576 bytes"],
      ["answer", "no answer came within 0.2 s"],
      ["answer", expect.stringContaining("no answer came (")],
    ]);
  });

  it("that unpacks to more than it may is not passed on", async () => {
    const { gzipSync } = await import("node:zlib");
    const scene = await openScene();
    scene.answering = (response) => {
      response.writeHead(200, { "Content-Encoding": "gzip" }).end(gzipSync(Buffer.alloc(64 * 1024 * 1024)));
    };
    const egress = await scene.egress([BALANCE]);
    expect((await ask(egress.url, BALANCE)).body).toContain("cannot be unpacked");
  });

  it("keeps its status, its headers and every byte that is not the token's", async () => {
    const body = Buffer.from(Uint8Array.from({ length: 256 }, (_none, index) => index));
    const scene = await openScene();
    scene.answering = (response) => {
      response.writeHead(404, { "X-Rate-Limit-Reset": "7", "Content-Type": "application/xml" }).end(body);
    };
    const egress = await scene.egress([BALANCE]);
    const got = await ask(egress.url, BALANCE);
    expect(got.status).toBe(404);
    expect(got.headers).toMatchObject({ "x-rate-limit-reset": "7", "content-type": "application/xml" });
    expect(got.bytes.equals(body)).toBe(true);
    expect(egress.refusals).toEqual([]);
  });
});

describe("the pace", () => {
  const twice = ["page=1", "page=2"].map((page) => ({
    ...BALANCE,
    query: `access_token=test_placeholder&${page}`,
  }));

  it("rests after a 429 for as long as the API says", async () => {
    const scene = await openScene();
    scene.answering = (response) => {
      response.writeHead(429, { "X-Rate-Limit-Remaining": "0", "X-Rate-Limit-Reset": "37" }).end("{}");
    };
    const egress = await scene.egress(twice);
    for (const one of twice) await ask(egress.url, one);
    const [first, second] = scene.arrived.map(({ at }) => at);
    expect(Number(second) - Number(first)).toBe(37_000);
  });

  it("counts what an earlier run with the same budget sent to the recipient within the minute", async () => {
    const scene = await openScene();
    const began = scene.now;
    const first = await openBudget(scene.budgetFile, 20);
    await first.reserve({
      at: new Date(began).toISOString(),
      credits: 9,
      parts: 9,
      for: "POST /v1/sms/send",
    });
    await first.close();
    scene.now += 10_000;
    const hello = sending({ MobilePhone: RECIPIENT, Message: "Hello" });
    const egress = await scene.egress([hello], { recipient: RECIPIENT, budget: await scene.budget(20) });
    await ask(egress.url, hello);
    expect(scene.arrived.map(({ at }) => at - began)).toEqual([60_000]);
  });
});

describe("what an answer is taken for", () => {
  const json = "application/json; charset=UTF-8";
  const refusal = '{"name":"Not Found","message":"No.","code":0,"status":404,"type":"more"}';
  const fields = "<response><item><field>Message</field><message>No.</message></item></response>";
  it.each([
    ["a balance", 200, json, "{}", undefined],
    ["a refusal in the API's shape", 404, json, refusal, undefined],
    ["an empty list of fields", 422, json, "[]", "it refuses (422) in another shape than the API does"],
    ["fields in XML", 422, "application/xml", fields, undefined],
    ["a page", 200, "text/html", "<h1>Welcome</h1>", "it is text/html, and the API's are JSON or XML"],
    ["nothing", 404, "", "", "it is of no type, and the API's are JSON or XML"],
    [
      "another's refusal",
      404,
      json,
      '{"error":"blocked"}',
      "it refuses (404) in another shape than the API does",
    ],
    ["another's in XML", 406, "text/xml", "<error/>", "it refuses (406) in another shape than the API does"],
    [
      "a recipient who has opted out",
      422,
      json,
      '{"name":"Unprocessable entity","message":"Phone number is opted out.","code":1,"status":422}',
      "the recipient has opted out (code 1)",
    ],
    [
      "too few credits, in XML",
      422,
      "application/xml",
      "<response><name>x</name><message>x</message><code>5</code><status>422</status></response>",
      "the account has too few credits (code 5)",
    ],
    [
      "a carrier",
      422,
      json,
      '{"name":"x","message":"x","code":30007,"status":422}',
      "carriers block the content (code 30007)",
    ],
    ["a template without media", 422, json, '{"name":"x","message":"x","code":3,"status":422}', undefined],
    ["a wrong field", 422, json, '[{"field":"Message","message":"x"}]', undefined],
    ["broken JSON", 400, json, "{", "it refuses (400) in another shape than the API does"],
  ])("is for %s", async (_what, status, type, body, because) => {
    const scene = await openScene();
    scene.answering = (response) => {
      response.writeHead(status, type === "" ? {} : { "Content-Type": type }).end(body);
    };
    const egress = await scene.egress([BALANCE]);
    await ask(egress.url, BALANCE);
    expect(egress.forwarded.map(({ circumstance }) => circumstance)).toEqual([because]);
  });
});

describe("the egress", () => {
  it("lets nothing that costs pass without a budget", async () => {
    const scene = await openScene();
    const hello = sending({ MobilePhone: RECIPIENT, Message: "Hello" });
    const egress = await scene.egress([hello], { recipient: RECIPIENT });
    expect((await ask(egress.url, hello)).body).toBe(
      'Refused by the guard "budget": it may cost 1 credits, and 0 of the budget of 0 are left.\n',
    );
    expect(scene.arrived).toEqual([]);
  });

  it("breaks off what is on its way when it is stopped, and tells what has left", async () => {
    const scene = await openScene();
    const arrived = new Promise<void>((resolve) => {
      scene.answering = () => resolve();
    });
    const egress = await scene.egress([BALANCE]);
    const asked = ask(egress.url, BALANCE);
    await arrived;
    egress.stop();
    expect((await asked).status).toBe(502);
    const name = allowed(BALANCE).name;
    expect(egress.forwarded).toEqual([
      { request: "GET /v1/credits/balance", name, credits: 0, status: undefined },
    ]);
    expect(egress.refusals).toEqual([
      {
        by: "answer",
        request: "GET /v1/credits/balance",
        reason: "the run was stopped before the answer came",
      },
    ]);
  });

  it.each(["", "short", "with blanks in it", "with_umlaut_ä", "placeholder"])(
    "takes no token that cannot be told from other text: %s",
    async (token) => {
      const opening = openEgress({ target: "http://127.0.0.1:9", token, allow: [] });
      await expect(opening).rejects.toThrow("Failed to use the access token");
    },
  );
});
