/** Why the emulator answered so: each rule that had a say, in order, and what would have succeeded. */
import type { Explanation } from "../../domain/explanation.ts";
import { Rule } from "./rule.tsx";
import { VisibleText } from "./visible-text.tsx";

export function ExplanationSteps({ explanation }: { readonly explanation: Explanation }) {
  const { steps, decidedBy, wouldSucceed, outcome } = explanation;
  const last = steps.findLastIndex(({ rule }) => rule === decidedBy);
  return (
    <>
      {outcome === "refused" && wouldSucceed !== undefined && wouldSucceed !== "" && (
        <p class="would-succeed">
          <strong>Would have succeeded:</strong> <VisibleText text={wouldSucceed} />
        </p>
      )}
      <ol class="rules">
        {steps.map(({ rule, inputs }, index) => (
          <Rule id={rule} inputs={inputs} decisive={index === last} />
        ))}
      </ol>
    </>
  );
}
