/** Shape of a command. */
import type { Machine } from "./machine.ts";
import type { Output } from "./output.ts";

export interface Command {
  readonly help: string;
  /** @returns the exit code */
  readonly run: (args: readonly string[], machine: Machine, output: Output) => Promise<number>;
}
