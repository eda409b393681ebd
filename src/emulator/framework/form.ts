/**
 * The framework's validation of a form: rules in order, the first error of each field.
 *
 * Source: recorded, `fixtures/wire/FRAMEWORK.md` sections 8 and 10.
 */

import type { EvidenceId } from "../../protocol/evidence/ledger.ts";
import type { FrameworkBehaviour } from "../../protocol/framework.ts";
import type { FieldError } from "../../protocol/refused.ts";
import { isArray, isBlank, isEmpty } from "../domain/php-values.ts";
import { fieldRefusal } from "../domain/refusal.ts";
import { type Fields, fieldOf } from "./read-body.ts";
import { wanted, wantedNot } from "./wanted.ts";

/** PHP's `\s` is ASCII only, JavaScript's is not. */
const SPACED_INTEGER = /^[ \t\n\v\f\r]*[+-]?\d+[ \t\n\v\f\r]*$/;
/** PHP's `$` also matches before a line feed at the end. */
const BARE_INTEGER = /^[+-]?\d+\n?$/;

/** One rule on one field: the text of its error, or undefined. */
export interface FieldRule {
  readonly field: string;
  /** True when the rule is skipped for empty values. */
  readonly skipsEmpty: boolean;
  readonly error: (value: unknown, fields: Fields) => string | undefined;
  /** Sentence that describes a valid value; called for a value that is in error. */
  readonly wants: (value: unknown, fields: Fields) => string;
}

export function required(field: string): FieldRule {
  return {
    field,
    skipsEmpty: false,
    error: (value) =>
      isEmpty(value) || (typeof value === "string" && isBlank(value))
        ? `${labelOf(field)} cannot be blank.`
        : undefined,
    wants: () => wantedNot(field, "that is not blank", "this one is blank or left out"),
  };
}

/**
 * @param bound most characters (code points), which other fields may decide; no bound when left out
 * @param least fewest characters
 */
export function text(
  field: string,
  bound: number | ((fields: Fields) => number) = Number.POSITIVE_INFINITY,
  least = 0,
): FieldRule {
  const label = labelOf(field);
  const mostOf = (fields: Fields): number => (typeof bound === "number" ? bound : bound(fields));
  return {
    field,
    skipsEmpty: true,
    error(value, fields) {
      if (typeof value !== "string") return `${label} must be a string.`;
      const most = mostOf(fields);
      if (value.length < 2 * least && codePoints(value) < least)
        return `${label} should contain at least ${characters(least)}.`;
      // Code units are at least as many as code points, so short texts need no count.
      if (value.length <= most || codePoints(value) <= most) return undefined;
      return `${label} should contain at most ${characters(most)}.`;
    },
    wants(value, fields) {
      if (typeof value !== "string") return wanted(field, "that is a text", value);
      const has = `this one has ${codePoints(value).toLocaleString("en-US")}`;
      const how =
        codePoints(value) < least ? `at least ${characters(least)}` : `at most ${characters(mostOf(fields))}`;
      return wantedNot(field, `of ${how}`, has);
    },
  };
}

export function integer(field: string, { integerIsLenient }: FrameworkBehaviour): FieldRule {
  const pattern = integerIsLenient ? SPACED_INTEGER : BARE_INTEGER;
  return {
    field,
    skipsEmpty: true,
    error(value) {
      const refused = isArray(value) || (value === true && !integerIsLenient);
      return refused || !pattern.test(phpString(value)) ? `${labelOf(field)} must be an integer.` : undefined;
    },
    wants: (value) => wanted(field, "that is a whole number", value),
  };
}

/** A value of 0 or 1, compared loosely. */
export function zeroOrOne(field: string, { php }: FrameworkBehaviour): FieldRule {
  return {
    field,
    skipsEmpty: true,
    error: (value) => (looseBit(value, php) === undefined ? `${labelOf(field)} is invalid.` : undefined),
    wants: (value) => wanted(field, "of 0 or 1", value),
  };
}

/**
 * Makes a custom rule for a text that passed the rules before.
 * @param wants sentence that describes a valid value
 */
export function textThat(
  field: string,
  holds: (value: string) => boolean,
  wants: FieldRule["wants"],
): FieldRule {
  return {
    field,
    skipsEmpty: true,
    error: (value) =>
      typeof value === "string" && holds(value) ? undefined : `${labelOf(field)} is invalid.`,
    wants,
  };
}

/** Sentence that describes a valid value of a phone field. */
export function wantsPhone(field: string): FieldRule["wants"] {
  return (value) => wanted(field, "that is a number with its country code first, like 16465550123", value);
}

/** First error of each field, in the order of the rules. */
export function validate(fields: Fields, rules: readonly FieldRule[]): readonly FieldError[] {
  return failuresOf(fields, rules).map(({ rule: { field }, message }) => ({ field, message }));
}

/** Description of valid values: a sentence for each field in error. */
export function mended(fields: Fields, rules: readonly FieldRule[]): string {
  return failuresOf(fields, rules)
    .map(({ rule }) => rule.wants(fieldOf(fields, rule.field), fields))
    .join(" ");
}

interface Failure {
  readonly rule: FieldRule;
  readonly message: string;
}

function failuresOf(fields: Fields, rules: readonly FieldRule[]): readonly Failure[] {
  const failures: Failure[] = [];
  for (const rule of rules) {
    if (failures.some((failure) => failure.rule.field === rule.field)) continue;
    const value = fieldOf(fields, rule.field);
    if (rule.skipsEmpty && isEmpty(value)) continue;
    const message = rule.error(value, fields);
    if (message !== undefined) failures.push({ rule, message });
  }
  return failures;
}

/**
 * Requires that all rules hold.
 * @param rule the ledger's, behind the form's own rules
 * @throws Refusal 422 that lists the first error of each field
 */
export function validFields(fields: Fields, rules: readonly FieldRule[], rule: EvidenceId): void {
  const errors = validate(fields, rules);
  if (errors.length === 0) return;
  throw fieldRefusal(errors, {
    rule,
    inputs: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    wouldSucceed: mended(fields, rules),
  });
}

/** Text of a validated field; undefined when the field was left out, "" when it was emptied. */
export function givenText(fields: Fields, field: string): string | undefined {
  return fieldOf(fields, field) === undefined ? undefined : textOf(fields, field);
}

/** Text of a validated field; "" when it is empty. */
export function textOf(fields: Fields, field: string): string {
  const value = fieldOf(fields, field);
  return typeof value === "string" ? value : "";
}

/** True when a validated field of 0 and 1 is 1. */
export function flagOf(fields: Fields, field: string, { php }: FrameworkBehaviour): boolean {
  return looseBit(fieldOf(fields, field), php) === 1;
}

/** Number of a validated integer field; null when it is empty. */
export function integerOf(fields: Fields, field: string): number | null {
  const value = fieldOf(fields, field);
  return isEmpty(value) ? null : Number(phpString(value));
}

/** `MmsTemplateId` → `Mms Template Id`, `fname` → `Fname`. */
export function labelOf(field: string): string {
  const spaced = field.replace(/([a-z0-9])([A-Z])/g, "$1 $2");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

function characters(count: number): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? "character" : "characters"}`;
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

/** 0 or 1 when PHP's `==` finds the value equal to it. */
function looseBit(value: unknown, php: FrameworkBehaviour["php"]): 0 | 1 | undefined {
  switch (typeof value) {
    case "boolean":
      return value ? 1 : 0;
    case "number":
      return value === 0 ? 0 : value === 1 ? 1 : undefined;
    case "string": {
      const number = php === "5.6" ? leadingNumber(value) : wholeNumber(value);
      return number === 0 ? 0 : number === 1 ? 1 : undefined;
    }
    default:
      return undefined;
  }
}

/** The number PHP 5.6 sees at the start of a text; 0 where there is none. */
function leadingNumber(value: string): number {
  const hexadecimal = /^[ \t\n\r\v\f]*[+-]?0[xX][0-9a-fA-F]+$/.exec(value);
  if (hexadecimal !== null) return Number(value.trim());
  const written = /^[ \t\n\r\v\f]*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/.exec(value);
  return written?.[1] === undefined ? 0 : Number(written[1]);
}

/** The number that a text is to PHP 8, blanks around it included; undefined for all other texts. */
function wholeNumber(value: string): number | undefined {
  const written = /^[ \t\n\r\v\f]*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)[ \t\n\r\v\f]*$/.exec(value);
  return written?.[1] === undefined ? undefined : Number(written[1]);
}
