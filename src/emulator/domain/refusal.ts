/**
 * A refused request: what the caller is told, and why. The pipeline turns it into the framework's shape.
 */
import type { EvidenceId } from "../../protocol/evidence/ledger.ts";
import type { FieldError } from "../../protocol/wire.ts";
import type { ErrorSetting, FieldSetting } from "../settings.ts";
import { type Explanation, type Inputs, refused, step } from "./explanation.ts";

/** Body of a refusal: one message, or the first error of each field (422 with its own reason phrase). */
export type RefusalBody =
  | { readonly kind: "message"; readonly message: string; readonly code?: number | undefined }
  | { readonly kind: "fields"; readonly errors: readonly FieldError[] };

/** How a refusal differs from others on the wire. */
export interface RefusalDress {
  /** Headers it alone carries, like `Allow`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown by a check of the pipeline; its message never reaches the caller. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: RefusalBody;
  readonly explanation: Explanation;
  readonly dress: RefusalDress;

  constructor(status: number, body: RefusalBody, explanation: Explanation, dress: RefusalDress = {}) {
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
}

/** A refusal with the framework's error object as its body, by one rule. */
export function refusal(status: number, message: string, reason: Reason, dress: RefusalDress = {}): Refusal {
  return new Refusal(status, { kind: "message", message }, explain(reason), dress);
}

/** Status and body of a refusal as the settings have it. */
export interface Refused {
  readonly status: number;
  readonly body: RefusalBody;
}

/** The object of a refusal, with its code where it has one. */
export function refusedAs({ status, message, code }: ErrorSetting): Refused {
  return { status, body: { kind: "message", message, code } };
}

/** The object, or a 422 that lists the one field: whichever the settings have. */
export function refusedField(field: string, setting: FieldSetting): Refused {
  return typeof setting === "string" ? fieldError(field, setting) : refusedAs(setting);
}

/** A refusal as the settings have it, by one rule. */
export function codedRefusal(setting: ErrorSetting, reason: Reason): Refusal {
  const { status, body } = refusedAs(setting);
  return new Refusal(status, body, explain(reason));
}

/** A refusal with the framework's list of field errors as its body, by one rule. */
export function fieldRefusal(errors: readonly FieldError[], reason: Reason): Refusal {
  return new Refusal(422, { kind: "fields", errors }, explain(reason));
}

/** Status and body of a 422 on one field. */
function fieldError(field: string, message: string): Refused {
  return { status: 422, body: { kind: "fields", errors: [{ field, message }] } };
}

/** Fills `{name}` in a text of the settings. */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

function explain({ rule, inputs, wouldSucceed }: Reason): Explanation {
  return refused([], step(rule, inputs), wouldSucceed);
}
