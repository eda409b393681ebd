/** Reading of a command's arguments. */
import { type ParseArgsConfig, parseArgs } from "node:util";
import { messageOf } from "../shared/error-text.ts";
import { UsageError } from "./failures.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options of all commands. */
export const commonOptions = {
  json: { type: "boolean" },
  help: { type: "boolean" },
} as const satisfies Options;

/** Options of all commands that call the API. */
export const connectionOptions = {
  ...commonOptions,
  "base-url": { type: "string" },
  "allow-insecure-http": { type: "boolean" },
  "token-file": { type: "string" },
  timeout: { type: "string" },
} as const satisfies Options;

export const CONNECTION_HELP = `  --token-file <f>   file with the access token; without it PROTEXTING_ACCESS_TOKEN is used
  --base-url <url>   where the API is (PROTEXTING_BASE_URL, else https://api2.protexting.com)
  --allow-insecure-http  lets the token travel over plain http to another machine
  --timeout <time>   for each request, like 500ms or 30s (30s)
  --json             JSON for scripts
  --help             this text`;

/** @throws UsageError for what is unknown or lacks its value */
export function readArguments<const T extends Options>(args: readonly string[], options: T) {
  try {
    return parseArgs({ args: [...args], options, strict: true, allowPositionals: true });
  } catch (error) {
    const [first = "unknown option"] = messageOf(error).split(". ");
    const hint = /^Unknown option '-[^-]/.test(first) ? HINT : "";
    throw new UsageError(`${first.replace(/\.$/, "")}.${hint}`);
  }
}

const HINT = ' A text that begins with "-" goes behind "--".';

/** @throws UsageError for a token among the arguments, without showing it */
export function refuseToken(args: readonly string[]): void {
  const named = flagsOf(args).find((flag) => /^--?(access[-_]?)?token(=|$)/i.test(flag));
  if (named === undefined) return;
  throw new UsageError(
    `${named.replace(/=.*$/s, "")} is no option: a token on the command line stays in the shell's history, and every ` +
      "process of this machine can read it. Set PROTEXTING_ACCESS_TOKEN or use --token-file.",
  );
}

export function hasFlag(args: readonly string[], flag: string): boolean {
  return flagsOf(args).includes(flag);
}

/** Arguments before `--`. */
function flagsOf(args: readonly string[]): readonly string[] {
  const end = args.indexOf("--");
  return end < 0 ? args : args.slice(0, end);
}
