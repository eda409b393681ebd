/** A form that was sent and is shown again: with what was wrong, or only to see its curl. */
import type { Problem } from "../../control/problem.ts";

export interface SubmittedForm {
  /** Id of its lever. */
  readonly control: string;
  /** What was typed. */
  readonly values: URLSearchParams;
  /** What the control API says of it; undefined when nobody asked it. */
  readonly problem: Problem | undefined;
}
