/** `protexting emulate`: reads the options, runs the emulator, and ends it in order. */
import { messageOf } from "../shared/error-text.ts";
import { visible } from "../shared/visible.ts";
import { type EmulateOptions, HELP, readOptions } from "./cli-options.ts";
import { announce, type Output, outputFor } from "./cli-output.ts";
import { UsageError } from "./cli-settings.ts";
import { startEmulator } from "./start.ts";

/** @returns the exit code: 0 after an orderly end, 1 for what could not be started */
export async function run(args: readonly string[]): Promise<number> {
  try {
    const options = await readOptions(args, process.env);
    if (options === "help") {
      process.stdout.write(HELP);
      return 0;
    }
    await serve(options, outputFor(options));
    return 0;
  } catch (error) {
    const message = visible(messageOf(error));
    process.stderr.write(
      `protexting emulate: ${message}${error instanceof UsageError ? " Please see protexting emulate --help." : ""}\n`,
    );
    return 1;
  }
}

async function serve({ start }: EmulateOptions, output: Output): Promise<void> {
  const emulator = await startEmulator({
    ...start,
    log: output.log,
    ...(output.answered === undefined ? {} : { onAnswer: output.answered }),
  });
  const stopped = firstSignal();
  announce(emulator, output);
  output.stopping(await stopped);
  await emulator.close();
}

function firstSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => resolve(signal));
  });
}
