/** Runs one of the commands beside the emulator's own; each is loaded when it is called for. */
import type { Command } from "./command.ts";
import { hasFlag, refuseToken } from "./command-line.ts";
import { exitCodeOf } from "./exit-codes.ts";
import { failureDocument, failureInWords, ListError, UsageError } from "./failures.ts";
import { type Machine, thisMachine } from "./machine.ts";
import { Output } from "./output.ts";

/** Mistakes of a list that are shown; the rest are counted. */
const MOST_PROBLEMS = 20;

const commands = {
  balance: async () => (await import("./balance.ts")).balance,
  doctor: async () => (await import("../doctor/doctor.ts")).doctor,
  report: async () => (await import("./report.ts")).report,
  segments: async () => (await import("./segments.ts")).segments,
  send: async () => (await import("./send.ts")).send,
} as const satisfies Record<string, () => Promise<Command>>;

/** @returns the exit code */
export async function run(
  name: keyof typeof commands,
  args: readonly string[],
  machine: Machine = thisMachine(),
): Promise<number> {
  const output = new Output(machine, hasFlag(args, "--json"));
  const command = await commands[name]();
  try {
    refuseToken(args);
    if (hasFlag(args, "--help")) {
      machine.stdout.write(command.help);
      return 0;
    }
    return await command.run(args, machine, output);
  } catch (error) {
    return fail(name, error, output);
  }
}

function fail(name: string, error: unknown, output: Output): number {
  const code = exitCodeOf(error);
  if (output.json && !(error instanceof UsageError)) {
    output.document({ error: failureDocument(error, code) });
    return code;
  }
  const help = error instanceof UsageError ? ` Please see protexting ${name} --help.` : "";
  output.note({ text: `protexting ${name}: `, style: "red" }, `${failureInWords(error)}${help}`);
  if (error instanceof ListError) {
    for (const { line, problem } of error.problems.slice(0, MOST_PROBLEMS)) {
      output.note(`  line ${line}: ${problem}`);
    }
    const more = error.problems.length - MOST_PROBLEMS;
    if (more > 0) output.note(`  and ${more} more`);
  }
  return code;
}
