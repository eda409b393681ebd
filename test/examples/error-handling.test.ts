/** The example of errors: every outcome comes from the emulator or from the client itself. */
import { expect, it } from "vitest";
import { sendOrTell } from "../../examples/error-handling.ts";
import { ProTexting, type ProTextingOptions } from "../../src/client/index.ts";
import { createEmulator } from "../../src/emulator/index.ts";

const emulator = createEmulator({ seed: "example" });

function send(nn: string, options: ProTextingOptions = {}) {
  const own = { accessToken: "test_errors", baseUrl: "http://localhost", retries: 0, fetch: emulator.fetch };
  const client = new ProTexting({ ...own, ...options });
  return sendOrTell(client, { mobilePhone: `164655501${nn}`, message: "Hello" });
}

const matching = (pattern: RegExp) => expect.stringMatching(pattern);

it.each([
  ["accepted", "50", { do: "nothing", id: matching(/^[0-9a-f]{40}$/) }],
  ["accepted, its answer cut", "40", { do: "nothing", id: undefined }],
  ["500", "31", { do: "look it up", why: matching(/500/) }],
  ["connection reset", "37", { do: "look it up", why: matching(/sms\.reconcile/) }],
  ["opted out", "41", { do: "mend", what: "list", why: matching(/opted/i) }],
  ["too many to this recipient", "42", { do: "send later", afterSeconds: 60 }],
  ["too few credits", "43", { do: "mend", what: "credits", why: matching(/credits/) }],
  ["not a mobile number", "44", { do: "mend", what: "message", why: matching(/^mobilePhone: /) }],
])("%s", async (_, nn, next) => {
  expect(await send(nn)).toEqual(next);
});

const refused = Object.assign(new Error("refused"), { code: "ECONNREFUSED", syscall: "connect" });

it.each<[string, ProTextingOptions, object]>([
  [
    "a token that is not accepted",
    { accessToken: "live_token" },
    { do: "mend", what: "configuration", why: matching(/access token/) },
  ],
  [
    "a base URL that leads elsewhere",
    { baseUrl: "http://localhost/elsewhere" },
    { do: "mend", what: "configuration", why: matching(/baseUrl/) },
  ],
  [
    "a redirect",
    {
      fetch: async () => new Response(null, { status: 308, headers: { location: "http://localhost/other" } }),
    },
    { do: "mend", what: "configuration", why: matching(/redirects/) },
  ],
  [
    "nobody there",
    { fetch: () => Promise.reject(new TypeError("fetch failed", { cause: refused })) },
    { do: "send later", afterSeconds: 60 },
  ],
  [
    "nobody allowed",
    { allowRecipients: [] },
    { do: "mend", what: "message", why: matching(/allowRecipients/) },
  ],
])("%s", async (_, options, next) => {
  expect(await send("50", options)).toEqual(next);
});

it("the caller's own hook ended it: told as it is", async () => {
  const hooks = { beforeRequest: () => Promise.reject(new Error("no")) };
  await expect(send("50", { hooks })).rejects.toMatchObject({ name: "AbortError" });
});
