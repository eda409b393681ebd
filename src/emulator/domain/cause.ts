/** Cause of an answer, as plain data that a snapshot can hold; the explanation is computed from it. */
import type { Settings } from "../settings.ts";
import { explainSend } from "./explain-send.ts";
import type { Explanation } from "./explanation.ts";
import type { SendFacts } from "./message.ts";

export type Cause =
  | { readonly by: "rules"; readonly explanation: Explanation }
  /** `message` is the id of the sent message; states of earlier builds lack it. */
  | { readonly by: "send"; readonly facts: SendFacts; readonly message?: string | undefined };

export function fromExplanation(explanation: Explanation): Cause {
  return { by: "rules", explanation };
}

export function explanationOf(decided: Cause, settings: Settings): Explanation {
  return decided.by === "rules" ? decided.explanation : explainSend(decided.facts, settings);
}
