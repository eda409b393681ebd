/** `protexting drift`. */
import { readArguments, refuseToken } from "../../src/commands/command-line.ts";
import { UsageError } from "../../src/commands/failures.ts";
import { type Machine, thisMachine } from "../../src/commands/machine.ts";
import { Output } from "../../src/commands/output.ts";
import { findToken } from "../../src/commands/token.ts";
import { messageOf } from "../../src/shared/error-text.ts";
import { LIVE_URL } from "../live/options.ts";
import type { DriftClass } from "./classify.ts";
import { type Drift, findDrift } from "./drift.ts";
import { shapesFileFor, VARIANCES_FILE } from "./files.ts";
import { reportLines, standingOf } from "./report.ts";
import type { LiveAccess } from "./sides.ts";

export const exitCodes = {
  /** No difference, or known variances only. */
  same: 0,
  /** Run that could not start or finish. */
  setup: 1,
  "emulator-wrong": 2,
  "live-changed": 3,
} as const;

const HELP = `Usage: protexting drift --a <url> --b <url> [options]

Asks both the same safe requests, which send nothing, cost nothing and change nothing, reduces the answers to
their shapes (status, headers, fields, types; never a value) and says whose the differences are.

Options:
  --a <url>          the emulator that is judged, on this machine
  --b <url>          what it is judged by: another on this machine, or the live API
  --record           write the shapes of b, which must be live, to the file of --shapes
  --shapes <file>    shapes of live as recorded before (fixtures/live/shapes.json in a clone, for the vendor's
                     address without --resolve)
  --variances <file> differences that are known and borne until a day (fixtures/live/variances.json in a clone)
  --resolve <host:port:address>  connect there for that host and port, as in curl
  --token-file <f>   file with the access token; without it PROTEXTING_ACCESS_TOKEN is used
  --json             JSON for scripts
  --help             this text

Another machine than this one is asked only with PROTEXTING_LIVE=1 and an access token, through the same guarded
egress as protexting verify: slowly, and a token nowhere but in its requests.

Examples:
  protexting drift --a http://127.0.0.1:4280 --b http://127.0.0.1:4281
  PROTEXTING_LIVE=1 protexting drift --a http://127.0.0.1:4280 --b ${LIVE_URL}

Exit codes: 0 the same, but for known variances, 1 it could not be run or not to its end, such as after answers that
come from circumstances (401, 402, 403, 429, 5xx, a code of the account, a page of HTML), 2 the emulator is wrong,
3 the live API has changed.
`;

const options = {
  a: { type: "string" },
  b: { type: "string" },
  record: { type: "boolean" },
  shapes: { type: "string" },
  variances: { type: "string" },
  resolve: { type: "string", multiple: true },
  "token-file": { type: "string" },
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const;

type Values = ReturnType<typeof readArguments<typeof options>>["values"];

/** @returns the exit code */
export async function run(args: readonly string[], machine: Machine = thisMachine()): Promise<number> {
  const output = new Output(machine, args.includes("--json"));
  try {
    refuseToken(args);
    const { values, positionals } = readArguments(args, options);
    if (values.help === true) {
      machine.stdout.write(HELP);
      return exitCodes.same;
    }
    if (positionals.length > 0) throw new UsageError("It takes no arguments.");
    const drift = await find(values, machine, output);
    if (values.json === true) output.document({ ...drift, standing: standingOf(drift) });
    else for (const line of reportLines(drift)) output.line(line);
    return drift.problems.length > 0 ? exitCodes.setup : codeOf(drift.worst);
  } catch (error) {
    const help = error instanceof UsageError ? " Please see protexting drift --help." : "";
    const message = messageOf(error);
    output.note({ text: "protexting drift: ", style: "red" }, `${message}${help}`);
    return exitCodes.setup;
  }
}

async function find(values: Values, machine: Machine, output: Output): Promise<Drift> {
  const { a, b, record = false } = values;
  if (a === undefined || b === undefined) throw new UsageError("It needs --a and --b, an address each.");
  const shapesFile = values.shapes ?? shapesFileFor({ b, isPinned: values.resolve !== undefined, record });
  if (record && shapesFile === undefined) {
    throw new UsageError(
      `--record of anything but ${LIVE_URL}, or with --resolve, or outside a clone, needs --shapes <file>.`,
    );
  }
  return await findDrift({
    a,
    b,
    live: await liveAccess(values, machine, output),
    shapesFile,
    variancesFile: values.variances ?? VARIANCES_FILE,
    record,
  });
}

/** Undefined unless the caller has opted in twice: by the switch, and by a token. */
async function liveAccess(
  values: Values,
  { environment }: Machine,
  output: Output,
): Promise<LiveAccess | undefined> {
  const file = values["token-file"];
  const hasToken = file !== undefined || (environment["PROTEXTING_ACCESS_TOKEN"] ?? "") !== "";
  if (environment["PROTEXTING_LIVE"] !== "1" || !hasToken) return undefined;
  return { token: await findToken(file, environment, output), resolve: values.resolve };
}

function codeOf(worst: DriftClass | undefined): number {
  return worst === undefined || worst === "known-variance" ? exitCodes.same : exitCodes[worst];
}
