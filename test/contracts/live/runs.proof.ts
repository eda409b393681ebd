/** Whole runs with Pact's own verifier, on a second emulator that stands for live; time is the test's. */
import { expect, it } from "vitest";
import type { LiveOptions } from "../../../contracts/live/options.ts";
import { verifyLive } from "../../../contracts/live/verify-live.ts";
import type { Verification } from "../../../contracts/pact/verification/verdict.ts";
import { recordOf } from "../../../contracts/standings/record.ts";
import { temporaryFolder } from "../../commands/support.ts";
import { smallPact, writeJson } from "./small-pact.ts";
import { HOST, RECIPIENT, type StandIn, startStandIn, TOKEN } from "./stand-in.ts";

/** Runs on the stand-in's clock, so that its limits are kept as they would be. */
function runOn(live: StandIn, options: LiveOptions = {}) {
  let now = Date.now();
  return verifyLive({
    url: live.url,
    resolve: [live.resolve],
    accessToken: TOKEN,
    environment: { ...process.env, PROTEXTING_LIVE: "1" },
    time: {
      now: () => now,
      async sleep(milliseconds) {
        now += milliseconds;
        await live.emulator.clock.advance(Math.ceil(milliseconds));
      },
    },
    ...options,
  });
}

function outcomesOf(verification: Verification | undefined, outcome: string): readonly string[] {
  return (verification?.verdicts ?? [])
    .filter((one) => one.outcome === outcome)
    .map((one) => one.description);
}

function standingsIn(verification: Verification | undefined): Readonly<Record<string, string>> {
  const rules = verification === undefined ? {} : recordOf(verification).rules;
  return Object.fromEntries(Object.entries(rules).map(([id, { standing }]) => [id, standing]));
}

it("what is safe, and sends within the budget, are verified on a live API that has no control API", async () => {
  await using live = await startStandIn();
  const spends = { recipient: RECIPIENT, credits: 8, budgetFile: `${await temporaryFolder()}/budget.jsonl` };
  const { plan, verification, refusals, forwarded, reserved } = await runOn(live, { spends });
  expect(refusals).toEqual([]);
  expect(verification?.problems).toEqual([]);
  expect(outcomesOf(verification, "failed")).toEqual([]);
  expect(verification?.passed).toBe(true);
  expect(verification?.target).toBe(live.url);
  const selected = plan.items.filter((item) => item.selected !== undefined);
  expect(selected.length).toBeGreaterThan(40);
  expect(outcomesOf(verification, "verified")).toEqual(selected.map((item) => item.expectation.description));
  expect(forwarded).toHaveLength(selected.length);
  // Only the one recipient was sent anything, and no more than was reserved.
  const { items } = await live.emulator.messages.list({ token: TOKEN });
  expect(new Set(items.map((message) => message.recipient))).toEqual(new Set([RECIPIENT]));
  const spent = items.reduce((sum, message) => sum + message.credits, 0);
  expect(spent).toBeGreaterThan(0);
  expect(spent).toBeLessThanOrEqual(reserved);
  expect(reserved).toBe(plan.credits);
  expect(reserved).toBeLessThanOrEqual(8);
  // Limits are never met, the control API is never asked, and every request says where it goes.
  expect(live.seen.every(({ url }) => url.startsWith("/v1/"))).toBe(true);
  expect(new Set(live.seen.map(({ headers }) => headers.host))).toEqual(new Set([`${HOST}:${live.port}`]));
  expect(new Set(live.seen.flatMap(({ headers }) => Object.keys(headers)))).toEqual(
    new Set([
      "host",
      "accept",
      "content-type",
      "content-length",
      "accept-encoding",
      "user-agent",
      "connection",
    ]),
  );
});

it("what holds there by somebody's word is tried with the ids given, and what does not is missing", async () => {
  await using live = await startStandIn();
  const folder = await temporaryFolder();
  await live.emulator.plant({
    accounts: [
      {
        token: TOKEN,
        numbers: ["82257"],
        delivery: { mode: "immediate" },
        messages: [{ to: RECIPIENT, text: "Hello" }],
      },
    ],
  });
  const { items } = await live.emulator.messages.list({ token: TOKEN });
  const id = items[0]?.id ?? "";
  const given = await writeJson(folder, "given.json", [
    { state: "a delivered message", params: { sentBy: "sms" }, values: { id } },
  ]);
  const { verification } = await runOn(live, { state: true, given });
  expect(outcomesOf(verification, "failed")).toEqual([]);
  expect(outcomesOf(verification, "verified")).toContain(
    "sms.deliveryReport in XML: a message was delivered",
  );
  expect(outcomesOf(verification, "missing")).toContain(
    "smsSimple.deliveryReport in XML: a message was delivered",
  );
  expect(verification?.passed).toBe(true);
});

it("another release of the framework says the same in other words, and passes", async () => {
  await using live = await startStandIn({ settings: { framework: "2.0.55", headers: "recorded" } });
  const { verification } = await runOn(live);
  expect(outcomesOf(verification, "failed")).toEqual([]);
  expect(verification?.passed).toBe(true);
});

it("the slips of the vendor's printed samples are findings of the interactions that meet them, not of the run", async () => {
  await using live = await startStandIn({ settings: { asPrinted: true } });
  const { plan, verification, refusals } = await runOn(live);
  expect(refusals).toEqual([]);
  expect(verification?.problems).toEqual([]);
  expect(outcomesOf(verification, "failed")).toEqual(["credits.balance in JSON: the balance"]);
  const selected = plan.items.filter((item) => item.selected !== undefined);
  expect(outcomesOf(verification, "verified")).toHaveLength(selected.length - 1);
  expect(selected.length).toBeGreaterThan(50);
  expect(verification?.passed).toBe(false);
});

it("a firewall's page is a failure, and speaks against no rule", async () => {
  await using live = await startStandIn({
    mischief({ method }, response) {
      if (method !== "POST") return false;
      response.writeHead(400, { "Content-Type": "text/html" }).end("<h1>Forbidden</h1>");
      return true;
    },
  });
  const pact = await smallPact([
    "credits.balance in JSON: the balance",
    "sms.send in JSON: the token is not known",
  ]);
  const spends = { recipient: RECIPIENT, credits: 5, budgetFile: `${await temporaryFolder()}/budget.jsonl` };
  const { verification } = await runOn(live, { pact, spends });
  expect(verification?.passed).toBe(false);
  expect(verification?.verdicts.map(({ circumstance }) => circumstance)).toEqual([
    undefined,
    "it is text/html, and the API's are JSON or XML",
  ]);
  expect(standingsIn(verification)).toMatchObject({ "credits.answer": "verified" });
  expect(Object.values(standingsIn(verification))).not.toContain("contradicted");
  expect(Object.values(standingsIn(verification))).not.toContain("in doubt");
});

it("an id of --given that is there no longer is a failure, and speaks against no rule", async () => {
  await using live = await startStandIn();
  const id = "0123456789abcdef0123456789abcdef01234567";
  const given = await writeJson(await temporaryFolder(), "given.json", [
    { state: "a delivered message", params: { sentBy: "sms" }, values: { id } },
  ]);
  const pact = await smallPact([
    "credits.balance in JSON: the balance",
    "sms.deliveryReport in XML: a message was delivered",
  ]);
  const { verification } = await runOn(live, { pact, state: true, given });
  expect(outcomesOf(verification, "failed")).toEqual(["sms.deliveryReport in XML: a message was delivered"]);
  expect(verification?.verdicts[1]?.circumstance).toBe("what --given says is there is not, or no longer");
  expect(new Set(Object.values(standingsIn(verification)))).toEqual(new Set(["verified"]));
});

it("an account without credits is a failure of each send, and speaks against no rule", async () => {
  await using live = await startStandIn();
  await live.emulator.plant({ accounts: [{ token: TOKEN, credits: 0 }] });
  const pact = await smallPact([
    "credits.balance in JSON: the balance",
    "sms.send in JSON: a message is accepted",
    "smsSimple.send in XML: a message is accepted",
  ]);
  const spends = { recipient: RECIPIENT, credits: 5, budgetFile: `${await temporaryFolder()}/budget.jsonl` };
  const { verification } = await runOn(live, { pact, spends });
  const tooFew = "the account has too few credits (code 5)";
  expect(verification?.verdicts.map(({ circumstance }) => circumstance)).toEqual([undefined, tooFew, tooFew]);
  expect(verification?.passed).toBe(false);
  expect(new Set(Object.values(standingsIn(verification)))).toEqual(new Set(["verified"]));
});

it("the refusal that an interaction expects is judged, however it comes", async () => {
  const appNotActivated = { message: "Off." };
  await using live = await startStandIn({ settings: { errors: { appNotActivated } } });
  await live.emulator.plant({ accounts: [{ token: TOKEN, activated: false }] });
  const given = await writeJson(await temporaryFolder(), "given.json", [
    { state: "an account whose API app is not activated", values: {} },
  ]);
  const pact = await smallPact([
    "credits.balance in JSON: the balance",
    "credits.balance in JSON: the API app is not activated",
    "credits.balance in XML: the API app is not activated",
  ]);
  const { verification } = await runOn(live, { pact, state: true, given });
  const circumstances = new Map(
    verification?.verdicts.map(({ description, outcome, circumstance }) => [
      description,
      [outcome, circumstance],
    ]),
  );
  expect(Object.fromEntries(circumstances)).toEqual({
    "credits.balance in JSON: the balance": ["failed", "the account's API app is not activated (code 6)"],
    "credits.balance in JSON: the API app is not activated": ["failed", undefined],
    "credits.balance in XML: the API app is not activated": ["failed", undefined],
  });
});

it("a live API that is down fails each interaction with both sides, and is asked for each once", async () => {
  await using live = await startStandIn({
    mischief(_seen, response) {
      response.writeHead(500, { "Content-Type": "text/html" }).end("<h1>Oops</h1>");
      return true;
    },
  });
  const pact = await smallPact([
    "credits.balance in JSON: the balance",
    "numbers.index in XML: the token is not known",
  ]);
  const { verification } = await runOn(live, { pact });
  expect(verification?.passed).toBe(false);
  expect(outcomesOf(verification, "failed")).toHaveLength(2);
  const statuses = verification?.verdicts.flatMap(({ mismatches }) =>
    mismatches.filter(({ where }) => where === "status"),
  );
  expect(statuses?.map(({ expected, got }) => [expected, got])).toEqual([
    ["200", "500"],
    ["401", "500"],
  ]);
  expect(live.seen).toHaveLength(2);
});

it("a send whose answer does not come is not sent again, and its credits stay reserved", async () => {
  await using live = await startStandIn({ mischief: () => true });
  const pact = await smallPact(["sms.send in JSON: a message is accepted"]);
  const spends = { recipient: RECIPIENT, credits: 5, budgetFile: `${await temporaryFolder()}/budget.jsonl` };
  const { verification, refusals, reserved } = await runOn(live, { pact, spends, answerTimeoutMs: 300 });
  expect(live.seen).toHaveLength(1);
  expect(reserved).toBe(1);
  expect(refusals).toEqual([
    { by: "answer", request: "POST /v1/sms/send", reason: "no answer came within 0.3 s" },
  ]);
  expect(verification?.passed).toBe(false);
});
