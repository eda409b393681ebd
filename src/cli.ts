#!/usr/bin/env node
/** The command `protexting`: picks the subcommand and loads only what it needs. */
import { version } from "./version.ts";

const HELP = `protexting ${version}: a toolkit for ProTexting's SMS & MMS REST API v2

Usage: protexting <command> [options]

Commands:
  emulate    run the emulator on this machine (protexting emulate --help)

Options:
  --help     this text
  --version  the version
`;

const [command, ...rest] = process.argv.slice(2);
switch (command) {
  case "emulate":
    process.exitCode = await (await import("./emulator/cli.ts")).run(rest);
    break;
  case "--version":
    process.stdout.write(`${version}\n`);
    break;
  case "--help":
  case "help":
    process.stdout.write(HELP);
    break;
  case undefined:
    process.stderr.write(HELP);
    process.exitCode = 1;
    break;
  default:
    process.stderr.write(`protexting: there is no command "${command}". Please see protexting --help.\n`);
    process.exitCode = 1;
}
