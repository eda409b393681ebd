/** The command's arguments, files and words, in this process; nothing here may reach the stand-in. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../../contracts/live/cli.ts";
import { fakeMachine, temporaryFolder } from "../../commands/support.ts";
import { pactOf } from "./scene.ts";
import { smallPact, writeJson } from "./small-pact.ts";
import { RECIPIENT, type StandIn, startStandIn, TOKEN } from "./stand-in.ts";

const LIVE = { PROTEXTING_LIVE: "1", PROTEXTING_ACCESS_TOKEN: TOKEN };
const SEND = "sms.send in JSON: a message is accepted";
const BALANCE = "credits.balance in JSON: the balance";
const SPENDING = ["--spends", "--recipient", RECIPIENT, "--credits", "5"];

let live: StandIn;
beforeAll(async () => {
  live = await startStandIn();
});
afterAll(async () => {
  await live[Symbol.asyncDispose]();
});

async function call(args: readonly string[], environment: Readonly<Record<string, string>>) {
  const fake = fakeMachine({ environment });
  const code = await run(["--url", live.url, "--resolve", live.resolve, ...args], fake.machine);
  expect(live.seen).toEqual([]);
  expect(fake.stdout() + fake.stderr()).not.toContain(TOKEN);
  return { code, stdout: fake.stdout(), stderr: fake.stderr() };
}

describe("nothing is sent, and it is no failure", () => {
  it.each([
    ["without PROTEXTING_LIVE=1", [], { PROTEXTING_ACCESS_TOKEN: TOKEN }, "PROTEXTING_LIVE is not 1"],
    ["with PROTEXTING_LIVE=true", [], { ...LIVE, PROTEXTING_LIVE: "true" }, "PROTEXTING_LIVE is not 1"],
    ["without a token", [], { PROTEXTING_LIVE: "1" }, "PROTEXTING_ACCESS_TOKEN is not set"],
    ["by --plan", ["--plan", "--safe"], LIVE, "Only the plan was asked for."],
  ])("%s", async (_how, args, environment, says) => {
    const { code, stdout } = await call(args, environment);
    expect(stdout).toContain(`Nothing was sent. ${says}`);
    expect(code).toBe(0);
  });
});

describe("the plan", () => {
  it("tells by class what would be sent, what not and why, whom to and what it costs at worst", async () => {
    const folder = await temporaryFolder();
    const interactions = [
      BALANCE,
      "numbers.index in JSON: a number that is active",
      SEND,
      "sms.send in JSON: the account has too few credits",
    ];
    const pact = await writeJson(folder, "pact.json", await smallPact(interactions));
    const budget = join(folder, "budget.jsonl");
    const { stdout } = await call(["--plan", "--pact", pact, ...SPENDING, "--budget-file", budget], LIVE);
    expect(stdout).toBe(
      [
        `Plan for ${live.url}`,
        "",
        "safe: 1 of 1 to be sent",
        `  send  ${BALANCE}`,
        "",
        "state: 0 of 1 to be sent",
        "  skipped: class state, and --state is not given (1)",
        "",
        "spends: 1 of 1 to be sent",
        `  send  ${SEND} (up to 1 credit)`,
        "",
        "never: 0 of 1 to be sent",
        "  skipped: never tried on live (1)",
        "",
        "To be sent: 2 of 4 requests, each once, at most 50 a minute: 2 s or more.",
        `Recipients: ${RECIPIENT}. Credits at worst: 1.`,
        "",
        "Nothing was sent. Only the plan was asked for.",
        "",
      ].join("\n"),
    );
    expect(await readdir(folder)).toEqual(["pact.json"]);
  });
});

it("the plan says which of a pact's numbers becomes the recipient, where another is left out", async () => {
  const folder = await temporaryFolder();
  const asks = (number: string) => ({
    method: "POST",
    path: "/v1/sms/send",
    body: JSON.stringify({ MobilePhone: number, Message: "Hello" }),
  });
  const pact = await writeJson(
    folder,
    "pact.json",
    pactOf(
      { description: "to the pact's number", touches: "spends", asks: asks("16465550123") },
      { description: "to another", touches: "spends", asks: asks("16465550124") },
    ),
  );
  const budget = join(folder, "budget.jsonl");
  const { stdout } = await call(["--plan", "--pact", pact, ...SPENDING, "--budget-file", budget], LIVE);
  expect(stdout).toContain("  send  to the pact's number (up to 1 credit)");
  expect(stdout).toContain(
    "it names somebody who is not the one recipient (of a pact's numbers only 16465550123 becomes the recipient) (1)\n          to another\n",
  );
});

describe("nothing is sent, and it fails", () => {
  it.each([
    ["a token on the command line", ["--token", TOKEN], "--token is no option"],
    ["an access token on the command line", [`--access-token=${TOKEN}`], "--access-token is no option"],
    ["no recipient", ["--spends", "--credits", "5", "--budget-file", "x"], "exactly one --recipient"],
    [
      "two recipients",
      [...SPENDING, "--recipient", "12125550156", "--budget-file", "x"],
      "exactly one --recipient",
    ],
    ["no budget file", SPENDING, "--spends needs --budget-file"],
    [
      "a budget of nonsense",
      ["--spends", "--recipient", RECIPIENT, "--credits", "-5", "--budget-file", "x"],
      "--credits",
    ],
    ["a recipient without --spends", ["--recipient", RECIPIENT], "--recipient goes with --spends"],
    ["credits without --spends", ["--credits", "5"], "--credits goes with --spends"],
    [
      "a recipient at an unknown price",
      ["--spends", "--recipient", "14165550155", "--budget-file", "x"],
      "documented nowhere",
    ],
    [
      "a recipient that is a short code",
      ["--spends", "--recipient", "82257", "--budget-file", "x"],
      "it is not one number of the USA",
    ],
    ["another machine by http", ["--url", "http://api2.protexting.com"], "use https"],
    ["an unknown option", ["--force"], "Unknown option '--force'"],
    ["an argument", ["now"], "It takes no arguments."],
    ["a pact that is not there", ["--pact", "missing.json"], "missing.json"],
    ["given states that are not there", ["--given", "missing.json"], "it cannot be opened (missing.json)"],
  ])("with %s", async (_what, args, says) => {
    const { code, stderr } = await call(args, LIVE);
    expect(stderr).toContain(says);
    expect(code).toBe(1);
  });

  it("when nothing is selected", async () => {
    const pact = await writeJson(await temporaryFolder(), "pact.json", await smallPact([SEND]));
    const { code, stderr } = await call(["--pact", pact], LIVE);
    expect(stderr).toContain(
      "Failed to verify: No interaction is selected, so nothing can be verified. Nothing was sent.",
    );
    expect(code).toBe(1);
  });

  it("when the budget file is not one", async () => {
    const folder = await temporaryFolder();
    const file = await writeJson(folder, "budget.jsonl", { credits: 1 });
    const { code, stderr } = await call([...SPENDING, "--budget-file", file], LIVE);
    expect(stderr).toContain("Failed to use the budget file: line 2 is not one of its lines");
    expect(code).toBe(1);
  });

  it.each([
    ["no list", { state: "an account" }, "the file: "],
    ["an unknown key", [{ state: "an account", value: { id: "1" } }], "0: "],
    [
      "a text that means something in a pattern",
      [{ state: "an account", replace: { "a.*": "b" } }],
      "0.replace",
    ],
    ["the token", [{ state: "an account", values: { id: TOKEN } }], "0.values.id"],
  ])("when what is given is %s", async (_what, value, place) => {
    const given = await writeJson(await temporaryFolder(), "given.json", value);
    const { code, stderr } = await call(["--given", given], LIVE);
    expect(stderr).toContain(`Failed to read what is given on live: ${place}`);
    expect(code).toBe(1);
  });
});
