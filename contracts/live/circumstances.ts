/** Marks what came otherwise than expected for a reason that is none of the API's rules. */
import type { Verdict, Verification } from "../verification/verdict.ts";
import type { Forwarded } from "./egress/egress.ts";
import type { Plan } from "./plan.ts";

/** @param forwarded what left, in order; the last of a name counts */
export function withCircumstances(
  verification: Verification,
  plan: Plan,
  forwarded: readonly Forwarded[],
): Verification {
  const answers = new Map(forwarded.map((one) => [one.name, one]));
  const byWord = new Set(
    plan.items
      .filter(({ selected }) => selected?.byWord === true)
      .map((item) => item.expectation.description),
  );
  const verdicts = verification.verdicts.map((verdict): Verdict => {
    if (verdict.outcome !== "failed" && verdict.outcome !== "pending") return verdict;
    const { description } = verdict;
    const circumstance =
      answers.get(description)?.foreign ?? (byWord.has(description) ? goneIn(verdict) : undefined);
    return circumstance === undefined ? verdict : { ...verdict, circumstance };
  });
  return { ...verification, verdicts };
}

function goneIn({ mismatches }: Verdict): string | undefined {
  const isGone = mismatches.some(({ where, got }) => where === "status" && got === "404");
  return isGone ? "what --given says is there is not, or no longer" : undefined;
}
