/** What an answer was decided by, as plain data that a snapshot can hold; the explanation follows from it. */
import type { Settings } from "../settings.ts";
import { explainSend } from "./explain-send.ts";
import type { Explanation } from "./explanation.ts";
import type { SendFacts } from "./message.ts";

export type Cause =
  | { readonly by: "rules"; readonly explanation: Explanation }
  /** `message` is the id of what was sent; states of earlier builds do not have it. */
  | { readonly by: "send"; readonly facts: SendFacts; readonly message?: string | undefined };

export function fromExplanation(explanation: Explanation): Cause {
  return { by: "rules", explanation };
}

export function explanationOf(decided: Cause, settings: Settings): Explanation {
  return decided.by === "rules" ? decided.explanation : explainSend(decided.facts, settings);
}
