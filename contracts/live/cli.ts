/** `protexting verify` and `npm run verify:live`. Exit code 0 only for a plan, or for a run that passed. */
import { readArguments, refuseToken } from "../../src/commands/command-line.ts";
import { UsageError } from "../../src/commands/failures.ts";
import { type Machine, thisMachine } from "../../src/commands/machine.ts";
import { Output } from "../../src/commands/output.ts";
import { findToken } from "../../src/commands/token.ts";
import { FROM_SOURCE } from "../assets.ts";
import { writeRecord } from "../record/file.ts";
import { terminalReport } from "../report/terminal.ts";
import { writeReports } from "../report/write.ts";
import { HELP } from "./help.ts";
import { LIVE_URL, type LiveOptions, type LiveResult, type Spending } from "./options.ts";
import { planLines } from "./plan-text.ts";
import { ONLY_A_PLAN } from "./preflight.ts";
import { RECORD_FILE } from "./record-file.ts";
import { verifyLive } from "./verify-live.ts";

export const exitCodes = {
  done: 0,
  /** Command line, files or settings cannot be used, or nothing is selected. */
  setup: 1,
  /** Something was tried, and the run did not pass. */
  failed: 2,
  /** Ctrl-C. */
  interrupted: 130,
} as const;

const options = {
  url: { type: "string" },
  resolve: { type: "string", multiple: true },
  plan: { type: "boolean" },
  safe: { type: "boolean" },
  state: { type: "boolean" },
  spends: { type: "boolean" },
  recipient: { type: "string", multiple: true },
  credits: { type: "string" },
  "budget-file": { type: "string" },
  given: { type: "string" },
  pact: { type: "string" },
  "token-file": { type: "string" },
  json: { type: "string" },
  html: { type: "string" },
  record: { type: "string" },
  help: { type: "boolean" },
} as const;

/** @returns the exit code */
export async function run(args: readonly string[], machine: Machine = thisMachine()): Promise<number> {
  const output = new Output(machine, false);
  const stopping = new AbortController();
  const unhear = machine.onInterrupt(() => stopping.abort());
  try {
    refuseToken(args);
    const { values, positionals } = readArguments(args, options);
    if (positionals.length > 0) throw new UsageError("It takes no arguments.");
    if (values.help === true) {
      machine.stdout.write(HELP);
      return exitCodes.done;
    }
    return await verify(values, machine, output, stopping.signal);
  } catch (error) {
    const help = error instanceof UsageError ? " Please see protexting verify --help." : "";
    const message = error instanceof Error ? error.message : String(error);
    output.note({ text: "protexting verify: ", style: "red" }, `${message}${help}`);
    return stopping.signal.aborted ? exitCodes.interrupted : exitCodes.setup;
  } finally {
    unhear();
  }
}

type Values = ReturnType<typeof readArguments<typeof options>>["values"];

async function verify(
  values: Values,
  machine: Machine,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const { environment } = machine;
  const url = values.url ?? LIVE_URL;
  const hasToken =
    values["token-file"] !== undefined || (environment["PROTEXTING_ACCESS_TOKEN"] ?? "") !== "";
  const accessToken = hasToken ? await findToken(values["token-file"], environment, output) : "";
  let sent = 0;
  let selected = 0;
  const live: LiveOptions = {
    url,
    resolve: values.resolve,
    pact: values.pact,
    state: values.state,
    spends: readSpending(values),
    given: values.given,
    accessToken,
    environment,
    planOnly: values.plan,
    signal,
    onPlan(plan) {
      selected = plan.items.filter((item) => item.selected !== undefined).length;
      for (const line of planLines(url, plan)) output.line(line);
      output.line("");
    },
    onForwarded({ request, status }) {
      output.note(`${++sent} of ${selected}: ${request} ${status ?? "without an answer"}`);
    },
  };
  const result = await verifyLive(live);
  if (result.notRun !== undefined) return heldBack(result.notRun, output);
  await report(result, values, machine, output);
  if (signal.aborted) return exitCodes.interrupted;
  return result.verification?.passed === true ? exitCodes.done : exitCodes.failed;
}

function heldBack(notRun: string, output: Output): number {
  const only: readonly string[] = Object.values(ONLY_A_PLAN);
  if (only.includes(notRun)) {
    output.line(`Nothing was sent. ${notRun}`);
    return exitCodes.done;
  }
  output.note({ text: "protexting verify: ", style: "red" }, `Failed to verify: ${notRun} Nothing was sent.`);
  return exitCodes.setup;
}

async function report(result: LiveResult, values: Values, machine: Machine, output: Output): Promise<void> {
  const { verification, failure, forwarded, reserved } = result;
  if (verification !== undefined) {
    machine.stdout.write(terminalReport(verification));
    await writeReports(verification, { json: values.json, html: values.html });
    const record = values.record ?? (isLive(verification.target) && FROM_SOURCE ? RECORD_FILE : undefined);
    if (record !== undefined && verification.problems.length === 0) await writeRecord(record, verification);
    else if (record !== undefined) output.note("Nothing was recorded: the run as a whole had problems.");
  }
  if (failure !== undefined) output.note({ text: "protexting verify: ", style: "red" }, failure);
  const credits = forwarded.reduce((sum, request) => sum + request.credits, 0);
  output.line(
    `${forwarded.length} requests were sent, which cost at most ${credits} credits` +
      `${values.spends === true ? `; the budget file has ${reserved} reserved in all` : ""}.`,
  );
}

function isLive(target: string): boolean {
  return target === LIVE_URL;
}

/** @throws UsageError unless all of it is there, since a half of it is no consent */
function readSpending(values: Values): Spending | undefined {
  const { spends = false, recipient = [], credits = "0", "budget-file": budgetFile } = values;
  if (!spends) {
    const stray = ["recipient", "credits", "budget-file"].find((name) => Object.hasOwn(values, name));
    if (stray !== undefined) throw new UsageError(`--${stray} goes with --spends.`);
    return undefined;
  }
  const [one] = recipient;
  if (one === undefined || recipient.length !== 1)
    throw new UsageError("--spends needs exactly one --recipient.");
  if (!/^\d{1,6}$/.test(credits))
    throw new UsageError("--credits is a whole number, the budget of all runs together.");
  if (budgetFile === undefined || budgetFile === "") {
    throw new UsageError("--spends needs --budget-file, where what it may have cost is written down.");
  }
  return { recipient: one, credits: Number(credits), budgetFile };
}
