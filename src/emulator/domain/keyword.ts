/** A word that handsets text to one of the account's numbers to subscribe. */
export interface Keyword {
  /** Sequence number within the account, from 100 as in the vendor's sample. */
  readonly id: number;
  readonly keyword: string;
  /** Number of the account that it is texted to. */
  readonly number: string;
  /** Milliseconds since 1970. */
  readonly reservedAt: number;
  readonly status: 0 | 1;
}
