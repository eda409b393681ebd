/** What this client knows of its sends: so it can tell whether a message that it looks up is one of the others. */
import { SendOutcomeUnknownError, type UnsettledSend } from "./errors/errors.ts";
import type { Clock } from "./options/settings.ts";

/** Of each kind; the oldest go when there are more. */
const KEPT = 10_000;

export class SentIds {
  /** With when their answers were here, in milliseconds since 1970. */
  readonly #ids = new Map<string, number>();
  /** Those whose ends nobody saw. What never came to be is no other's twin, so who learns that takes it out. */
  readonly unsettled = new Map<UnsettledSend, number>();
  readonly #clock: Clock;
  /** The latest time of those that were let go: a message of before may be one of them without anybody knowing. 0 for none. */
  forgottenUntil = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether a send of this client had this id. */
  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** @param at when its answer was here */
  add(id: string, at: number): void {
    this.#keep(this.#ids, id, at);
  }

  doubt(send: UnsettledSend): void {
    this.#keep(this.unsettled, send, send.endedAt);
  }

  /** Remembers the send once it has ended. */
  readonly watch = (sending: Promise<{ readonly data: { readonly id: string } }>): void => {
    sending.then(
      ({ data }) => this.add(data.id, this.#clock()),
      (error: unknown) => {
        if (error instanceof SendOutcomeUnknownError) this.doubt(error.send);
      },
    );
  };

  #keep<Key>(kept: Map<Key, number>, key: Key, at: number): void {
    kept.set(key, at);
    const [oldest] = kept;
    if (kept.size > KEPT && oldest) {
      kept.delete(oldest[0]);
      this.forgottenUntil = Math.max(this.forgottenUntil, oldest[1]);
    }
  }
}
