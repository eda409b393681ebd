/** A plan in words, for people who are about to let it run. */
import type { Touches } from "../pact/tags.ts";
import { CALLS_A_MINUTE } from "./egress/pacing.ts";
import type { Plan, PlannedItem } from "./plan.ts";

const CLASSES: readonly Touches[] = ["safe", "state", "spends", "never"];

/** @returns lines without line ends */
export function planLines(target: string, { items, credits, recipients, leastMs }: Plan): readonly string[] {
  const tried = items.filter(({ selected }) => selected !== undefined);
  const seconds = Math.ceil(leastMs / 1000);
  return [
    `Plan for ${target}`,
    ...CLASSES.flatMap((touches) =>
      classLines(
        touches,
        items.filter((item) => item.expectation.touches === touches),
      ),
    ),
    "",
    `To be sent: ${tried.length} of ${items.length} requests, each once, at most ${CALLS_A_MINUTE} a minute: ${seconds} s or more.`,
    `Recipients: ${recipients.length === 0 ? "nobody" : recipients.join(", ")}. Credits at worst: ${credits}.`,
  ];
}

function classLines(touches: Touches, items: readonly PlannedItem[]): readonly string[] {
  if (items.length === 0) return [];
  const tried = items.filter(({ selected }) => selected !== undefined);
  return [
    "",
    `${touches}: ${tried.length} of ${items.length} to be sent`,
    ...tried.map(({ expectation, worst }) => `  send  ${expectation.description}${costOf(worst.credits)}`),
    ...leftOut(items),
  ];
}

function costOf(credits: number): string {
  return credits === 0 ? "" : ` (up to ${credits} ${credits === 1 ? "credit" : "credits"})`;
}

/** By reason; one by one only where each has its own. */
function leftOut(items: readonly PlannedItem[]): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { expectation, notTried } of items) {
    if (notTried === undefined) continue;
    const reason = `${notTried.outcome}: ${notTried.reason}`;
    byReason.set(reason, [...(byReason.get(reason) ?? []), expectation.description]);
  }
  return [...byReason].flatMap(([reason, descriptions]) => [
    `  ${reason} (${descriptions.length})`,
    ...(reason.startsWith("skipped: never") || reason.startsWith("skipped: class")
      ? []
      : descriptions.map((description) => `          ${description}`)),
  ]);
}
