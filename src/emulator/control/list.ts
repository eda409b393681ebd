/** Items, and how many there are in all. */
export interface List<T> {
  readonly items: readonly T[];
  readonly total: number;
}
