import { estimate } from "../client/index.ts";
import type { Command } from "./command.ts";
import { commonOptions, readArguments } from "./command-line.ts";
import { readDigits } from "./digits.ts";
import { EXIT_CODES_HELP, exitCodes } from "./exit-codes.ts";
import { UsageError } from "./failures.ts";
import { tellFigures } from "./figures.ts";
import { readText } from "./text-argument.ts";

const help = `Usage: protexting segments <text> [options]

Shows how a text is encoded, where it is cut into parts, what it costs, and which characters make it dearer. Parts
are counted by the vendor's page ("documented") and by the phone network's rule ("gsm"); nobody outside knows by
which one is charged. Asks nobody: it needs neither token nor network. A text of "-" is read from stdin.

Options:
  --to <number>        the recipient, for the price (that of the USA without it)
  --mms-template <id>  the price of an MMS
  --json               JSON for scripts
  --help               this text

Examples:
  protexting segments "Your table is ready."
  protexting segments - < newsletter.txt
  protexting segments "Grüße aus Zürich" --to 41715550123 --json

${EXIT_CODES_HELP}
`;

const options = {
  ...commonOptions,
  to: { type: "string" },
  "mms-template": { type: "string" },
} as const;

export const segments: Command = {
  help,
  async run(args, { stdin }, output) {
    const { values, positionals } = readArguments(args, options);
    const [argument, ...others] = positionals;
    if (argument === undefined || others.length > 0) {
      throw new UsageError('It takes one text; please put it in quotes, or give "-" and write it to stdin.');
    }
    const message = await readText(argument, stdin);
    const mmsTemplateId = readDigits(values["mms-template"], "--mms-template");
    const figures = estimate({ message, mobilePhone: values.to, mmsTemplateId });
    tellFigures(message, figures, output);
    output.document(figures);
    return exitCodes.done;
  },
};
