/** Validation errors in plain words, for people who do not know the validator; they follow the field's name. */
import type * as z from "zod";

const TYPES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

/** Error map for `safeParse(value, { error: plainWords })`; undefined keeps the validator's own words. */
export function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "invalid_type":
      return typeWords(issue);
    case "too_small":
      return leastWords(issue);
    case "too_big":
      return mostWords(issue);
    case "invalid_value":
      return `must be ${issue.values.length === 1 ? "" : "one of "}${issue.values.map(String).join(", ")}`;
    case "invalid_union":
      return unionWords(issue);
    case "invalid_key":
      return `is no name that can stand here: ${issue.issues[0]?.message ?? "it is not valid"}`;
    default:
      return undefined;
  }
}

type Raw<Code extends z.core.$ZodRawIssue["code"]> = Extract<z.core.$ZodRawIssue, { readonly code: Code }>;

function typeWords({ expected, input }: Raw<"invalid_type">): string | undefined {
  const words = TYPES[expected];
  if (words === undefined) return undefined;
  return input === undefined ? `is missing: must be ${words}` : `must be ${words}`;
}

function leastWords({ origin, minimum, inclusive = true }: Raw<"too_small">): string | undefined {
  if (origin === "string" && Number(minimum) === 1) return "must not be empty";
  if (origin === "string") return `must have ${minimum} characters or more`;
  if (origin === "array")
    return `must have ${minimum} ${Number(minimum) === 1 ? "entry" : "entries"} or more`;
  return inclusive ? `must be ${minimum} or more` : `must be more than ${minimum}`;
}

function mostWords({ origin, maximum, inclusive = true }: Raw<"too_big">): string | undefined {
  if (origin === "string") return `must have ${maximum} characters or fewer`;
  if (origin === "array") return `must have ${maximum} entries or fewer`;
  return inclusive ? `must be ${maximum} or less` : `must be less than ${maximum}`;
}

function unionWords({ errors, options }: Raw<"invalid_union">): string | undefined {
  if (Array.isArray(options)) return `must be one of ${options.map(String).join(", ")}`;
  const said = errors.flatMap(([first]) => (first === undefined ? [] : [first.message]));
  return said.length === 0 ? undefined : [...new Set(said)].join(", or ");
}
