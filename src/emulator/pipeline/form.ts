/**
 * The framework's validation of a form: rules in order, the first error of each field.
 *
 * Source: recorded, `fixtures/wire/FRAMEWORK.md` section 8; comparisons are PHP 5.6's.
 */
import type { FrameworkBehaviour } from "../../protocol/framework.ts";
import type { FieldError } from "../../protocol/wire.ts";
import { isArray, isBlank, isEmpty } from "../domain/php-values.ts";
import { type Fields, fieldOf } from "./read-body.ts";

/** PHP's `\s` is ASCII only, JavaScript's is not. */
const SPACED_INTEGER = /^[ \t\n\v\f\r]*[+-]?\d+[ \t\n\v\f\r]*$/;

/** One rule on one field: the text of its error, or undefined. */
export interface FieldRule {
  readonly field: string;
  /** A rule that is not for empty values is skipped for them. */
  readonly skipsEmpty: boolean;
  readonly error: (value: unknown, fields: Fields) => string | undefined;
}

export function required(field: string): FieldRule {
  return {
    field,
    skipsEmpty: false,
    error: (value) =>
      isEmpty(value) || (typeof value === "string" && isBlank(value))
        ? `${labelOf(field)} cannot be blank.`
        : undefined,
  };
}

/** @param bound most characters (code points), which other fields may decide; no bound when left out */
export function text(
  field: string,
  bound: number | ((fields: Fields) => number) = Number.POSITIVE_INFINITY,
): FieldRule {
  const label = labelOf(field);
  return {
    field,
    skipsEmpty: true,
    error(value, fields) {
      if (typeof value !== "string") return `${label} must be a string.`;
      const most = typeof bound === "number" ? bound : bound(fields);
      // Code units are at least as many as code points, so short texts need no count.
      if (value.length <= most || codePoints(value) <= most) return undefined;
      const noun = most === 1 ? "character" : "characters";
      return `${label} should contain at most ${most.toLocaleString("en-US")} ${noun}.`;
    },
  };
}

export function integer(field: string, behaviour: FrameworkBehaviour): FieldRule {
  const pattern = behaviour.integerTakesSpaces ? SPACED_INTEGER : /^[+-]?\d+$/;
  return {
    field,
    skipsEmpty: true,
    error(value) {
      const refused = isArray(value) || (value === true && !behaviour.integerTakesTrue);
      return refused || !pattern.test(phpString(value)) ? `${labelOf(field)} must be an integer.` : undefined;
    },
  };
}

/** A value in 0 and 1, compared loosely. */
export function zeroOrOne(field: string): FieldRule {
  return {
    field,
    skipsEmpty: true,
    error: (value) => (looseBit(value) === undefined ? `${labelOf(field)} is invalid.` : undefined),
  };
}

/** A rule of one's own on a text that passed the rules before. */
export function textThat(field: string, holds: (value: string) => boolean): FieldRule {
  return {
    field,
    skipsEmpty: true,
    error: (value) =>
      typeof value === "string" && holds(value) ? undefined : `${labelOf(field)} is invalid.`,
  };
}

/** First error of each field, in the order of the rules. */
export function validate(fields: Fields, rules: readonly FieldRule[]): readonly FieldError[] {
  const errors: FieldError[] = [];
  for (const rule of rules) {
    if (errors.some((error) => error.field === rule.field)) continue;
    const value = fieldOf(fields, rule.field);
    if (rule.skipsEmpty && isEmpty(value)) continue;
    const message = rule.error(value, fields);
    if (message !== undefined) errors.push({ field: rule.field, message });
  }
  return errors;
}

/** Text of a validated field; "" when it is empty. */
export function textOf(fields: Fields, field: string): string {
  const value = fieldOf(fields, field);
  return typeof value === "string" ? value : "";
}

/** Whether a validated field of 0 and 1 is 1. */
export function flagOf(fields: Fields, field: string): boolean {
  return looseBit(fieldOf(fields, field)) === 1;
}

/** Number of a validated integer field; null when it is empty. */
export function integerOf(fields: Fields, field: string): number | null {
  const value = fieldOf(fields, field);
  return isEmpty(value) ? null : Number(phpString(value));
}

/** `MmsTemplateId` → `Mms Template Id`. */
export function labelOf(field: string): string {
  return field.replace(/([a-z0-9])([A-Z])/g, "$1 $2");
}

function codePoints(value: string): number {
  let count = 0;
  for (const _ of value) count++;
  return count;
}

/** A scalar as PHP 5.6 turns it into a string. */
function phpString(value: unknown): string {
  switch (typeof value) {
    case "string":
      return value;
    case "boolean":
      return value ? "1" : "";
    case "number":
      // Beyond 64 bits PHP holds a float, which it writes with an exponent.
      return Math.abs(value) < 2 ** 63 ? String(value) : value.toExponential();
    default:
      return "";
  }
}

/** 0 or 1 when PHP 5.6's `==` finds the value equal to it. */
function looseBit(value: unknown): 0 | 1 | undefined {
  switch (typeof value) {
    case "boolean":
      return value ? 1 : 0;
    case "number":
      return value === 0 ? 0 : value === 1 ? 1 : undefined;
    case "string": {
      const number = phpNumber(value);
      return number === 0 ? 0 : number === 1 ? 1 : undefined;
    }
    default:
      return undefined;
  }
}

/** The number PHP 5.6 sees at the start of a text; 0 where there is none. */
function phpNumber(value: string): number {
  const hexadecimal = /^[ \t\n\r\v\f]*[+-]?0[xX][0-9a-fA-F]+$/.exec(value);
  if (hexadecimal !== null) return Number(value.trim());
  const written = /^[ \t\n\r\v\f]*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/.exec(value);
  return written?.[1] === undefined ? 0 : Number(written[1]);
}
