/** A form that was sent and is shown again: with its problem, or only to see its curl. */
import type { Problem } from "../../control/problem.ts";

export interface SubmittedForm {
  /** Id of its control. */
  readonly control: string;
  /** Values typed. */
  readonly values: URLSearchParams;
  /** Problem that the control API reported; undefined when the call was not made. */
  readonly problem: Problem | undefined;
}
