/** Text from outside as a terminal may safely show it. */

/** Controls, what has no width or turns the direction, halves of characters, and line ends of any kind. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

const named: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Text on one line, with what cannot be seen written as `\u{1b}`. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => named[character] ?? `\\u{${hex(character.codePointAt(0))}}`);
}

/** JSON with the same characters escaped: `JSON.stringify` leaves those above U+007E as they are. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value).replace(UNSEEN, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${hex(character.charCodeAt(index)).padStart(4, "0")}`,
    ).join(""),
  );
}

function hex(number: number | undefined): string {
  return (number ?? 0).toString(16);
}
