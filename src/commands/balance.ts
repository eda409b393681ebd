import type { Command } from "./command.ts";
import { CONNECTION_HELP, connectionOptions, readArguments } from "./command-line.ts";
import { connect } from "./connect.ts";
import { EXIT_CODES_HELP, exitCodes } from "./exit-codes.ts";
import { UsageError } from "./failures.ts";
import { countOf } from "./output.ts";

const help = `Usage: protexting balance [options]

Shows the credits that the account can spend.

Options:
${CONNECTION_HELP}

Examples:
  protexting balance
  protexting balance --json                      {"availableCredits":1000}

${EXIT_CODES_HELP}
`;

export const balance: Command = {
  help,
  async run(args, machine, output) {
    const { values, positionals } = readArguments(args, connectionOptions);
    if (positionals.length > 0) throw new UsageError("It takes no arguments.");
    const { client } = await connect(values, machine, output);
    const { availableCredits } = await client.credits.balance();
    output.line({ text: countOf(availableCredits, "credit"), style: "bold" });
    output.document({ availableCredits });
    return exitCodes.done;
  },
};
