/** Cost of a list, and the part of it that an earlier run has done. */
import { type BothFigures, estimate } from "../client/index.ts";
import type { JournalEntry } from "../client/node/index.ts";
import { isKeyOf } from "../shared/is-key-of.ts";
import { bothOf } from "./figures.ts";
import { countOf, type Output } from "./output.ts";
import type { RecipientRow } from "./recipients.ts";

/** The figures are of what is left to send. */
export interface Plan {
  /** Lines of the list. */
  readonly messages: number;
  /** Messages that an earlier run has sent or may have sent, or that were refused for good. */
  readonly settled: number;
  readonly recipients: number;
  readonly parts: BothFigures<number>;
  readonly credits: BothFigures<number>;
  readonly warnings: readonly PlanWarning[];
}

/** - `repeated`: the same message to the same recipient as on an earlier line */
type WarningCode = "price-assumed" | "repeated" | "too-long" | "ucs2";

export interface PlanWarning {
  readonly code: WarningCode;
  readonly count: number;
  /** The first of the lines. */
  readonly lines: readonly number[];
}

/** Lines that a warning names. */
const MOST_LINES = 10;

const said: Readonly<Record<WarningCode, string>> = {
  "price-assumed": "to countries whose price is unknown, that of the USA assumed",
  repeated: "the same to the same recipient as an earlier line",
  "too-long": "longer than the API allows, and will be refused",
  ucs2: "with characters outside the GSM alphabet, which makes them dearer",
};

export function planOf(rows: readonly RecipientRow[], settled: ReadonlySet<string>): Plan {
  const recipients = new Set<string>();
  const contents = new Set<string>();
  const warned = new Map<WarningCode, number[]>();
  const parts = { documented: 0, gsm: 0 };
  const credits = { documented: 0, gsm: 0 };
  let done = 0;
  for (const [index, { line, item }] of rows.entries()) {
    // As `sms.sendMany` names an item without a key.
    const { key = `#${index}`, ...params } = item;
    if (settled.has(key)) {
      done++;
      continue;
    }
    const figures = estimate(params);
    const { recipient = params.mobilePhone } = figures;
    const content = JSON.stringify([recipient, params.message, params.mmsTemplateId]);
    const codes: string[] = figures.warnings.map(({ code }) => code);
    if (contents.has(content)) codes.push("repeated");
    recipients.add(recipient);
    contents.add(content);
    for (const rule of ["documented", "gsm"] as const) {
      parts[rule] += figures.parts[rule];
      credits[rule] += figures.credits[rule];
    }
    for (const code of codes.filter((each) => isKeyOf(said, each))) {
      const lines = warned.get(code);
      if (lines === undefined) warned.set(code, [line]);
      else lines.push(line);
    }
  }
  const warnings = Array.from(warned, ([code, lines]) => ({
    code,
    count: lines.length,
    lines: lines.slice(0, MOST_LINES),
  }));
  return {
    messages: rows.length,
    settled: done,
    recipients: recipients.size,
    parts,
    credits,
    warnings,
  };
}

/** @returns keys of the journal whose messages are not sent again */
export async function settledKeys(entries: AsyncIterable<JournalEntry>): Promise<ReadonlySet<string>> {
  const settled = new Set<string>();
  for await (const { key, state } of entries) {
    if (state === "postponed") settled.delete(key);
    else settled.add(key);
  }
  return settled;
}

export function costOf({ messages, settled, recipients, parts, credits }: Plan): string {
  const left = countOf(messages - settled, "message");
  return `${left} to ${countOf(recipients, "recipient")}: ${bothOf(parts, "part")}; ${bothOf(credits, "credit")}`;
}

/** Tells the plan: on stderr when it is to be confirmed, else as the result. */
export function tellPlan(plan: Plan, tell: Output["line"]): void {
  if (plan.settled < plan.messages) tell(costOf(plan));
  if (plan.settled > 0) {
    tell(
      `${countOf(plan.settled, "message")} of ${plan.messages} known from the journal, not to be sent again`,
    );
  }
  for (const { code, count, lines } of plan.warnings) {
    const more = count > lines.length ? ", …" : "";
    tell({
      text: `warning: ${countOf(count, "message")} ${said[code]} (line ${lines.join(", ")}${more})`,
      style: "yellow",
    });
  }
}
