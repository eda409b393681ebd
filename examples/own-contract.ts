/**
 * A contract of your own, for a client of your own: what your code sends and needs back becomes a pact, and the
 * emulator is held to it. Needs Pact (npm i -D @pact-foundation/pact@16):
 *
 *     npx tsx examples/own-contract.ts
 *
 * Exit code 1 unless every interaction was verified.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PactV4 } from "@pact-foundation/pact";
import { answers, verifyOnEmulator } from "protexting-toolkit/contracts";

/** The vendor's page error-codes. */
const NO_CREDITS = 5;

/** Stands for your code. It need not be in TypeScript: any consumer that Pact has a library for writes such a file. */
async function tellShipped(api: string, token: string, mobilePhone: string): Promise<string> {
  const response = await fetch(`${api}/v1/sms/send?access_token=${token}`, {
    method: "POST",
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: JSON.stringify({ MobilePhone: mobilePhone, Message: "Your order is on its way." }),
  });
  // Judged by status and code: a refusal is JSON as well, and 422 may be a list of fields, which has no code.
  if (response.ok) return "told";
  const refusal: unknown = await response.json();
  return Object(refusal).code === NO_CREDITS ? "no credits" : "not told";
}

const token = "test_shop";
const recipient = "16465550123";
const accepted = answers.sent();
const broke = answers.refused("no-credits");

/** One interaction: the state that the API is in, what your code asks, and the shape of the answer it can work with. */
async function contractOf(dir: string, description: string, state: string, answer: typeof accepted) {
  let outcome = "not called";
  await new PactV4({ consumer: "shop", provider: "protexting-api-v2", dir, logLevel: "error" })
    .addInteraction()
    .given(state, { token })
    .uponReceiving(description)
    .withRequest("POST", "/v1/sms/send", (request) => {
      request.query({ access_token: token });
      request.headers({ Accept: "application/json", "Content-Type": "application/json" });
      request.jsonBody({ MobilePhone: recipient, Message: "Your order is on its way." });
    })
    .willRespondWith(answer.status, answer.fill)
    .executeTest(async ({ url }) => {
      outcome = await tellShipped(url, token, recipient);
    });
  return outcome;
}

// Pact reports its runs to an analytics service unless told not to.
process.env["PACT_DO_NOT_TRACK"] = "true";
const dir = await mkdtemp(join(tmpdir(), "own-contract-"));
try {
  const told = await contractOf(dir, "news of a parcel", "an account", accepted);
  const unpaid = await contractOf(dir, "news that nobody pays for", "an account without credits", broke);
  process.stdout.write(`the shop makes of the answers: ${told}, ${unpaid}\n`);

  const { passed, verdicts, problems } = await verifyOnEmulator({
    pact: join(dir, "shop-protexting-api-v2.json"),
  });
  for (const { outcome, description, mismatches } of verdicts) {
    process.stdout.write(`${outcome}: ${description}\n`);
    for (const { where, says } of mismatches) process.stdout.write(`  ${where}: ${says}\n`);
  }
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  process.exitCode = passed ? 0 : 1;
} finally {
  await rm(dir, { recursive: true });
}
