/** An entry of the evidence ledger: its statement and its source. */
import type { Evidence } from "../../../protocol/evidence/entry.ts";
import { type EvidenceId, ledger } from "../../../protocol/evidence/ledger.ts";
import { liveStanding, standingText } from "../../../protocol/evidence/live.ts";
import type { Inputs } from "../../domain/explanation.ts";
import { VisibleText } from "./visible-text.tsx";

interface RuleProps {
  readonly id: EvidenceId;
  /** Inputs of the decision. */
  readonly inputs?: Inputs;
  /** True when it decided the outcome. */
  readonly decisive?: boolean;
}

export function Rule({ id, inputs = {}, decisive = false }: RuleProps) {
  const entry: Evidence = ledger[id];
  const { source, says, reference } = entry;
  const standing = standingText(liveStanding({ id, source }));
  return (
    <li class={decisive ? "rule decisive" : "rule"}>
      <p>
        <code>{id}</code> <span class={`badge source ${source}`}>{source}</span>
        {decisive && <span class="badge">decided</span>}
      </p>
      <p>{says}</p>
      <dl class="inputs">
        {Object.entries(inputs).map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>
              <VisibleText text={String(value)} limit={200} />
            </dd>
          </>
        ))}
      </dl>
      <p class="hint">
        Source: {reference}
        {source === "assumed" && ", setting "}
        {source === "assumed" && <code>{entry.setting}</code>}
        {standing !== "" && `, ${standing}`}
        {entry.deviation !== undefined && <>. {entry.deviation}</>}
      </p>
    </li>
  );
}
