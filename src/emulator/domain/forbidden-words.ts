/**
 * Which forbidden word a text holds: whole words in any case.
 *
 * Source: page error-codes, code 2, whose two lists are stored nowhere; the matching is assumed.
 */
import { escapePattern } from "../../shared/escape.ts";

/** Expressions that were made, by the list itself: accounts share and keep theirs. */
const expressions = new WeakMap<readonly string[], RegExp>();

/** @returns the word as the text has it, or null */
export function forbiddenWord(text: string, words: readonly string[]): string | null {
  if (words.length === 0) return null;
  let expression = expressions.get(words);
  if (expression === undefined) {
    const any = words.map(escapePattern).join("|");
    expression = new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:${any})(?![\p{L}\p{N}_])`, "iu");
    expressions.set(words, expression);
  }
  return expression.exec(text)?.[0] ?? null;
}
