/**
 * A refused request: what the caller is told, and why. The pipeline turns it into the framework's shape.
 */

import type { EvidenceId } from "../../protocol/evidence/ledger.ts";
import type { FieldError } from "../../protocol/wire.ts";
import type { ExplanationStep, Inputs } from "./explanation.ts";
import { type Explanation, refused, step } from "./explanation.ts";

/** Body of a refusal: one message, or the first error of each field (422 with its own reason phrase). */
export type RefusalBody =
  | { readonly kind: "message"; readonly message: string }
  | { readonly kind: "fields"; readonly errors: readonly FieldError[] };

export interface RefusalOptions {
  readonly status: number;
  readonly body: RefusalBody;
  readonly explanation: Explanation;
  readonly dress?: RefusalDress;
}

/** How a refusal differs from others on the wire. */
export interface RefusalDress {
  /** Headers it alone carries, like `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Answered with the framework's HTML page, whatever was negotiated. */
  readonly asHtml?: boolean;
}

/** Thrown by a check of the pipeline; its message never reaches the caller. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: RefusalBody;
  readonly explanation: Explanation;
  readonly dress: RefusalDress;

  constructor({ status, body, explanation, dress = {} }: RefusalOptions) {
    super(`${status} by ${explanation.decidedBy}`);
    this.name = "Refusal";
    this.status = status;
    this.body = body;
    this.explanation = explanation;
    this.dress = dress;
  }
}

export interface Reason {
  readonly rule: EvidenceId;
  readonly inputs: Inputs;
  readonly wouldSucceed: string;
  /** Steps that passed before this one. */
  readonly before?: readonly ExplanationStep[];
}

/** A refusal with the framework's error object as its body. */
export function refusal(
  status: number,
  message: string,
  { rule, inputs, wouldSucceed, before = [] }: Reason,
  dress: RefusalDress = {},
): Refusal {
  return new Refusal({
    status,
    body: { kind: "message", message },
    explanation: refused(before, step(rule, inputs), wouldSucceed),
    dress,
  });
}

/** A refusal with the framework's list of field errors as its body. */
export function fieldRefusal(
  errors: readonly FieldError[],
  { rule, inputs, wouldSucceed, before = [] }: Reason,
): Refusal {
  return new Refusal({
    status: 422,
    body: { kind: "fields", errors },
    explanation: refused(before, step(rule, inputs), wouldSucceed),
  });
}

/** Fills `{name}` in a text of the settings. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
