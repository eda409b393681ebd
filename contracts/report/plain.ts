/** Texts of a report that are not ours, made harmless for where they are shown. */

/**
 * Everything that a terminal would act on, or that would change how its neighbours read: C0 and C1 controls, and the
 * marks that turn the direction of text or break lines.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** With what cannot be seen spelled out, `\u{1b}` for an escape, on one line. */
export function plain(text: string): string {
  return text.replace(UNSEEN, (character) => {
    if (character === "\n") return "\\n";
    return `\\u{${character.codePointAt(0)?.toString(16)}}`;
  });
}
