/** Marks what came otherwise than expected for a reason that is none of the API's rules. */
import * as z from "zod";
import { codedCircumstance } from "../pact/verification/circumstances.ts";
import type { Verdict, Verification } from "../pact/verification/verdict.ts";
import type { Forwarded } from "./egress/egress.ts";
import type { Plan, Selected } from "./plan.ts";

/** @param forwarded what left, in order; the last of a name counts */
export function withCircumstances(
  verification: Verification,
  plan: Plan,
  forwarded: readonly Forwarded[],
): Verification {
  const answers = new Map(forwarded.map((one) => [one.name, one]));
  const planned = new Map(plan.items.map((item) => [item.expectation.description, item.selected]));
  const verdicts = verification.verdicts.map((verdict): Verdict => {
    if (verdict.outcome !== "failed" && verdict.outcome !== "pending") return verdict;
    const { description } = verdict;
    const selected = planned.get(description);
    const circumstance =
      unmeant(answers.get(description)?.circumstance, selected) ??
      (selected?.byWord === true ? goneIn(verdict) : undefined);
    return circumstance === undefined ? verdict : { ...verdict, circumstance };
  });
  return { ...verification, verdicts };
}

/** The very refusal that was expected, and came otherwise than expected, says something of its rules. */
function unmeant(circumstance: string | undefined, selected: Selected | undefined): string | undefined {
  const { status, body } = responseSchema.parse(selected?.interaction.response ?? {});
  const content = typeof body.content === "string" ? body.content : JSON.stringify(body.content ?? null);
  return circumstance === codedCircumstance(status, content) ? undefined : circumstance;
}

const responseSchema = z.looseObject({
  status: z.number().default(0),
  body: z.looseObject({ content: z.unknown() }).default({ content: null }),
});

function goneIn({ mismatches }: Verdict): string | undefined {
  const isGone = mismatches.some(({ where, got }) => where === "status" && got === "404");
  return isGone ? "what --given says is there is not, or no longer" : undefined;
}
