#!/usr/bin/env node
/** The command `protexting`: picks the subcommand and loads only what it needs. */
import { version } from "./version.ts";

const HELP = `protexting ${version}: a toolkit for ProTexting's SMS & MMS REST API v2

Usage: protexting <command> [options]

Commands:
  emulate    run the emulator on this machine
  send       send one message, or a list from a file
  report     see where a message is on its way, or wait until it has arrived
  balance    see the credits of the account
  segments   see what a text costs, and why
  doctor     see what is in the way when something does not work
  verify     verify the contract on the live API, as far as you let it; plans unless told otherwise
  drift      see whether two of them, emulators or live, answer in the same shapes

Each has its own options and examples: protexting <command> --help.

Environment: PROTEXTING_ACCESS_TOKEN and PROTEXTING_BASE_URL for send, report and balance.

Options:
  --help     this text
  --version  the version
`;

// A reader of the output may go away, as `head` does: the command goes on without one.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

const [command, ...rest] = process.argv.slice(2);
switch (command) {
  case "emulate":
    process.exitCode = await (await import("./emulator/cli.ts")).run(rest);
    break;
  case "balance":
  case "doctor":
  case "report":
  case "segments":
  case "send":
    process.exitCode = await (await import("./commands/run.ts")).run(command, rest);
    break;
  case "verify":
    process.exitCode = await (await import("../contracts/live/cli.ts")).run(rest);
    break;
  case "drift":
    process.exitCode = await (await import("../contracts/drift/cli.ts")).run(rest);
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
