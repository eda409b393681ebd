/** What one look of the doctor found. */

export interface Finding {
  /** What was looked at, in a word or two. */
  readonly check: string;
  /** `wrong` has to be mended; `note` is worth knowing; `skipped` was not looked at. */
  readonly outcome: "ok" | "note" | "wrong" | "skipped";
  readonly says: string;
  /** What to do about it. */
  readonly please?: string;
}

/** An error's own words, and what it asks for. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
