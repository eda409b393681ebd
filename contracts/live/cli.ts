/** `protexting verify` and `npm run verify:live`. Exit code 0 only for a plan, or for a run that passed. */
import { readArguments, refuseToken } from "../../src/commands/command-line.ts";
import { UsageError } from "../../src/commands/failures.ts";
import { type Machine, thisMachine } from "../../src/commands/machine.ts";
import { Output } from "../../src/commands/output.ts";
import { findToken } from "../../src/commands/token.ts";
import { messageOf } from "../../src/shared/error-text.ts";
import { terminalReport } from "../report/terminal.ts";
import { writeReports } from "../report/write.ts";
import { writeRecord } from "../standings/file.ts";
import type { Forwarded } from "./egress/egress.ts";
import { HELP } from "./help.ts";
import { LIVE_URL, type LiveOptions, type LiveResult, type Spending } from "./options.ts";
import { checkOutputs, recordFileOf } from "./outputs.ts";
import { planLines } from "./plan-text.ts";
import { ONLY_A_PLAN } from "./preflight.ts";
import { verifyLive } from "./verify-live.ts";

export const exitCodes = {
  done: 0,
  /** Nothing was sent: command line, files or settings cannot be used, nothing is selected, Pact is not installed. */
  setup: 1,
  /** Something was sent, and the run did not pass or could not be written down. */
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

/**
 * @param verifier what verifies; a test has another
 * @returns the exit code
 */
export async function run(
  args: readonly string[],
  machine: Machine = thisMachine(),
  verifier: typeof verifyLive = verifyLive,
): Promise<number> {
  const output = new Output(machine, false);
  const stopping = new AbortController();
  const unhear = machine.onInterrupt(() => stopping.abort());
  const sent: Forwarded[] = [];
  try {
    refuseToken(args);
    const { values, positionals } = readArguments(args, options);
    if (positionals.length > 0) throw new UsageError("It takes no arguments.");
    if (values.help === true) {
      machine.stdout.write(HELP);
      return exitCodes.done;
    }
    return await verify({ values, machine, output, verifier, sent, signal: stopping.signal });
  } catch (error) {
    const help = error instanceof UsageError ? " Please see protexting verify --help." : "";
    complain(output, `${messageOf(error)}${help}`);
    if (sent.length > 0) output.line(`${sentText(sent)}.`);
    if (stopping.signal.aborted) return exitCodes.interrupted;
    return sent.length > 0 ? exitCodes.failed : exitCodes.setup;
  } finally {
    unhear();
  }
}

type Values = ReturnType<typeof readArguments<typeof options>>["values"];

interface Call {
  readonly values: Values;
  readonly machine: Machine;
  readonly output: Output;
  readonly verifier: typeof verifyLive;
  /** Requests that have left so far, known even when the run fails. */
  readonly sent: Forwarded[];
  readonly signal: AbortSignal;
}

async function verify(call: Call): Promise<number> {
  const { values, machine, output, verifier, sent, signal } = call;
  const { environment } = machine;
  const url = values.url ?? LIVE_URL;
  const spends = readSpending(values);
  await checkOutputs({ ...values, url });
  const hasToken =
    values["token-file"] !== undefined || (environment["PROTEXTING_ACCESS_TOKEN"] ?? "") !== "";
  const accessToken = hasToken ? await findToken(values["token-file"], environment, output) : "";
  let selected = 0;
  const live: LiveOptions = {
    url,
    resolve: values.resolve,
    pact: values.pact,
    state: values.state,
    spends,
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
    onForwarded(request) {
      sent.push(request);
      output.note(
        `${sent.length} of ${selected}: ${request.request} ${request.status ?? "without an answer"}`,
      );
    },
  };
  const result = await verifier(live);
  if (result.notRun !== undefined) return heldBack(result.notRun, output);
  const isWritten = await report(result, call, url);
  if (signal.aborted) return exitCodes.interrupted;
  // Without Pact, say, the run ends before it begins.
  if (result.forwarded.length === 0) return exitCodes.setup;
  return result.verification?.passed === true && isWritten ? exitCodes.done : exitCodes.failed;
}

function heldBack(notRun: string, output: Output): number {
  const only: readonly string[] = Object.values(ONLY_A_PLAN);
  if (only.includes(notRun)) {
    output.line(`Nothing was sent. ${notRun}`);
    return exitCodes.done;
  }
  complain(output, `Failed to verify: ${notRun} Nothing was sent.`);
  return exitCodes.setup;
}

/** Reports requests and costs first, so that no later failure can hide them. */
async function report(result: LiveResult, { values, machine, output }: Call, url: string): Promise<boolean> {
  const { verification, failure, forwarded, reserved, pinned } = result;
  const budget = values.spends === true ? `; the budget file has ${reserved} reserved in all` : "";
  output.line(`${sentText(forwarded)}${budget}.`);
  if (failure !== undefined) complain(output, failure);
  if (verification === undefined) return true;
  machine.stdout.write(terminalReport(verification));
  const { json, html } = values;
  const record = recordFileOf({ ...values, url });
  const isRecordable = verification.problems.length === 0;
  if (record !== undefined && !isRecordable) {
    output.note("Nothing was recorded: the run as a whole had problems.");
  }
  // Each by itself, so that one that cannot be written does not take the others along.
  const writes = [
    () => writeReports(verification, { json }),
    () => writeReports(verification, { html }),
    async () => {
      if (record !== undefined && isRecordable) await writeRecord(record, verification, { pinned });
    },
  ];
  let isWritten = true;
  for (const write of writes) {
    await write().catch((error: unknown) => {
      isWritten = false;
      complain(output, messageOf(error));
    });
  }
  return isWritten;
}

function sentText(forwarded: readonly Forwarded[]): string {
  if (forwarded.length === 0) return "Nothing was sent";
  const credits = forwarded.reduce((sum, request) => sum + request.credits, 0);
  return `${forwarded.length} requests were sent, which cost at most ${credits} credits`;
}

function complain(output: Output, text: string): void {
  output.note({ text: "protexting verify: ", style: "red" }, text);
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
