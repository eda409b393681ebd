/** Answers as they leave the socket: every byte of the head, in order and case. */
import { describe, expect, it } from "vitest";
import { rawRequest, sendRaw } from "../support/raw-socket.ts";
import { startTestEmulator } from "../support/test-emulator.ts";

const JSON_TYPE = { "Content-Type": "application/json" };
const SEND = "POST /v1/sms/send?access_token=test_alice";
const BALANCE = "GET /v1/credits/balance?access_token=test_alice";

const FIRST_LINES = ["Date: Thu, 15 Jan 2026 12:00:00 GMT", "X-Powered-By: PHP/5.6.2"];
const EXPIRES = "Expires: Thu, 19 Nov 1981 08:52:00 GMT";
const SESSION = [
  EXPIRES,
  "Cache-Control: no-store, no-cache, must-revalidate, post-check=0, pre-check=0",
  "Pragma: no-cache",
];
const RATE = ["X-Rate-Limit-Limit: 60", "X-Rate-Limit-Remaining: 59", "X-Rate-Limit-Reset: 0"];
const PAGE = [
  "X-Pagination-Total-Count: 1",
  "X-Pagination-Page-Count: 1",
  "X-Pagination-Current-Page: 1",
  "X-Pagination-Per-Page: 100",
];

function lastLines(format: "json" | "xml", length: number): readonly string[] {
  return [
    `Content-Type: application/${format}; charset=UTF-8`,
    `Content-Length: ${length}`,
    "Connection: close",
  ];
}

describe("the head of an answer on the socket", () => {
  it("[headers.documented] a success carries what the pages print, in the framework's order and case", async () => {
    const { url } = await startTestEmulator();
    const answer = await sendRaw(url, rawRequest(BALANCE));
    expect(answer.head.split("\n")).toEqual([
      "HTTP/1.1 200 OK",
      ...FIRST_LINES,
      ...SESSION,
      ...RATE,
      ...PAGE,
      "Link: <http://api2.example.test/v1/credits/balance?access_token=test_alice>; rel=self",
      ...lastLines("json", 25),
    ]);
    expect(answer.body).toBe('{"AvailableCredits":1000}');
  });

  it("[headers.documented] a send in XML carries the same, with its length in bytes", async () => {
    const { url } = await startTestEmulator();
    const body = '{"MobilePhone":"12125550150","Message":"hi"}';
    const answer = await sendRaw(url, rawRequest(SEND, { ...JSON_TYPE, Accept: "application/xml" }, body));
    expect(answer.head.split("\n")).toEqual([
      "HTTP/1.1 200 OK",
      ...FIRST_LINES,
      ...SESSION,
      ...RATE,
      ...PAGE,
      "Link: <http://api2.example.test/v1/sms/send?access_token=test_alice>; rel=self",
      ...lastLines("xml", Buffer.byteLength(answer.body)),
    ]);
  });

  /** A refusal's head and body; `code` is 0 in all that the emulator can give. */
  function refused(request: string, status: number, reason: string, message: string, own: string[] = []) {
    const body = JSON.stringify({ name: reason, message, code: 0, status });
    const head = [`HTTP/1.1 ${status} ${reason}`, ...FIRST_LINES, ...own, ...lastLines("json", body.length)];
    return { request, head, body };
  }

  const authenticated = [...SESSION, ...RATE];
  const refusals = [
    refused(
      rawRequest("GET /v1/credits/balance"),
      401,
      "Unauthorized",
      "Your request was made with invalid credentials.",
    ),
    refused(rawRequest("GET /v1/nope?access_token=test_alice"), 404, "Not Found", "Page not found."),
    refused(
      rawRequest("DELETE /v1/contacts/update?access_token=test_alice"),
      405,
      "Method Not Allowed",
      "Method Not Allowed. This URL can only handle the following request methods: PUT, POST.",
      ["Allow: PUT, POST"],
    ),
    refused(
      rawRequest(BALANCE, { Accept: "image/png" }),
      415,
      "Unsupported Media Type",
      "None of your requested content types is supported.",
    ),
    refused(
      rawRequest(SEND, JSON_TYPE, "{"),
      400,
      "Bad Request",
      "Invalid JSON data in request body: Syntax error.",
      authenticated,
    ),
    refused(
      rawRequest("GET /v1/sms/delivery-report?access_token=test_alice&id=x"),
      404,
      "Not Found",
      "Object not found: x",
      authenticated,
    ),
    refused(
      rawRequest("GET /v1/mms-to-screen/queue?access_token=test_alice"),
      501,
      "Not Implemented",
      "GET /v1/mms-to-screen/queue is documented by the vendor but not built in this emulator.",
      authenticated,
    ),
  ];

  it.each(refusals)(
    "[errors.reasons] [errors.shape] $head.0: status line, order, case and body are exact",
    async ({ request, head, body }) => {
      const { url } = await startTestEmulator();
      const answer = await sendRaw(url, request);
      expect(answer.head.split("\n")).toEqual(head);
      expect(answer.body).toBe(body);
    },
  );

  it("[errors.validation] a failed validation has a reason phrase of its own", async () => {
    const { url } = await startTestEmulator();
    const answer = await sendRaw(url, rawRequest(SEND, JSON_TYPE, "{}"));
    const body = '[{"field":"MobilePhone","message":"Mobile Phone cannot be blank."}]';
    expect(answer.body).toBe(body);
    expect(answer.head.split("\n")).toEqual([
      "HTTP/1.1 422 Data Validation Failed.",
      ...FIRST_LINES,
      ...authenticated,
      ...lastLines("json", body.length),
    ]);
  });

  it("[errors.reasons] a code's reason is the printed one; 413 and 429 have the framework's phrases", async () => {
    const { url } = await startTestEmulator({
      account: { credits: 0 },
      limits: { rate: { limit: 2, windowSeconds: 60 }, bodyBytes: 100 },
    });
    const message = (text: string): string => JSON.stringify({ MobilePhone: "12125550150", Message: text });
    const heads = [
      await sendRaw(url, rawRequest(SEND, JSON_TYPE, message("x"))),
      await sendRaw(url, rawRequest(SEND, JSON_TYPE, message("x".repeat(100)))),
      await sendRaw(url, rawRequest(BALANCE)),
    ].map(({ head }) => head.split("\n").filter((line) => !/^(Content-Length|Date)/.test(line)));
    const rate = (remaining: number, reset: number): readonly string[] => [
      "X-Rate-Limit-Limit: 2",
      `X-Rate-Limit-Remaining: ${remaining}`,
      `X-Rate-Limit-Reset: ${reset}`,
    ];
    const type = "Content-Type: application/json; charset=UTF-8";
    const start = ["X-Powered-By: PHP/5.6.2", ...SESSION];
    expect(heads).toEqual([
      ["HTTP/1.1 422 Data Validation Failed.", ...start, ...rate(1, 0), type, "Connection: close"],
      ["HTTP/1.1 413 Request Entity Too Large", ...start, ...rate(0, 30), "Connection: close", type],
      ["HTTP/1.1 429 Too Many Requests", ...start, ...rate(0, 60), type, "Connection: close"],
    ]);
  });

  it("[headers.charset] the type is the negotiated one with charset=UTF-8, on refusals too", async () => {
    const { url } = await startTestEmulator();
    const accept = { Accept: "application/xml" };
    const types = [
      await sendRaw(url, rawRequest(BALANCE)),
      await sendRaw(url, rawRequest(BALANCE, accept)),
      await sendRaw(url, rawRequest("GET /v1/credits/balance", accept)),
      await sendRaw(url, rawRequest(SEND, { ...JSON_TYPE, ...accept }, "{}")),
    ].map(({ head }) => /^Content-Type: .*$/m.exec(head)?.[0]);
    expect(types).toEqual([
      "Content-Type: application/json; charset=UTF-8",
      "Content-Type: application/xml; charset=UTF-8",
      "Content-Type: application/xml; charset=UTF-8",
      "Content-Type: application/xml; charset=UTF-8",
    ]);
  });

  it("[headers.scope] [headers.expires] the session's and the limit's headers are on all that authenticated, on nothing else", async () => {
    const { url } = await startTestEmulator();
    for (const { request, head } of refusals) {
      const answer = await sendRaw(url, request);
      const passed = head.includes("Pragma: no-cache");
      for (const name of ["Expires", "Cache-Control", "Pragma", "X-Rate-Limit-Limit", "X-Rate-Limit-Reset"]) {
        expect(answer.headers.some(([given]) => given === name)).toBe(passed);
      }
    }
  });

  it("[headers.link] Link is the address as called, re-encoded as PHP does, the token included", async () => {
    const { url } = await startTestEmulator();
    const target = "/v1/credits/balance?b.c=1&access_token=test_a~b&x[]=%41+%2F*&x[]=%C3%BC&empty";
    const { head } = await sendRaw(url, rawRequest(`GET ${target}`, { Host: "api.example.test:8080" }));
    expect(/^Link: (.*)$/m.exec(head)?.[1]).toBe(
      "<http://api.example.test:8080/v1/credits/balance?b_c=1&access_token=test_a%7Eb" +
        "&x%5B0%5D=A+%2F%2A&x%5B1%5D=%C3%BC&empty=>; rel=self",
    );
  });

  it("a refusal that is not a list has no Link and no X-Pagination", async () => {
    const { url } = await startTestEmulator();
    for (const { request } of refusals) {
      expect((await sendRaw(url, request)).head).not.toMatch(/^(Link|X-Pagination|Vary|Set-Cookie)/m);
    }
  });
});

describe("headers by setting and release", () => {
  it("[headers.expires] as the endpoints' pages print them they are the same without Expires", async () => {
    const { url } = await startTestEmulator({ headers: "endpoint-pages" });
    const { head } = await sendRaw(url, rawRequest(BALANCE));
    expect(head.split("\n").slice(2, 5)).toEqual(["X-Powered-By: PHP/5.6.2", ...SESSION.slice(1)]);
    expect(head).not.toMatch(/Set-Cookie|Expires/);
  });

  it("[headers.session] recorded headers add the session's cookie where the framework has it", async () => {
    const { url } = await startTestEmulator({ headers: "recorded" });
    const { head } = await sendRaw(url, rawRequest(BALANCE));
    const lines = head.split("\n");
    expect(lines.slice(2, 7)).toEqual([
      "X-Powered-By: PHP/5.6.2",
      expect.stringMatching(/^Set-Cookie: PHPSESSID=[0-9a-f]{26}; path=\/; HttpOnly$/),
      ...SESSION,
    ]);
    expect(head).not.toContain("_csrf");
    expect((await sendRaw(url, rawRequest("GET /v1/credits/balance"))).head).not.toMatch(
      /Set-Cookie|Expires|Pragma/,
    );
  });

  it("[headers.session] in release 2.0.55 the framework's own cookie follows the type", async () => {
    const { url } = await startTestEmulator({ headers: "recorded", framework: "2.0.55" });
    const { head } = await sendRaw(url, rawRequest(BALANCE));
    expect(head).toMatch(/\nSet-Cookie: PHPSESSID=[0-9a-f]{26}; path=\/; HttpOnly\nExpires: /);
    expect(head).toMatch(
      /\nContent-Type: .*\nset-cookie: _csrf=[0-9a-f]{64}a%3A2%3A%7Bi%3A0%3Bs%3A5%3A%22_csrf%22%3Bi%3A1%3Bs%3A32%3A%22[0-9a-f]{32}%22%3B%7D; path=\/; HttpOnly; SameSite=Lax\n/,
    );
    expect((await sendRaw(url, rawRequest("GET /v1/credits/balance"))).head).not.toMatch(/set-cookie/i);
    const documented = await startTestEmulator({ framework: "2.0.55" });
    expect((await sendRaw(documented.url, rawRequest(BALANCE))).head).not.toMatch(/set-cookie/i);
  });

  it("[errors.release] [headers.link] release 2.0.55 has its own headers, on refusals too", async () => {
    const { url } = await startTestEmulator({ framework: "2.0.55" });
    const { head } = await sendRaw(url, rawRequest(BALANCE));
    const self = "<http://api2.example.test/v1/credits/balance?access_token=test_alice>";
    expect(head.split("\n").slice(2, -3)).toEqual([
      "X-Powered-By: PHP/8.2.36",
      EXPIRES,
      "Cache-Control: no-store, no-cache, must-revalidate",
      "Pragma: no-cache",
      "Vary: Accept",
      "X-Rate-Limit-Limit: 60",
      "X-Rate-Limit-Remaining: 59",
      "X-Rate-Limit-Reset: 1",
      ...PAGE,
      `Link: ${self}; rel=self, ${self}; rel=first, ${self}; rel=last`,
    ]);
    const refused = await sendRaw(url, rawRequest("GET /v1/credits/balance"));
    expect(refused.head).toContain("\nX-Powered-By: PHP/8.2.36\nVary: Accept\nContent-Type:");
  });

  it("the Date header follows the emulator's clock", async () => {
    const { url, clock } = await startTestEmulator();
    clock.advance(30 * 24 * 3600 * 1000);
    expect((await sendRaw(url, rawRequest(BALANCE))).head).toContain(
      "\nDate: Sat, 14 Feb 2026 12:00:00 GMT\n",
    );
  });
});
