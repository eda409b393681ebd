/** A group; its contacts follow from theirs, which hold its id. */
export interface Group {
  /** Sequence number within the account, from 1 as in the vendor's sample. */
  readonly id: number;
  readonly name: string;
  readonly note: string;
  /** Keyword whose subscribers it holds; 0 for none. */
  readonly keywordId: number;
  /** Group that it is part of; 0 for none. */
  readonly parentId: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
}
