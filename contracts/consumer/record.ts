/** Records an exchange: the real client calls Pact's mock server, and what it sent and expects becomes the pact. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MatchersV3, PactV4 } from "@pact-foundation/pact";
import { type Format, isProTextingError, ProTexting } from "../../src/client/index.ts";
import { messageOf } from "../../src/shared/error-text.ts";
import { CONSUMER, type PactInteraction, PROVIDER, parsePact } from "../pact/pact-file.ts";
import type { Given } from "../provider/states.ts";
import { type Form, jsonBody, requestBody, xmlBody } from "./body.ts";
import { type QueryValue, type Result, tagsOf } from "./interaction.ts";
import type { Exchange } from "./interactions.ts";

// Pact reports its runs to an analytics service unless told not to.
process.env["PACT_DO_NOT_TRACK"] = "true";

const mediaType = { json: "application/json", xml: "application/xml" } as const satisfies Record<
  Format,
  string
>;

/**
 * How often an exchange is tried. Pact's mock server answers before it has noted that it did (pact-core-mock-server
 * issue 13), so that now and then it denies a request it has just answered; what is really wrong fails every time.
 */
const ATTEMPTS = 5;

/**
 * Each exchange is written into a folder of its own, so that nothing depends on order, on other exchanges or on
 * what an earlier run left behind: Pact itself merges into whatever file it finds.
 *
 * @throws when the client sends something else than expected, or makes something else of the answer
 */
export async function record(exchange: Exchange): Promise<PactInteraction> {
  for (let attempt = 1; ; attempt++) {
    const progress: Progress = { objection: "The client was not called." };
    try {
      return await recordOnce(exchange, progress);
    } catch (cause) {
      if (progress.objection === undefined && attempt < ATTEMPTS) continue;
      const reason = messageOf(cause);
      throw new Error(`Failed to record "${exchange.description}": ${reason}`, { cause });
    }
  }
}

interface Progress {
  /** Difference between the client's result and the expected one, if any. */
  objection: unknown;
}

async function recordOnce(exchange: Exchange, progress: Progress): Promise<PactInteraction> {
  const dir = await mkdtemp(join(tmpdir(), "pact-"));
  try {
    await drive(exchange, dir, progress);
    const [file = "nothing"] = await readdir(dir);
    const [interaction, ...others] = parsePact(await readFile(join(dir, file), "utf8")).interactions;
    assert(interaction !== undefined && others.length === 0, "Pact should have written one interaction");
    return interaction;
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function drive(
  { description, interaction, format }: Exchange,
  dir: string,
  progress: Progress,
): Promise<void> {
  const { route, given, request, answer } = interaction;
  const { body } = request;
  let unconfigured = new PactV4({ consumer: CONSUMER, provider: PROVIDER, dir, logLevel: "error" })
    .addInteraction()
    .given(given.state, plain(given.params))
    .uponReceiving(description);
  for (const [key, value] of Object.entries(tagsOf(interaction, format))) {
    unconfigured = unconfigured.comment({ key, value: JSON.stringify(value) });
  }
  await unconfigured
    .withRequest(route.method, route.path, (builder) => {
      builder.query(queryOf({ access_token: request.token, ...request.query }));
      builder.headers({
        Accept: mediaType[format],
        ...(body === undefined ? {} : { "Content-Type": mediaType[format] }),
      });
      if (body === undefined) return;
      if (format === "json") builder.jsonBody(requestBody(body, format));
      else builder.xmlBody(requestBody(body, format));
    })
    .willRespondWith(answer.status, (builder) => {
      builder.headers({
        ...Object.fromEntries(Object.entries(answer.headers).map(([name, form]) => [name, headerOf(form)])),
        // The vendor's pages print the charset in either case.
        "Content-Type": MatchersV3.regex(`${mediaType[format]}(;.*)?`, `${mediaType[format]}; charset=UTF-8`),
      });
      if (format === "json") builder.jsonBody(jsonBody(answer.body));
      else builder.xmlBody(xmlBody(answer.body, answer.xmlItem));
    })
    .executeTest(async ({ url }) => {
      const accessToken = exampleOf(request.token);
      // One request for each exchange: what a refusal would have the client wait for is not part of it.
      const client = new ProTexting({ accessToken, baseUrl: url, format, retries: 0, pacing: false });
      // Thrown only once Pact has had its say, which tells more of a request that it did not expect.
      const checked = checkResult(interaction.call(client), interaction.result);
      progress.objection = await checked.then(
        () => undefined,
        (error: unknown) => error,
      );
    });
  if (progress.objection !== undefined) throw progress.objection;
}

function queryOf(values: Readonly<Record<string, QueryValue>>) {
  const written = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === "string" ? value : MatchersV3.fromProviderState(`\${${value.fromState}}`, value.example),
  ]);
  return Object.fromEntries(written);
}

function exampleOf(value: QueryValue): string {
  return typeof value === "string" ? value : value.example;
}

function headerOf(form: string | Form) {
  if (typeof form === "string") return form;
  assert(form.form === "text", "a header is text");
  return MatchersV3.regex(form.pattern, form.example);
}

async function checkResult(outcome: Promise<unknown>, expected: Result): Promise<void> {
  if ("gives" in expected) {
    assert.deepEqual(await outcome, expected.gives);
    return;
  }
  const error: unknown = await outcome.then(
    (value) => assert.fail(`the client should have refused, but gave ${JSON.stringify(value)}`),
    (reason: unknown) => reason,
  );
  if (!isProTextingError(error)) throw error;
  const found = Object.keys(expected.throws).map((name) => [name, Reflect.get(error, name)]);
  assert.deepEqual(Object.fromEntries(found), expected.throws);
}

/** Parameters as JSON has them: those left out are not there. */
function plain(params: Given["params"]): Parameters<ReturnType<PactV4["addInteraction"]>["given"]>[1] {
  return JSON.parse(JSON.stringify(params));
}
