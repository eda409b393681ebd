/** The page of what may become of a send, from the table that the tests of at-most-once compare with. */
import outcomesTable from "../../fixtures/send-outcomes.json" with { type: "json" };
import { MADE, table } from "./page.ts";

interface Row {
  readonly outcome: string;
  readonly id?: string;
  readonly why: string;
}

const { faults, answers, "without an answer": cases } = outcomesTable;

const reactions: readonly (readonly [ends: string, reaction: string])[] = [
  ["it resolves", "accepted: keep the `id`"],
  [
    "`SendOutcomeUnknownError`, `accepted: true`",
    "accepted, id unknown: do not send it again; `reconcile` finds the id",
  ],
  [
    "`SendOutcomeUnknownError`, `accepted: false`",
    "unknown: do not send it again before `reconcile` says `not-found`",
  ],
  [
    "any other error",
    "refused: surely not on its way. Its class says what to mend; then it may be sent again",
  ],
];

export function outcomes(): string {
  const faultRows = faults.map((row) => {
    const { kind, when } = row;
    const which = "statuses" in row ? row.statuses.join(", ") : "";
    const length = "within" in row ? `${row.within === "none" ? "longer than" : "within"} the time-out` : "";
    return [`\`${kind}\``, which || length, when, said(row), row.why];
  });
  return `${MADE}

# What became of a send

A message must not arrive twice, and a send that failed may have been accepted all the same. So the client sends again
only what was surely refused and may pass: after a rate limit, and when no connection came about. Everything else it
leaves to you, and tells you which of three things is so. The tests compare the client with the tables below, before
and after the books are written and with the answer cut at every byte.

${table(["the send ends with", "what to do"], reactions)}

\`\`\`ts
import { isProTextingError } from "protexting-toolkit";

try {
  await client.sms.send({ mobilePhone: "16465550123", message: "Hello" });
} catch (error) {
  if (!isProTextingError(error, "SendOutcomeUnknownError")) throw error;
  const looked = await client.sms.reconcile(error);
  // "found": it was accepted, and looked.message is it. "not-found": it was not, so it may be sent again.
  // "undecidable": several messages fit, or one that may be another's, or one that is near. Do not send it again.
}
\`\`\`

\`reconcile\` reads the sent history, which shows text and time of a message but masks the end of its number. Within ten
seconds of the failure it waits first, for a server that is slow. It knows the ids of what the same client has sent;
what other clients of the account send to such numbers with the same text at the same time it cannot tell apart. The
API may write numbers and texts in a way of its own, so \`not-found\` takes a history without any message of that time
to a number that begins like it or with much the same text.

A message that is to be [sent later](schedules.md) spends its credits later and is scheduled as carefully: the tables hold
for \`sms.sendSingleScheduleMessage\`, too. Only the history tells nothing of it until its time, so \`reconcile\` says
\`undecidable\`; \`sms.singleScheduleMessages\` lists it with its number in full.

## When something breaks

\`when\` says whether the books were written by then, as with the emulator's [faults](faults.md). The caller cannot see
it, so the outcomes are the same wherever the answers look the same.

${table(["fault", "which", "when", "outcome", "why"], faultRows)}

## When an answer comes

${table(
  ["answer", "outcome"],
  answers.map((row) => [row.answer, explained(row)]),
)}

A request leaves once each time the client asks: on Node, Bun and Deno its body is a stream, which \`fetch\` cannot send
again by itself. In a browser there is no such way: Chromium repeats a send when the server closes a kept connection
without an answer, so send from a server. A \`fetch\` of your own gets the body as a text and must not repeat it.

## When none comes

${table(
  ["case", "outcome"],
  cases.map((row) => [row.case, explained(row)]),
)}
`;
}

function said({ outcome, id }: Pick<Row, "outcome" | "id">): string {
  return id === undefined ? outcome : `${outcome}, id ${id}`;
}

function explained(row: Row): string {
  return `${said(row)}: ${row.why}`;
}
