/** A word that handsets text to one of the account's numbers to subscribe. Pure. */
import type { Settings } from "../settings.ts";

export interface Keyword {
  /** Sequence number within the account, from 100 as in the vendor's sample. */
  readonly id: number;
  readonly keyword: string;
  /** Number of the account that it is texted to. */
  readonly number: string;
  /** Milliseconds since 1970. */
  readonly reservedAt: number;
  readonly status: 0 | 1;
  /** Reply to who texts it; null for the one of the settings. */
  readonly autoreply: string | null;
  /** Reply to who texts it again; null for the one of the settings. */
  readonly alreadyIn: string | null;
}

/** Characters of a keyword, at least. Source: pages reserve-keyword and check-keyword-availability. */
export const KEYWORD_LENGTH = 4;
/** Source: page reserve-keyword-old. */
const OLD_API = /^[\p{L}\p{N}]{4,50}$/u;

export function hasKeywordForm(word: string, { keywords }: Pick<Settings, "keywords">): boolean {
  return keywords.form === "any" || OLD_API.test(word);
}

/** Lower case, since upper case turns some letters of other alphabets into those of commands. */
export function plainWord(text: string): string {
  return text.trim().toLowerCase();
}

/** The keyword that a text to a number is, in any case. */
export function keywordOn(
  keywords: ReadonlyMap<number, Keyword>,
  text: string,
  number: string,
): Keyword | undefined {
  const word = plainWord(text);
  for (const keyword of keywords.values()) {
    if (keyword.number === number && plainWord(keyword.keyword) === word) return keyword;
  }
  return undefined;
}

/** The keyword that a handset texts, if it is active. */
export function textedKeyword(
  keywords: ReadonlyMap<number, Keyword>,
  text: string,
  number: string,
): Keyword | undefined {
  const keyword = keywordOn(keywords, text, number);
  return keyword?.status === 1 ? keyword : undefined;
}

/** Why a word cannot be reserved on a number; undefined when it can. */
export function takenBy(
  { keyword: word, number }: Pick<Keyword, "keyword" | "number">,
  keywords: ReadonlyMap<number, Keyword>,
  { handset }: Pick<Settings, "handset">,
): "keyword" | "command" | undefined {
  if (keywordOn(keywords, word, number) !== undefined) return "keyword";
  const commands = Object.values(handset.words).flat();
  return commands.some((command) => plainWord(command) === plainWord(word)) ? "command" : undefined;
}
