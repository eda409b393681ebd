/** Sends of this client, to tell whether a message that it looks up is one of the others. */
import { SendOutcomeUnknownError, type UnsettledSend } from "./errors/errors.ts";
import type { Clock } from "./http/deadline.ts";

/** Most entries of each kind; the oldest go when there are more. */
const KEPT = 10_000;

export class SentIds {
  /** Ids, each with when its answer was here, in milliseconds since 1970. */
  readonly #ids = new Map<string, number>();
  /** Sends of unknown outcome. One that proves never sent is no other's twin, so `reconcile` takes it out. */
  readonly unsettled = new Map<UnsettledSend, number>();
  readonly #clock: Clock;
  /** Latest time of the forgotten ones: an earlier message may be one of them, unrecognised. 0 for none. */
  forgottenUntil = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** True when a send of this client had this id. */
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
