/**
 * One entry of the evidence ledger: a rule the toolkit follows, and how we know it.
 *
 * - `documented`: a page of the vendor says or shows it; `reference` is the page's slug.
 * - `recorded`: seen from a real application on the vendor's framework; `reference` is a section of
 *   `fixtures/wire/FRAMEWORK.md`.
 * - `assumed`: not published or seen; `setting` is the path of the setting that changes it.
 * - `own`: the toolkit's, which has no counterpart at the vendor; there is nothing to know, and nothing to set.
 */
export type Evidence = Common &
  (
    | { readonly source: "documented" }
    | { readonly source: "recorded" }
    | { readonly source: "own" }
    | { readonly source: "assumed"; readonly setting: string }
  );

interface Common {
  readonly says: string;
  readonly reference: string;
  readonly deviation?: string;
  /**
   * False when no answer is decided by it, so that no explanation names it: it says how requests are read or how answers
   * look, or gives the figure, the form or the extent of a rule that decides under another id.
   */
  readonly decides?: false;
  /** Why no interaction of the contract rests on it. */
  readonly outside?: string;
  /**
   * How much of it the answers that rest on it show on the live API. `whole`: an answer contrary to anything that it says
   * fails the contract. `nothing`: no single answer shows anything of it. Without it: a part.
   */
  readonly shows?: "whole" | "nothing";
  /** The part that the contract would not notice, where it is least expected. */
  readonly unseen?: string;
}

export type Source = Evidence["source"];

export type Ledger = Readonly<Record<string, Evidence>>;

/** A vendor page, by its slug under protexting.com/developers/docs. */
export function page(slug: string): string {
  return `page ${slug}`;
}

/** A section of the framework's record. */
export function section(number: string): string {
  return `FRAMEWORK.md section ${number}`;
}

/** Reasons for which no interaction rests on a rule. */
export const notAsked = "A client asks only as documented; wire tests and the recorded cases hold the rest.";
export const notShown = "No answer to a client shows it; tests of the emulator hold it.";
export const takesTime = "It takes time to see, and an interaction is one request.";
export const ownRule = "The emulator's own, without a counterpart at the vendor.";
export const anyForm = "A client takes any form of it, so the pact lets every form pass.";
export const anyCharacter = "A live send of a character that may be refused is a message that may go out.";
export const otherDigits =
  "Live sends go to one recipient in one writing; another one with digits in it is stopped on the way.";
