/** Result of one check of the doctor. */

export interface Finding {
  /** Name of the check, in a word or two. */
  readonly check: string;
  /** `wrong` has to be fixed; `note` is worth knowing; `skipped` was not looked at. */
  readonly outcome: "ok" | "note" | "wrong" | "skipped";
  readonly says: string;
  /** Advice for the user. */
  readonly please?: string;
}
