/** Answers of live that show nothing of how the API answers. */
import { describe, expect, it } from "vitest";
import { whyNoAnswer } from "../../../contracts/drift/no-answer.ts";
import { MADE_UP_TOKEN } from "../../../contracts/live/egress/egress.ts";
import { PLACEHOLDER } from "../../../contracts/live/egress/scrub.ts";
import type { Mischief } from "../live/stand-in.ts";
import { setScene } from "./scene.ts";

const { againstLive } = setScene();

const API = "application/json; charset=UTF-8";
const PAGE = "<!DOCTYPE html><html><body><p>Blocked<br></body></html>";

/** Refusal as the framework writes it. */
const refusal = (status: number, code = 0) => JSON.stringify({ name: "No", message: "No.", code, status });

const askedWith = (token: string) => ({ query: [["access_token", token]] as const });

function answer(status: number, type: string, text: string) {
  return { status, headers: new Headers({ "Content-Type": type }), text };
}

describe("an answer of live is none to compare", () => {
  it.each([
    ["the token has expired", answer(401, API, refusal(401))],
    ["the account has no credits", answer(422, API, refusal(422, 5))],
    [
      "the account has no credits, in XML",
      answer(422, "application/xml", "<response><code>5</code></response>"),
    ],
    ["its API app is not activated", answer(422, API, refusal(422, 6))],
    ["this machine's address is not allowed", answer(422, API, refusal(422, 7))],
    ["a gateway wants to be paid", answer(402, API, refusal(402))],
    ["a gateway forbids it", answer(403, API, refusal(403))],
    ["a limit is used up", answer(429, API, refusal(429))],
    ["it fails", answer(500, API, refusal(500))],
    ["it is being mended", answer(503, "text/html", PAGE)],
  ])("where %s", (_case, given) => {
    const words = `status ${given.status}, which comes from circumstances`;
    expect(whyNoAnswer(askedWith(PLACEHOLDER), given)).toContain(words);
  });

  it.each([
    ["a page of a firewall", answer(404, "text/html", PAGE)],
    ["of a gateway, in JSON of its own", answer(404, API, '{"error":"blocked"}')],
    ["of a gateway, and a list", answer(404, API, "[]")],
    ["nothing, of a gateway", answer(400, API, "")],
    ["a page", answer(200, "text/html; charset=utf-8", PAGE)],
    ["a page that is well-formed", answer(200, "text/html", "<h1>Soon</h1>")],
    ["a page that is called XML", answer(200, "application/xml", "<html/>")],
    ["text", answer(200, "text/plain", "Soon.")],
  ])("where it is %s", (_case, given) => {
    const words = `status ${given.status}, and not in the way of the API`;
    expect(whyNoAnswer(askedWith(PLACEHOLDER), given)).toBe(words);
  });

  it("with a made-up token where it is not the API that says so", () => {
    const words = "status 401, and not in the way of the API";
    expect(whyNoAnswer(askedWith(MADE_UP_TOKEN), answer(401, "text/html", PAGE))).toBe(words);
  });
});

describe("an answer of live is compared", () => {
  it.each([
    ["called HTML, though it is JSON", answer(200, "text/html", '{"AvailableCredits":1}')],
    ["called HTML, though it is XML of the API's", answer(200, "text/html", "<response/>")],
    ["a refusal", answer(404, API, refusal(404))],
    ["a refusal of what was asked", answer(422, API, refusal(422, 4))],
    ["a refusal with other names", answer(404, API, '{"name":"No","status":404,"text":""}')],
    ["a refusal of a field, with other names", answer(422, API, '[{"field":"Id","text":"No."}]')],
    ["empty", answer(200, API, "")],
  ])("where it is %s", (_case, given) => {
    expect(whyNoAnswer(askedWith(PLACEHOLDER), given)).toBeUndefined();
  });

  it("where a made-up token is not accepted", () => {
    expect(whyNoAnswer(askedWith(MADE_UP_TOKEN), answer(401, API, refusal(401)))).toBeUndefined();
  });
});

describe("a run on live", () => {
  const maintenance: Mischief = ({ url, headers }, response) => {
    const isTheOne = url.startsWith("/v1/credits/balance?access_token=live_");
    if (!isTheOne || headers.accept !== "application/json") return false;
    response.writeHead(503, { "Content-Type": "text/html" }).end(PAGE);
    return true;
  };

  it("with one such answer has a problem and no difference, and records nothing", async () => {
    const { drift, recorded } = await againstLive({ mischief: maintenance, record: true });
    expect(drift.differences).toEqual([]);
    expect(drift.problems).toEqual([
      expect.stringMatching(/^No answer of b to compare \(.*\): credits\.balance in JSON: the balance\.$/),
    ]);
    expect(recorded).toBeUndefined();
  });

  it("with an expired token says so once, and records nothing", async () => {
    const { drift, recorded } = await againstLive({ token: "expired_token_123", record: true });
    expect(drift.problems).toEqual([expect.stringMatching(/status 401.* and \d\d more\.$/)]);
    expect({ worst: drift.worst, recorded }).toEqual({ worst: undefined, recorded: undefined });
    expect(JSON.stringify(drift)).not.toContain("expired_token");
  });

  it("with such an answer leaves what was recorded before as it was", async () => {
    const { recorded: shapes } = await againstLive({ record: true });
    const later = { shapes, record: true, day: "2026-02-01", mischief: maintenance };
    const { recorded } = await againstLive(later);
    expect(recorded?.shapes).toEqual(shapes?.shapes);
  });
});
