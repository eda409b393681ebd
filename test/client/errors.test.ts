import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import {
  AuthenticationError,
  InsufficientCreditsError,
  InvalidInputError,
  isProTextingError,
  NotFoundError,
  ProTexting,
  ProTextingError,
  RateLimitError,
  RefusedError,
  SendOutcomeUnknownError,
  ServerError,
  UnexpectedAnswerError,
} from "../../src/client/index.ts";
import { fakeClient, json, limits, RECIPIENT, refusal, rejection, thrown, xml } from "./support.ts";

const params = { mobilePhone: RECIPIENT, message: "Hello" };
const sent = { Id: "a", DeliveryReportUrl: "https://api.example/", Message: "sent", AvailableCredits: 1 };
const send = (answer: () => Response, format: "json" | "xml" = "json") =>
  rejection(fakeClient(answer, { format }).client.sms.send(params));
const read = (answer: () => Response) => rejection(fakeClient(answer).client.credits.balance());

describe("a refusal", () => {
  it.each([
    [400, InvalidInputError],
    [401, AuthenticationError],
    [402, InsufficientCreditsError],
    [403, RefusedError],
    [404, NotFoundError],
    [405, RefusedError],
    [413, RefusedError],
    [415, RefusedError],
    [418, RefusedError],
    [422, InvalidInputError],
    [429, RateLimitError],
  ])("with status %i is the same class on a send and on a read", async (status, type) => {
    const answer = () => refusal(status, "Because.", limits(60, 3, 56));
    for (const error of [await send(answer), await read(answer)]) {
      expect(error).toBeInstanceOf(type);
      expect(error).toBeInstanceOf(ProTextingError);
      expect(error).toMatchObject({
        status,
        attempts: 1,
        rateLimit: { limit: 60, remaining: 3, resetSeconds: 56 },
        body: { message: "Because.", status },
      });
      expect(String(error)).toMatch(/^\w+Error: Failed to .+: .+ \(\d{3}: Because\.\)\. Please .+\.$/);
    }
  });

  it("of the input names the fields as the client does, in both formats", async () => {
    const fields = [
      { field: "MobilePhone", message: "Mobile Phone is invalid." },
      { field: "MmsTemplateId", message: "Mms Template Id must be an integer." },
    ];
    const items = fields.map((f) => `<item><field>${f.field}</field><message>${f.message}</message></item>`);
    const errors = [await send(() => json(fields, 422)), await send(() => xml(items.join(""), 422), "xml")];
    for (const error of errors) {
      expect(error).toMatchObject({
        body: fields,
        fields: [
          { field: "mobilePhone", message: "Mobile Phone is invalid." },
          { field: "mmsTemplateId", message: "Mms Template Id must be an integer." },
        ],
      });
      expect(String(error)).toContain("mobilePhone: Mobile Phone is invalid.; mmsTemplateId:");
    }
    const single = await send(() => xml(items[0] ?? "", 422), "xml");
    expect(single).toMatchObject({ fields: [{ field: "mobilePhone", message: "Mobile Phone is invalid." }] });
  });

  it("without fields has none", async () => {
    expect(await send(() => refusal(422, "Thrown."))).toMatchObject({ fields: [] });
    expect(await send(() => refusal(400, "Invalid JSON"))).toMatchObject({ fields: [] });
    expect(await send(() => json([1, { field: 2, message: "x" }, null], 422))).toMatchObject({ fields: [] });
  });

  it("gives the API's own words as reason", async () => {
    expect(await send(() => refusal(403, "This number has opted out."))).toMatchObject({
      reason: "This number has opted out.",
    });
    expect(await send(() => new Response("", { status: 403 }))).toMatchObject({ reason: "" });
  });

  it("is judged by status alone, whatever the body looks like", async () => {
    expect(await send(() => json(sent, 422))).toBeInstanceOf(InvalidInputError);
    for (const body of ["<html><body>Not found", "{", "", "<!DOCTYPE html><p>x</p>", "\u0000\u0001"]) {
      const error = await send(() => new Response(body, { status: 404 }));
      expect(error).toBeInstanceOf(NotFoundError);
      expect(error).toMatchObject({ body: undefined, rawBody: body });
    }
    const { client } = fakeClient(json({ ...sent, name: "Not Found", status: 404 }, 201));
    expect((await client.sms.send(params)).id).toBe("a");
  });

  it("keeps the first 2,048 characters of the body, and a bounded part of its words", async () => {
    const error = await send(() => refusal(403, "x".repeat(5000)));
    expect(error).toMatchObject({ rawBody: expect.stringMatching(/^.{2048}$/) });
    expect(String(error).length).toBeLessThan(500);
  });

  it("survives data that nests beyond reason", async () => {
    const deep = () => new Response(`${"[".repeat(50_000)}${"]".repeat(50_000)}`, { status: 403 });
    expect(await send(deep)).toBeInstanceOf(RefusedError);
    expect(await read(() => new Response("[".repeat(50_000) + "]".repeat(50_000)))).toBeInstanceOf(
      UnexpectedAnswerError,
    );
  });
});

describe("a 429", () => {
  it("with nothing remaining is the account's, to be waited for as its header says", async () => {
    const error = await send(() => refusal(429, "Rate limit exceeded.", limits(60, 0, 60)));
    expect(error).toMatchObject({ scope: "account", resetSeconds: 60 });
    expect(await read(() => refusal(429, "", limits(60, 0, 12)))).toMatchObject({ resetSeconds: 12 });
  });

  it("with calls remaining is the recipient's, whose window is a minute whatever the account's header says", async () => {
    const error = await send(() => refusal(429, "Too many.", limits(60, 41, 18)));
    expect(error).toMatchObject({ scope: "recipient", resetSeconds: 60 });
  });

  it("without headers is the recipient's when the API itself refuses a send, else the account's", async () => {
    expect(await send(() => refusal(429, "Too many."))).toMatchObject({ scope: "recipient" });
    expect(await read(() => refusal(429, "Too many."))).toMatchObject({ scope: "account" });
    const gateway = await send(() => new Response("<html>slow down", { status: 429 }));
    expect(gateway).toMatchObject({ scope: "account", resetSeconds: undefined });
  });
});

describe("an answer that settles nothing", () => {
  it.each([500, 501, 502, 503, 504, 599])(
    "%i leaves a send open and is a server error on a read",
    async (status) => {
      const answer = () => refusal(status, "An internal server error occurred.");
      const error = await send(answer);
      expect(error).toBeInstanceOf(SendOutcomeUnknownError);
      expect(error).toMatchObject({ status, attempts: 1, cause: { name: "ServerError", status } });
      expect(error).toMatchObject({ accepted: false });
      expect(String(error)).toContain("sms.reconcile(error)");
      expect(await read(answer)).toBeInstanceOf(ServerError);
    },
  );

  it.each([
    ["nothing", () => new Response("")],
    ["no content", () => new Response(null, { status: 204 })],
    ["a page", () => new Response("<html><body>Welcome</body></html>")],
    ["broken JSON", () => new Response('{"Id":"a","Deliv')],
    ["broken XML", () => new Response("<response><Id>a</Id>")],
    ["null", () => json(null)],
    ["an empty list", () => json([])],
    ["two entries", () => json([sent, sent])],
    ["a text", () => json("fine")],
    ["no id", () => json({ DeliveryReportUrl: "https://api.example/", Message: "sent" })],
    ["an empty id", () => json({ Id: " ", DeliveryReportUrl: "https://api.example/", Message: "sent" })],
    [
      "an id that is no text",
      () => json({ Id: {}, DeliveryReportUrl: "https://api.example/", Message: "sent" }),
    ],
  ])(
    "%s with status 200 leaves a send open, as it may be another's, and is an unexpected answer on a read",
    async (_, answer) => {
      const error = await send(answer);
      expect(error).toBeInstanceOf(SendOutcomeUnknownError);
      expect(error).toMatchObject({ accepted: false, cause: { name: "UnexpectedAnswerError" } });
      expect(String(error)).toContain("Sent again, it may arrive twice.");
      expect(await read(answer)).toBeInstanceOf(UnexpectedAnswerError);
    },
  );

  it.each(["", "x", "1e3", "0x1f", "--1", "1,000"])("a balance of %j is no number", async (credits) => {
    expect(await read(() => json({ AvailableCredits: credits }))).toBeInstanceOf(UnexpectedAnswerError);
  });

  it("asks whether it is the API, and says what answered", async () => {
    const page = new Response("<html><body>Please log in", {
      headers: { "content-type": "Text/HTML; charset=x" },
    });
    const error = await read(() => page.clone());
    expect(String(error)).toContain(
      "is this the API? It answered text/html (200: the body is no XML of the API's)",
    );
    expect(error).toMatchObject({ mediaType: "text/html" });
    expect(await send(() => page)).toMatchObject({ cause: { mediaType: "text/html" } });
    expect(String(await read(() => new Response(new Uint8Array([1]))))).toContain(
      "It answered no media type",
    );
  });

  it("says what was expected", async () => {
    expect(String(await read(() => json({ Credits: 1 })))).toContain("AvailableCredits should be a text");
    expect(String(await read(() => new Response("<a/>")))).toContain("the body is no XML of the API's");
  });
});

describe("input that cannot be written", () => {
  it("is refused before anything is sent", async () => {
    const { client, requests } = fakeClient(json({}), { format: "xml" });
    const error = await rejection(client.sms.send({ mobilePhone: RECIPIENT, message: "a\u0000b" }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({
      attempts: 0,
      status: undefined,
      fields: [{ field: "message", message: "holds a character that XML cannot carry" }],
    });
    expect(
      await rejection(client.sms.send({ mobilePhone: RECIPIENT, message: "half an emoji \uD83D" })),
    ).toBeInstanceOf(InvalidInputError);
    expect(requests).toEqual([]);
  });

  it("like a number that is none, which JSON would turn into null", async () => {
    const { client, requests } = fakeClient(json({}));
    const error = await rejection(client.sms.send({ mobilePhone: RECIPIENT, mmsTemplateId: Number.NaN }));
    expect(error).toMatchObject({
      name: "InvalidInputError",
      fields: [{ field: "mmsTemplateId", message: "should be a text or a number (NaN)" }],
    });
    expect(requests).toEqual([]);
  });
});

describe("an error", () => {
  it("is told from others by a guard, and then by name", async () => {
    const error = await send(() => refusal(402, "Not enough credits."));
    expect(isProTextingError(error)).toBe(true);
    expect(isProTextingError(new Error("other"))).toBe(false);
    expect(isProTextingError({ name: "RateLimitError" })).toBe(false);
    if (!isProTextingError(error)) return;
    const advice = (): string => {
      switch (error.name) {
        case "InsufficientCreditsError":
          return "top up";
        case "RateLimitError":
          return error.scope;
        default:
          return "other";
      }
    };
    expect(advice()).toBe("top up");
  });

  it("is asked for by name, and its own properties are then known", async () => {
    const error = await read(() => refusal(429, "Too many.", limits(60, 0, 60)));
    expect(isProTextingError(error, "RateLimitError")).toBe(true);
    expect(isProTextingError(error, "NotFoundError")).toBe(false);
    expect(isProTextingError(Object.assign(new Error(), { name: "NotFoundError" }), "NotFoundError")).toBe(
      false,
    );
    const seconds = isProTextingError(error, "RateLimitError") ? error.resetSeconds : undefined;
    expect(seconds).toBe(60);
  });

  it("of another copy of this package is known, too, though its class is another", async () => {
    vi.resetModules();
    const copy = await import("../../src/client/index.ts");
    const error: unknown = new copy.NotFoundError("Failed.");
    expect(error).not.toBeInstanceOf(NotFoundError);
    expect(isProTextingError(error, "NotFoundError")).toBe(true);
    expect(isProTextingError(error, "RateLimitError")).toBe(false);
  });

  it("carries the call's own id, as hooks and log show it, and none outside of a call", async () => {
    const asked: string[] = [];
    const { client } = fakeClient(() => refusal(404, ""), {
      hooks: { beforeRequest: ({ requestId }) => asked.push(requestId) },
    });
    expect(await rejection(client.credits.balance())).toMatchObject({ requestId: asked[0] });
    expect(asked).toHaveLength(1);
    expect(thrown(() => new ProTexting({ accessToken: "" }))).toMatchObject({ requestId: undefined });
  });

  it("keeps the text and the recipient of an open send to itself when it is printed", async () => {
    const error = await send(() => refusal(503, "Down."));
    expect(error).toMatchObject({ send: { params } });
    expect(`${inspect(error)}${JSON.stringify(error)}`).not.toMatch(new RegExp(`${RECIPIENT}|Hello`));
  });

  it("has the properties that its class documents, and no others", async () => {
    const all = ["status", "code", "body", "rawBody", "rateLimit", "attempts", "requestId"];
    const redirect = () => new Response("", { status: 301, headers: { location: "https://api.example/" } });
    expect(Object.keys(Object(await read(redirect)))).toEqual(all);
    expect(Object.keys(Object(await send(redirect)))).toEqual(all);
    expect(Object.keys(Object(await read(() => refusal(404, ""))))).toEqual(all);
    expect(Object.keys(Object(await read(() => refusal(422, ""))))).toEqual([...all, "fields"]);
    expect(Object.keys(Object(await send(() => refusal(503, ""))))).toEqual([...all, "accepted"]);
  });

  it("is whole in JSON, for logs", async () => {
    const error = await send(() => json([{ field: "Message", message: "Too long." }], 422));
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      name: "InvalidInputError",
      message: expect.stringContaining("Failed to send the message"),
      status: 422,
      fields: [{ field: "message", message: "Too long." }],
    });
  });
});
