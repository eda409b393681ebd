/** Why the emulator answered so: each rule that had a say, in order, and what would have succeeded. */
import type { Explanation } from "../../domain/explanation.ts";
import type { Zone } from "../times.ts";
import { Rule } from "./rule.tsx";
import { WouldSucceed } from "./would-succeed.tsx";

interface ExplanationProps {
  readonly explanation: Explanation;
  readonly zone: Zone;
}

export function ExplanationSteps({ explanation, zone }: ExplanationProps) {
  const { steps, decidedBy, wouldSucceed, outcome } = explanation;
  // Nothing stopped what was accepted, so no rule of it decided more than another.
  const decisive = outcome === "refused" ? steps.findLastIndex(({ rule }) => rule === decidedBy) : -1;
  return (
    <>
      {outcome === "refused" && wouldSucceed !== undefined && wouldSucceed !== "" && (
        <p class="would-succeed">
          <strong>Would have succeeded:</strong> <WouldSucceed text={wouldSucceed} zone={zone} />
        </p>
      )}
      {outcome === "accepted" && <p>It passed all checks.</p>}
      <ol class="rules">
        {steps.map(({ rule, inputs }, index) => (
          <Rule id={rule} inputs={inputs} decisive={index === decisive} />
        ))}
      </ol>
    </>
  );
}
