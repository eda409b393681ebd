import type { DeliveryReport, ProTexting } from "../client/index.ts";
import { DELIVERED, isFinal } from "../protocol/delivery-status.ts";
import type { Command } from "./command.ts";
import { CONNECTION_HELP, connectionOptions, readArguments } from "./command-line.ts";
import { connect } from "./connect.ts";
import { readDuration } from "./duration.ts";
import { EXIT_CODES_HELP, exitCodes } from "./exit-codes.ts";
import { UsageError } from "./failures.ts";
import type { Machine } from "./machine.ts";
import type { Output } from "./output.ts";
import { tellWait } from "./waits.ts";

/** So long the client itself spaces the reads of a wait. */
const ORDINARY_PAUSE_MS = 10_000;

const help = `Usage: protexting report <id> [options]

Shows where a message is on its way.

Options:
  --wait             tells each change, and ends when the delivery has ended, well or not
  --deadline <time>  with --wait: gives up after it, like 30s or 1h (10m); exit code 7
${CONNECTION_HELP}

Examples:
  protexting report 8cccf554cd42bf1b22bcc2d9b4e4571a4a87c9d0
  protexting report 8cccf554cd42bf1b22bcc2d9b4e4571a4a87c9d0 --wait --deadline 1m

${EXIT_CODES_HELP}
A delivery that has failed is an answer like any other: the exit code is 0.
`;

const options = {
  ...connectionOptions,
  wait: { type: "boolean" },
  deadline: { type: "string" },
} as const;

export const report: Command = {
  help,
  async run(args, machine, output) {
    const { values, positionals } = readArguments(args, options);
    const [id, ...others] = positionals;
    if (id === undefined || others.length > 0) throw new UsageError("It takes one id.");
    if (values.deadline !== undefined && !values.wait) throw new UsageError("--deadline needs --wait.");
    const deadline = readDuration(values.deadline, "--deadline");
    const { client } = await connect(values, machine, output, {
      // Between the reads of a wait some seconds pass anyway.
      onWait: ({ scope, waitMs }) =>
        waitMs > (values.wait ? ORDINARY_PAUSE_MS : 0) && tellWait(scope, waitMs, output),
    });
    const last = values.wait
      ? await follow(client, id, deadline, machine, output)
      : tell(await client.sms.deliveryReport(id), output);
    output.document(last);
    return exitCodes.done;
  },
};

async function follow(
  client: ProTexting,
  id: string,
  deadline: number | undefined,
  { onInterrupt }: Machine,
  output: Output,
): Promise<DeliveryReport | undefined> {
  const stop = new AbortController();
  const release = onInterrupt(() => stop.abort());
  let last: DeliveryReport | undefined;
  try {
    for await (const change of client.sms.waitForDelivery(id, { deadline, signal: stop.signal })) {
      last = tell(change, output);
    }
  } finally {
    release();
  }
  return last;
}

function tell(told: DeliveryReport, output: Output): DeliveryReport {
  const { id, description } = told.status;
  output.line({ text: description, style: styleOf(id) }, ` (${id})`);
  return told;
}

function styleOf(statusId: number): "bold" | "green" | "red" {
  if (statusId === DELIVERED) return "green";
  return isFinal(statusId) ? "red" : "bold";
}
