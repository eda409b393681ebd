/** Looks up items of unknown outcome in the sent history. */
import type { Reconciled } from "../reconcile.ts";

/**
 * Looks each of them up. Only a row that is surely an item's settles it: one that may as well be another's, such as an
 * equal text to a number which the history masks alike, is undecidable and leaves both in doubt.
 *
 * @returns the ids found, by item; an item that cannot be looked up now can be later
 */
export async function lookUp<Doubt>(
  doubts: readonly Doubt[],
  reconcile: (doubt: Doubt) => Promise<Reconciled>,
): Promise<ReadonlyMap<Doubt, string>> {
  const found = new Map<Doubt, string>();
  for (const doubt of doubts) {
    const reconciled = await reconcile(doubt).catch(() => undefined);
    const id = reconciled?.outcome === "found" ? reconciled.message.apiId : null;
    if (id !== null) found.set(doubt, id);
  }
  return found;
}
