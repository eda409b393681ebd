/** What this client knows of its sends: so it can tell whether a message that it looks up is one of the others. */
import { SendOutcomeUnknownError, type UnsettledSend } from "./errors.ts";

/** Of each kind; the oldest go when there are more. */
const KEPT = 10_000;

export class SentIds {
  readonly #ids = new Set<string>();
  /** Those whose ends nobody saw. What never came to be is no other's twin, so who learns that takes it out. */
  readonly unsettled = new Set<UnsettledSend>();
  /** Whether any were let go: then a message may be one of the others without anybody knowing. */
  forgets = false;

  /** Whether a send of this client had this id. */
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  add(id: string): void {
    this.#keep(this.#ids, id);
  }

  /** Remembers the send once it has ended. */
  readonly watch = (sending: Promise<{ readonly data: { readonly id: string } }>): void => {
    sending.then(
      ({ data }) => this.add(data.id),
      (error: unknown) => {
        if (error instanceof SendOutcomeUnknownError) this.#keep(this.unsettled, error.send);
      },
    );
  };

  #keep<Value>(kept: Set<Value>, value: Value): void {
    const [oldest] = kept;
    kept.add(value);
    if (kept.size <= KEPT || oldest === undefined) return;
    kept.delete(oldest);
    this.forgets = true;
  }
}
