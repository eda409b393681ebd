/** `protexting send --file <list.csv>`. */
import { existsSync } from "node:fs";
import { type FileJournal, fileJournal } from "../client/node/index.ts";
import { messageOf } from "../shared/error-text.ts";
import { confirm } from "./confirm.ts";
import { type Connection, type ConnectionFlags, connect } from "./connect.ts";
import { readDigits } from "./digits.ts";
import { exitCodes } from "./exit-codes.ts";
import { SetupError, UsageError } from "./failures.ts";
import { ListRun } from "./list-run.ts";
import type { Machine } from "./machine.ts";
import type { Output } from "./output.ts";
import { costOf, type Plan, planOf, settledKeys, tellPlan } from "./plan.ts";
import { readRecipients } from "./recipients.ts";
import type { SharedParams } from "./send-flags.ts";
import { LONG_WAIT_MS, tellWait } from "./waits.ts";

export interface FileFlags extends ConnectionFlags {
  readonly dryRun: boolean;
  readonly delimiter?: string | undefined;
  readonly journal?: string | undefined;
  readonly concurrency?: string | undefined;
  readonly yes?: boolean | undefined;
  readonly reconcile?: boolean | undefined;
}

/** @param shared what the options say of each message */
export async function sendFile(
  path: string,
  shared: SharedParams,
  flags: FileFlags,
  machine: Machine,
  output: Output,
): Promise<number> {
  const delimiter = readDelimiter(flags.delimiter);
  const concurrency = readDigits(flags.concurrency, "--concurrency");
  const connection = flags.dryRun
    ? undefined
    : await connect(flags, machine, output, {
        onWait: ({ scope, waitMs }) => waitMs > LONG_WAIT_MS && tellWait(scope, waitMs, output),
      });
  const rows = await readRecipients(path, delimiter, shared);
  const journalPath = flags.journal ?? `${path}.journal`;
  const journal = fileJournal(journalPath);
  try {
    const plan = planOf(rows, await knownFrom(journal, journalPath));
    if (connection === undefined) return tellOnly(plan, output);
    if (!(await mayBegin(plan, connection, flags, machine, output))) {
      output.note("Nothing was sent.");
      return exitCodes.setup;
    }
    return await new ListRun({ rows, journal, journalPath, machine, output }).carryOut(connection.client, {
      concurrency,
      reconcile: flags.reconcile,
    });
  } finally {
    await journal.close();
  }
}

/**
 * Where there is no journal yet, looking must not make one.
 *
 * @throws SetupError when it cannot be read, or another process has it
 */
async function knownFrom(journal: FileJournal, path: string): Promise<ReadonlySet<string>> {
  if (!existsSync(path)) return new Set();
  try {
    return await settledKeys(journal.read());
  } catch (error) {
    throw new SetupError(messageOf(error), { cause: error });
  }
}

function tellOnly(plan: Plan, output: Output): number {
  tellPlan(plan, (...pieces) => output.line(...pieces));
  output.document({ dryRun: true, ...plan });
  return exitCodes.done;
}

/** Shows the cost; beyond this machine a person has to agree to it, or `--yes` does. */
async function mayBegin(
  plan: Plan,
  { isLocal, baseUrl }: Connection,
  { yes }: FileFlags,
  machine: Machine,
  output: Output,
): Promise<boolean> {
  if (!output.json) tellPlan(plan, (...pieces) => output.note(...pieces));
  const nothingLeft = plan.settled === plan.messages;
  if (yes === true || isLocal || nothingLeft) return true;
  return confirm(`Send ${costOf(plan)}, through ${baseUrl}?`, machine, output);
}

function readDelimiter(text = ","): string {
  const delimiter = text === "\\t" ? "\t" : text;
  if (delimiter.length === 1 && !/["\r\n]/.test(delimiter)) return delimiter;
  throw new UsageError(`--delimiter must be one character, like ; or \\t, not "${text}".`);
}
