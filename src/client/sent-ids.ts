/** What this client knows of its sends: so it can tell whether a message that it looks up is one of the others. */
import { isProTextingError, type UnsettledSend } from "./errors.ts";

/** Of each kind; the oldest go when there are more. */
const KEPT = 10_000;

export class SentIds {
  readonly #ids = new Set<string>();
  readonly #unsettled = new Set<UnsettledSend>();

  /** Whether a send of this client had this id. */
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** Those whose ends nobody saw. */
  get unsettled(): Iterable<UnsettledSend> {
    return this.#unsettled;
  }

  /** Remembers the send once it has ended. @returns the same promise */
  after<Sent extends PromiseLike<{ readonly id: string }>>(sending: Sent): Sent {
    sending.then(
      ({ id }) => keep(this.#ids, id),
      (error: unknown) => {
        if (isProTextingError(error, "SendOutcomeUnknownError")) keep(this.#unsettled, error.send);
      },
    );
    return sending;
  }

  /** What never came to be is no other's twin. */
  forget(send: UnsettledSend): void {
    this.#unsettled.delete(send);
  }
}

function keep<Value>(kept: Set<Value>, value: Value): void {
  kept.add(value);
  if (kept.size <= KEPT) return;
  for (const oldest of kept) {
    kept.delete(oldest);
    return;
  }
}
