import type { Command } from "./command.ts";
import { CONNECTION_HELP, readArguments } from "./command-line.ts";
import { EXIT_CODES_HELP } from "./exit-codes.ts";
import { UsageError } from "./failures.ts";
import { listFlags, sendOptions, sharedParams } from "./send-flags.ts";

const help = `Usage: protexting send <number> <text> [options]
       protexting send --file <list.csv> [options]

Sends one message, or one for each line of a file. Never sends twice: what may have left is never sent again.

Options:
  --from <number>        short code or number of the account (the account's numbers take turns)
  --mms-template <id>    makes it an MMS
  --subject <text>       of the MMS
  --mms-high-resolution  adds a link to the MMS that opens the media in a browser
  --mms-resend           as SMS with a link, when the carrier rejects the MMS
  --dry-run, --estimate  shows what it would cost and sends nothing; needs no token
  --deadline <time>      gives up when rate limits hold one message back longer, like 30s (waits); exit code 5
  --reconcile            looks up in the sent history what has an unknown outcome
${CONNECTION_HELP}

Options of a list:
  --file <list.csv>      UTF-8, with a line of names first: mobilePhone, message, sendFrom, mmsTemplateId,
                         subject, mmsHighResolution, mmsResend, key; the options above and --message stand
                         for columns that it does not have
  --message <text>       one text for all
  --delimiter <c>        between the columns (,)
  --journal <file>       what was sent, so that the same command goes on where it was stopped (<list.csv>.journal)
  --concurrency <n>      messages on their way at a time (10)
  --yes                  does not ask before sending; needed where nobody can be asked

A text of "-" is read from stdin. The limits of the account and of each recipient are kept by waiting.

Examples:
  protexting send 16465550123 "Your table is ready."
  protexting send 16465550123 "The menu" --mms-template 12 --subject "Tonight"
  protexting send --file recipients.csv --dry-run
  protexting send --file recipients.csv --message "We open at six." --yes --json

${EXIT_CODES_HELP}
With --file: 9 when some were refused or are in doubt.
`;

export const send: Command = {
  help,
  async run(args, machine, output) {
    const { values, positionals } = readArguments(args, sendOptions);
    const shared = sharedParams(values);
    const dryRun = values["dry-run"] === true || values.estimate === true;
    const flags = { ...values, dryRun };
    if (values.file !== undefined) {
      if (positionals.length > 0) throw new UsageError("With --file it takes neither number nor text.");
      if (values.deadline !== undefined)
        throw new UsageError("--deadline is for one message, not for --file.");
      if (values.message === "-")
        throw new UsageError("--message takes its text as it is; stdin is for one message.");
      const { sendFile } = await import("./send-file.ts");
      return sendFile(values.file, shared, flags, machine, output);
    }
    const useless = listFlags.find((name) => values[name] !== undefined);
    if (useless !== undefined) throw new UsageError(`--${useless} needs --file.`);
    const [mobilePhone, argument, ...others] = positionals;
    if (mobilePhone === undefined || others.length > 0) {
      throw new UsageError("It takes a number and a text; please put the text in quotes.");
    }
    const { sendSingle } = await import("./send-single.ts");
    return sendSingle({ ...shared, mobilePhone }, argument, flags, machine, output);
  },
};
