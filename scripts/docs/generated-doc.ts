/** A file that is made from code. */
export interface GeneratedDoc {
  /** Path from the root of the project. */
  readonly path: string;
  readonly text: string;
}
