/** Reads of an account's books outside of any change. */
import type { AccountView } from "../domain/transition.ts";
import type { Call, Services } from "./route.ts";

export async function lookUp<R>(
  { token }: Call,
  { store }: Services,
  read: (view: AccountView) => R,
): Promise<R> {
  const { result } = await store.transact(token, {}, (view) => ({ result: read(view), effects: [] }));
  return result;
}

/** Id of a record as a query parameter has it; one that nothing has for any other text. */
export function idOf(written: string): number {
  return /^\d{1,15}$/.test(written) ? Number(written) : Number.NaN;
}
