/** Forms of the vendor's values, for rows of one's own. */
import { messageId } from "../../consumer/answers.ts";
import { integer, text, words } from "../../consumer/body.ts";

/** A text of a pattern, or any whole number. */
export type ValueForm =
  | { readonly form: "text"; readonly pattern: string; readonly example: string }
  | { readonly form: "integer"; readonly example: number };

/** A plain text or number stands for itself instead. */
export const forms = {
  /** A message's id: forty hexadecimal digits. */
  messageId: form(messageId),
  /** A point in time, `YYYY-MM-DD HH:MM:SS`, GMT-5 all year. */
  vendorTime: form(text("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}", "2026-01-15 07:00:00")),
  /** A recipient in the sent history: seven digits of eleven, then an x for each of the rest. */
  historyRecipient: form(text("\\d{7}x+", "1646555xxxx")),
  /** Digits alone. */
  digits: form(text("\\d+", "16465550123")),
  /** Whatever the API says in its own words; not empty. */
  words: (example: string): ValueForm => words(example),
  /** Whole number; its digits in XML. */
  integer: (example: number): ValueForm => integer(example),
  /** @param pattern matches the whole text; a regular expression without look-around, since Pact's core reads it */
  text: (pattern: string, example: string): ValueForm => text(pattern, example),
} as const;

/** In the words of this file, so that its declarations need none of the others. */
function form(value: ValueForm): ValueForm {
  return value;
}
