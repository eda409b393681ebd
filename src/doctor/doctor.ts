/** `protexting doctor`: looks at what usually is in the way, and says what to do. It sends no text and shows no token. */

import type { Command } from "../commands/command.ts";
import { commonOptions, readArguments } from "../commands/command-line.ts";
import { exitCodes } from "../commands/exit-codes.ts";
import { UsageError } from "../commands/failures.ts";
import type { Machine } from "../commands/machine.ts";
import { countOf, type Output } from "../commands/output.ts";
import { version } from "../version.ts";
import { checkAccount } from "./account.ts";
import { checkClientSettings } from "./client-settings.ts";
import { checkEmulatorSettings } from "./emulator-settings.ts";
import { checkEnvironment } from "./environment.ts";
import type { Finding } from "./finding.ts";
import { checkNode } from "./node-version.ts";
import { checkPeers } from "./peers.ts";
import { checkPort } from "./port.ts";
import { checkReach } from "./reach.ts";

const help = `Usage: protexting doctor [options]

Looks at what usually is in the way, and says what to do: the version of Node, the emulator's settings and its port,
base URL and token, whether the base URL can be reached, and the optional packages of the project in this folder.
It sends no text, shows no token, and sends requests to this machine alone unless an option says more.

Options:
  --port <n>         of the emulator (PROTEXTING_EMULATOR_PORT, else the config file, else 4280)
  --host <address>   of the emulator (likewise, else 127.0.0.1)
  --config <file>    of the emulator (PROTEXTING_EMULATOR_CONFIG)
  --base-url <url>   what is tested (PROTEXTING_BASE_URL, else the live API)
  --reach            asks the base URL also if it is another machine: one GET / without a token
  --account          asks the API, with the token, what credits the account has: a token that is not accepted, an API
                     app that is not activated (code 6) and an address that is not allowed (code 7) show
  --json             JSON for scripts
  --help             this text

Examples:
  protexting doctor
  protexting doctor --config emulator.json --port 8080
  protexting doctor --base-url http://127.0.0.1:4280 --json

Exit codes: 0 nothing is in the way, 1 something is, or the command cannot be used.
`;

const options = {
  ...commonOptions,
  port: { type: "string" },
  host: { type: "string" },
  config: { type: "string" },
  "base-url": { type: "string" },
  reach: { type: "boolean" },
  account: { type: "boolean" },
} as const;

export const doctor: Command = {
  help,
  async run(args, machine, output) {
    const { values, positionals } = readArguments(args, options);
    if (positionals.length > 0) throw new UsageError("It takes no arguments.");
    const findings = await examine(values, machine);
    const wrong = findings.filter(({ outcome }) => outcome === "wrong").length;
    show(findings, wrong, output);
    output.document({ version, passed: wrong === 0, checks: findings });
    return wrong === 0 ? exitCodes.done : exitCodes.setup;
  },
};

type Flags = ReturnType<typeof readArguments<typeof options>>["values"];

async function examine(flags: Flags, { environment, clientOptions }: Machine): Promise<readonly Finding[]> {
  const fetch = clientOptions.fetch ?? globalThis.fetch;
  const emulator = await checkEmulatorSettings(flags, environment);
  const client = checkClientSettings(flags["base-url"], environment);
  const { baseUrl, token } = client;
  const [port, reach, account, packages] = await Promise.all([
    emulator.address === undefined ? [] : [checkPort(emulator.address, fetch)],
    baseUrl === undefined ? [] : [checkReach(baseUrl, flags.reach === true, fetch)],
    baseUrl === undefined || token === undefined
      ? []
      : [checkAccount(token, baseUrl, flags.account === true, clientOptions)],
    checkPeers(process.cwd()),
  ]);
  return [
    checkNode(process.versions.node),
    ...checkEnvironment(environment),
    emulator.finding,
    ...(await Promise.all(port)),
    ...client.findings,
    ...(await Promise.all(reach)),
    ...(await Promise.all(account)),
    ...packages,
  ];
}

const styles = { ok: "green", note: "yellow", wrong: "red", skipped: "dim" } as const;

function show(findings: readonly Finding[], wrong: number, output: Output): void {
  const width = Math.max(...findings.map(({ check }) => check.length));
  for (const { check, outcome, says, please } of findings) {
    output.line({ text: outcome.padEnd(7), style: styles[outcome] }, `  ${check.padEnd(width)}  ${says}`);
    if (please !== undefined) output.line(`${" ".repeat(width + 11)}Please ${please}.`);
  }
  output.line("");
  output.line({
    text:
      wrong === 0
        ? "Nothing is in the way."
        : `${countOf(wrong, "thing")} ${wrong === 1 ? "is" : "are"} in the way.`,
    style: wrong === 0 ? "green" : "red",
  });
}
