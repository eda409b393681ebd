/** One way in which the API could turn out to be other than its pages say. */
import type { Format } from "../../src/client/index.ts";
import type { EndpointId } from "../../src/protocol/endpoints.ts";
import type { RecordedAnswer } from "./answer.ts";

/** Success, a failed validation (422 with a list of fields), or a refusal with a code (422 with an object). */
export type AnswerKind = "success" | "invalid" | "coded";

export interface Mutation {
  /** Change in words, like `Id renamed to id`. */
  readonly name: string;
  /** Kind of the endpoint's answers that it changes. */
  readonly of: AnswerKind;
  readonly apply: (answer: RecordedAnswer) => RecordedAnswer;
}

export interface Mutant extends Mutation {
  /** `sms.send in JSON: Id renamed to id`. */
  readonly id: string;
  readonly endpoint: EndpointId;
  readonly format: Format;
}
