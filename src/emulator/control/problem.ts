/** Errors of the control API: RFC 9457 problem details, which name the field. */
import { wholeResponse } from "../runtime/whole-response.ts";

export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  /** One per field of the body or query that was refused. */
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** Thrown by the control API's handlers. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ProblemError";
    this.problem = problem;
  }
}

export function problemResponse(problem: Problem, headers: Readonly<Record<string, string>> = {}): Response {
  return wholeResponse(JSON.stringify({ type: "about:blank", ...problem }), {
    status: problem.status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });
}
