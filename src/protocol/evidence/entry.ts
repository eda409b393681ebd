/**
 * One entry of the evidence ledger: a rule the toolkit follows, and how we know it.
 *
 * - `documented`: a page of the vendor says or shows it; `reference` is the page's slug.
 * - `recorded`: seen from a real application on the vendor's framework; `reference` is a section of
 *   `fixtures/wire/FRAMEWORK.md`.
 * - `assumed`: not published or seen; `setting` is the path of the setting that changes it.
 * - `own`: the toolkit's, which has no counterpart at the vendor; there is nothing to know, and nothing to set.
 */
export type Evidence =
  | {
      readonly source: "documented";
      readonly says: string;
      readonly reference: string;
      readonly deviation?: string;
    }
  | {
      readonly source: "recorded";
      readonly says: string;
      readonly reference: string;
      readonly deviation?: string;
    }
  | {
      readonly source: "assumed";
      readonly says: string;
      readonly reference: string;
      readonly setting: string;
      readonly deviation?: string;
    }
  | {
      readonly source: "own";
      readonly says: string;
      readonly reference: string;
      readonly deviation?: string;
    };

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
