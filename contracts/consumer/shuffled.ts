/** An order that a seed decides: by the hash of seed and description, so that a run that fails can be had again. */
import { createHash } from "node:crypto";

export function shuffled<Item extends { readonly description: string }>(
  items: readonly Item[],
  seed: string,
): readonly Item[] {
  const place = ({ description }: Item) =>
    createHash("sha256").update(`${seed}\n${description}`).digest("hex");
  return items
    .map((item) => ({ item, at: place(item) }))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .map(({ item }) => item);
}
