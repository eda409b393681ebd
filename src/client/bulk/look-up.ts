/** What the sent history tells of items whose end nobody saw. */
import type { Reconciled } from "../reconcile.ts";

/**
 * Looks each of them up. A message that fits two of them settles neither: equal
 * texts to numbers which the history
 * masks alike cannot be told apart.
 *
 * @param isAnother whether an id is that of another item, known to be accepted
 * @returns the ids found, by item; what cannot be looked up now can be later
 */
export async function lookUp<Doubt>(
  doubts: readonly Doubt[],
  reconcile: (doubt: Doubt) => Promise<Reconciled>,
  isAnother: (id: string) => boolean,
): Promise<ReadonlyMap<Doubt, string>> {
  const fitting = new Map<Doubt, readonly (string | null)[]>();
  const claims = new Map<string | null, number>();
  for (const doubt of doubts) {
    const reconciled = await reconcile(doubt).catch(() => undefined);
    if (reconciled === undefined) continue;
    const ids =
      reconciled.outcome === "found"
        ? [reconciled.message.apiId].filter((id) => id === null || !isAnother(id))
        : [];
    fitting.set(doubt, ids);
    for (const id of ids) claims.set(id, (claims.get(id) ?? 0) + 1);
  }
  const found = new Map<Doubt, string>();
  for (const [doubt, [id = null, ...others]] of fitting) {
    if (id !== null && others.length === 0 && claims.get(id) === 1) found.set(doubt, id);
  }
  return found;
}
