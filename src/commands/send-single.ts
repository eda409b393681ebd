/** `protexting send <number> <text>`. */
import {
  type AnyProTextingError,
  estimate,
  type Hooks,
  isProTextingError,
  type ProTexting,
  type SendOutcomeUnknownError,
  type SendParams,
} from "../client/index.ts";
import { messageOf } from "../shared/error-text.ts";
import { type ConnectionFlags, connect } from "./connect.ts";
import { readDuration } from "./duration.ts";
import { exitCodes } from "./exit-codes.ts";
import { NotSentError, UsageError } from "./failures.ts";
import { bothOf, tellFigures } from "./figures.ts";
import type { Machine } from "./machine.ts";
import { countOf, type Output } from "./output.ts";
import { readText } from "./text-argument.ts";

export interface SingleFlags extends ConnectionFlags {
  readonly dryRun: boolean;
  readonly reconcile?: boolean | undefined;
  readonly deadline?: string | undefined;
}

/** @param argument the text; an MMS needs none */
export async function sendSingle(
  params: SendParams,
  argument: string | undefined,
  flags: SingleFlags,
  machine: Machine,
  output: Output,
): Promise<number> {
  if (argument === undefined && params.mmsTemplateId === undefined) {
    throw new UsageError("It takes a number and a text.");
  }
  const message = argument === undefined ? undefined : await readText(argument, machine.stdin);
  const whole = { ...params, ...(message === undefined ? {} : { message }) };
  const figures = estimate(whole);
  if (flags.dryRun) {
    tellFigures(message ?? "", figures, output);
    output.document({ dryRun: true, ...figures });
    return exitCodes.done;
  }
  const id = await sendOrStop(whole, flags, machine, output);
  output.line({ text: "accepted ", style: "green" }, { text: id, style: "bold" });
  output.line({
    text: `to ${params.mobilePhone}, about ${bothOf(figures.credits, "credit")}; follow it: protexting report ${id} --wait`,
    style: "dim",
  });
  output.document({ outcome: "accepted", id, mobilePhone: params.mobilePhone });
  return exitCodes.done;
}

/** The first signal stops what has not left yet; only the second gives up on an answer. */
async function sendOrStop(
  params: SendParams,
  flags: SingleFlags,
  machine: Machine,
  output: Output,
): Promise<string> {
  const stop = new AbortController();
  let left = false;
  const hooks: Hooks = {
    beforeRequest() {
      left = true;
    },
    beforeRetry({ error }) {
      left = false;
      output.note({ text: `${reasonOf(error)}; waiting to try again. Ctrl-C ends it.`, style: "dim" });
    },
  };
  const deadline = readDuration(flags.deadline, "--deadline") ?? false;
  const { client } = await connect(flags, machine, output, hooks);
  let asked = false;
  const release = machine.onInterrupt((why) => {
    if (why === "closed") return;
    if (asked || !left) stop.abort();
    else output.note("Waiting for the answer, as the message may have left. Ctrl-C again gives up on it.");
    asked = true;
  });
  try {
    return (await client.sms.send(params, { signal: stop.signal, deadline })).id;
  } catch (error) {
    const isInDoubt = isProTextingError(error, "SendOutcomeUnknownError") && !stop.signal.aborted;
    if (!flags.reconcile || !isInDoubt) throw error;
    return await lookUp(error, client, stop.signal, output);
  } finally {
    release();
  }
}

/** @throws the error itself where the sent history does not settle it */
async function lookUp(
  error: SendOutcomeUnknownError,
  client: ProTexting,
  signal: AbortSignal,
  output: Output,
): Promise<string> {
  output.note("No answer settles it. Looking it up in the sent history, which takes some ten seconds.");
  const found = await client.sms.reconcile(error, { signal }).catch((failure: unknown) => {
    // It is in doubt as before: the look-up's own failure must not be taken for the message's.
    output.note(`It could not be looked up: ${messageOf(failure)}`);
    throw error;
  });
  if (found.outcome === "not-found") throw new NotSentError(error.cause.name);
  const id = found.outcome === "found" ? found.message.apiId : null;
  if (id !== null) return id;
  const count = found.outcome === "undecidable" ? found.candidates.length : 1;
  output.note(`The sent history does not settle it: ${countOf(count, "message")} of that time may be it.`);
  throw error;
}

function reasonOf(error: AnyProTextingError): string {
  if (error.name === "RateLimitError") {
    return error.scope === "text"
      ? "The same text went to this number less than ten seconds ago"
      : `The ${error.scope}'s rate limit is used up`;
  }
  return error.name === "ConnectionError" ? "No connection" : "Refused for now";
}
