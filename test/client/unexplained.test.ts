/** Code that explains a failure is loaded at the first failure; where that fails as well, the status decides. */
import { afterEach, expect, it, vi } from "vitest";
import { fakeClient, json, RECIPIENT, refusal, rejection } from "./support.ts";

afterEach(() => vi.doUnmock("../../src/client/errors/classify-failure.ts"));

const params = { mobilePhone: RECIPIENT, message: "Hello" };

async function withoutWords(answer: Response | Error) {
  vi.resetModules();
  vi.doMock("../../src/client/errors/classify-failure.ts", () => {
    throw new TypeError("Failed to fetch dynamically imported module");
  });
  const { ProTexting } = await import("../../src/client/index.ts");
  let requests = 0;
  const client = new ProTexting({
    accessToken: "test_token",
    baseUrl: "https://api.example",
    fetch: async () => {
      requests++;
      if (answer instanceof Error) throw answer;
      return answer;
    },
  });
  return { error: await rejection(client.sms.send(params)), requests: () => requests };
}

it.each([
  [
    "a broken connection",
    new TypeError("fetch failed"),
    { name: "SendOutcomeUnknownError", accepted: false },
  ],
  ["a 503", refusal(503, "down"), { name: "SendOutcomeUnknownError", accepted: false, status: 503 }],
  ["a 408", refusal(408, "late"), { name: "SendOutcomeUnknownError", accepted: false, status: 408 }],
  [
    "a success that cannot be read",
    json("?"),
    { name: "SendOutcomeUnknownError", accepted: false, status: 200 },
  ],
  ["a refusal", refusal(422, "no"), { name: "RefusedError", status: 422 }],
  ["the rate limit", refusal(429, "wait"), { name: "RefusedError", status: 429 }],
] as const)(
  "after %s the outcome is as the status tells, and the request is not made again",
  async (_, answer, expected) => {
    const { error, requests } = await withoutWords(answer);
    expect(error).toMatchObject({ attempts: 1, ...expected });
    expect(requests()).toBe(1);
  },
);

it("with its words a failure is explained", async () => {
  const { client } = fakeClient(refusal(422, "no"));
  expect(await rejection(client.sms.send(params))).toMatchObject({ name: "InvalidInputError" });
});
