/** JSON as the two versions of PHP read it. */
import { type JsonResult, type PhpVersion, parsePhpJson } from "../../src/protocol/json-php.ts";

export const SYNTAX = "Syntax error.";
export const CONTROL = "Control character error, possibly incorrectly encoded.";
export const DEPTH = "The maximum stack depth has been exceeded.";
export const MISMATCH = "Invalid or malformed JSON.";
export const NEW_CONTROL = "Control character error, possibly incorrectly encoded";
export const NEW_MISMATCH = "State mismatch (invalid or malformed JSON)";

export const parse = (text: string, php: PhpVersion = "5.6"): JsonResult =>
  parsePhpJson(new TextEncoder().encode(text), php);

export const causeOf = (text: string, php?: PhpVersion): string => {
  const result = parse(text, php);
  return result.ok ? "none" : result.cause;
};
