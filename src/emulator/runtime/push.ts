/** A push of a received message: one GET to a customer's URL, whose failure is reported and changes nothing. */
import { rootMessageOf } from "../../shared/error-text.ts";
import { after } from "./timer.ts";

/** Result of a push. */
export interface Pushed {
  readonly url: string;
  /** HTTP status of the answer; null when there was none. */
  readonly status: number | null;
  /** Reason of the failure; null for an answer of 200 to 299. */
  readonly failed: string | null;
}

export type Push = (url: string, signal?: AbortSignal) => Promise<Pushed>;

const PUSH_TIMEOUT_MS = 10_000;

/**
 * @param log called with pushes that fail
 * @param ending ends pushes under way
 */
export function createPush(log: (line: string) => void, ending: AbortSignal): Push {
  return async function push(url, caller) {
    const late = new AbortController();
    const stopTimer = after(PUSH_TIMEOUT_MS, () =>
      late.abort(new Error(`no answer within ${PUSH_TIMEOUT_MS} ms`)),
    );
    const signal = AbortSignal.any([ending, late.signal, ...(caller === undefined ? [] : [caller])]);
    try {
      // A redirect could lead to a host that pushes must not reach.
      const response = await fetch(url, { redirect: "manual", signal });
      await response.body?.cancel();
      const { status, ok } = response;
      return told({ url, status, failed: ok ? null : `it was answered ${status}` });
    } catch (error) {
      return told({ url, status: null, failed: rootMessageOf(error) });
    } finally {
      stopTimer();
    }
  };

  function told(pushed: Pushed): Pushed {
    if (pushed.failed !== null) log(`Failed to push a received message to ${pushed.url}: ${pushed.failed}.`);
    return pushed;
  }
}
