/** Records an exchange: the real client calls Pact's mock server, and what it sent and expects becomes the pact. */
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MatchersV3, PactV4 } from "@pact-foundation/pact";
import { type Format, isProTextingError, ProTexting } from "../../src/client/index.ts";
import { CONSUMER, type PactInteraction, PROVIDER, parsePact } from "../pact-file.ts";
import { type Form, jsonBody, requestBody, xmlBody } from "./body.ts";
import { type QueryValue, type Result, tagsOf } from "./interaction.ts";
import type { Exchange } from "./interactions.ts";

const mediaType = { json: "application/json", xml: "application/xml" } as const satisfies Record<
  Format,
  string
>;

/**
 * Each exchange is written into a folder of its own, so that nothing depends on order, on other exchanges or on
 * what an earlier run left behind: Pact itself merges into whatever file it finds.
 *
 * @throws when the client sends something else than expected, or makes something else of the answer
 */
export async function record(exchange: Exchange): Promise<PactInteraction> {
  const dir = await mkdtemp(join(tmpdir(), "pact-"));
  try {
    await drive(exchange, dir);
    const [file = "nothing"] = await readdir(dir);
    const [interaction, ...others] = parsePact(await readFile(join(dir, file), "utf8")).interactions;
    assert(interaction !== undefined && others.length === 0, "Pact should have written one interaction");
    return interaction;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Failed to record "${exchange.description}": ${reason}`, { cause });
  } finally {
    await rm(dir, { recursive: true });
  }
}

async function drive({ description, interaction, format }: Exchange, dir: string): Promise<void> {
  const { route, given, request, answer } = interaction;
  const { body } = request;
  let unconfigured = new PactV4({ consumer: CONSUMER, provider: PROVIDER, dir, logLevel: "error" })
    .addInteraction()
    .given(given.state, given.params)
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
      else builder.xmlBody(xmlBody(answer.body));
    })
    .executeTest(async ({ url }) => {
      const accessToken = exampleOf(request.token);
      const client = new ProTexting({ accessToken, baseUrl: url, format });
      await checkResult(interaction.call(client), interaction.result);
    });
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
