import { UsageError } from "./failures.ts";
import type { Input, Machine } from "./machine.ts";
import type { Output } from "./output.ts";

/**
 * @returns true when a person agrees
 * @throws UsageError where there is no terminal to ask at
 */
export async function confirm(
  question: string,
  { stdin, stderr }: Machine,
  output: Output,
): Promise<boolean> {
  if (stdin.isTTY !== true || stderr.isTTY !== true) {
    throw new UsageError(
      "Nobody can be asked here, as this is no terminal. To send all the same, add --yes.",
    );
  }
  output.ask({ text: question, style: "bold" }, " [y/N] ");
  return /^y(es)?$/i.test((await firstLine(stdin)).trim());
}

/** Reads in the terminal's own line mode, so that Ctrl-C ends the command as ever. */
async function firstLine(stdin: Input): Promise<string> {
  for await (const chunk of stdin) return typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk);
  return "";
}
