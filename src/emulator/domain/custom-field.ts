/** A field that the account has added to its contacts. */
export interface CustomField {
  /** Sequence number within the account, from 1 as in the vendor's sample. */
  readonly id: number;
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
}
