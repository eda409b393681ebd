/** One way in which the API could turn out to be other than its pages say. */
import type { Format } from "../../src/client/index.ts";
import type { EndpointId } from "../../src/protocol/endpoints.ts";
import type { Answer } from "./answer.ts";

export interface Mutation {
  /** What is done, like `Id renamed to id`. */
  readonly name: string;
  /** Which answers of the endpoint it is about. */
  readonly of: "success" | "invalid";
  readonly apply: (answer: Answer) => Answer;
}

export interface Mutant extends Mutation {
  /** `sms.send in JSON: Id renamed to id`. */
  readonly id: string;
  readonly endpoint: EndpointId;
  readonly format: Format;
}
