/** Settings that `protexting emulate` would start with, and the first thing that keeps it from that. */
import type { Environment } from "../commands/machine.ts";
import { readOptions } from "../emulator/cli-options.ts";
import { messageOf } from "../shared/error-text.ts";
import type { Finding } from "./finding.ts";

export interface EmulatorFlags {
  readonly config?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
}

export interface EmulatorAddress {
  readonly host: string;
  readonly port: number;
}

export interface EmulatorSettings {
  readonly finding: Finding;
  /** Undefined when it would not start. */
  readonly address: EmulatorAddress | undefined;
}

const NAMES = ["config", "host", "port"] as const;

export async function checkEmulatorSettings(
  flags: EmulatorFlags,
  environment: Environment,
): Promise<EmulatorSettings> {
  const check = "Emulator's settings";
  const args = NAMES.flatMap((name) => (flags[name] === undefined ? [] : [`--${name}=${flags[name]}`]));
  try {
    const options = await readOptions(args, environment);
    // Only --help makes it another thing.
    if (options === "help") return { finding: { check, outcome: "skipped", says: "" }, address: undefined };
    const { host = "", port = 0 } = options.start;
    const config = flags.config ?? environment["PROTEXTING_EMULATOR_CONFIG"];
    const variables = Object.keys(environment).filter((name) => name.startsWith("PROTEXTING_EMULATOR_"));
    const from = [...(config === undefined ? [] : [config]), ...variables.sort()];
    const says = from.length === 0 ? "the defaults" : `${from.join(", ")} can be used`;
    return { finding: { check, outcome: "ok", says }, address: { host, port } };
  } catch (error) {
    return {
      finding: {
        check,
        outcome: "wrong",
        says: messageOf(error),
        please: "mend that; protexting emulate --help and docs/emulator.md list all options and settings",
      },
      address: undefined,
    };
  }
}
