/** Leave for one request, from the limiter. */
import { digestOf } from "../digest.ts";
import { failedTo } from "../errors/error-message.ts";
import {
  type AnyProTextingError,
  ConfigurationError,
  RateLimitError,
  type RateLimitScope,
} from "../errors/errors.ts";
import type { CallFacts } from "../errors/failure.ts";
import { limitOf } from "../errors/refusal.ts";
import { type Exchanged, isSuccess } from "../http/send-request.ts";
import { tell } from "../options/hooks.ts";
import type { Settings } from "../options/settings.ts";
import type { SendParams } from "../send-params.ts";
import type { Permit, Refused, Settled } from "./types.ts";

/** Facts for the waits of a call between its requests. */
export interface Waits {
  /** Details of its errors; `attempts` are the requests made so far. */
  readonly facts: CallFacts & { readonly details: { readonly attempts: number; readonly requestId: string } };
  /** Refusal of the request before, where a limit was its reason. */
  readonly limitedBy: RateLimitError | undefined;
  /** Milliseconds to the call's deadline, at least 1; Infinity for none. */
  readonly msLeft: () => number;
  /** @throws AbortError when the caller's signal fires, and what `onTimeout` makes at the deadline */
  readonly within: <T>(work: (over: AbortSignal) => Promise<T>, onTimeout: () => unknown) => Promise<T>;
}

/** A wait that callers hear of, in milliseconds: requests often wait for one another's answers. */
const SHORTEST_TOLD_MS = 1000;

const FREE: Permit = { granted: true, settle: () => undefined };

/**
 * @throws RateLimitError when it would come after the call's deadline
 * @throws AbortError when the caller's signal fires first
 * @throws ConfigurationError when a limiter of the caller's own fails: without leave nothing is sent
 */
export async function acquirePermit(
  settings: Settings,
  { facts, limitedBy, msLeft, within }: Waits,
  sends: SendParams | undefined,
  background: boolean,
): Promise<Permit> {
  const { limiter, recipientOf, hooks, log } = settings;
  const { purpose, details, redact } = facts;
  const maxWaitMs = msLeft();
  /** Its refusal before, by the same limit, lends its status, code and body. */
  const tooLate = (scope: RateLimitScope, waitMs: number) => {
    const { status, code, body, rawBody, rateLimit } = limitedBy?.scope === scope ? limitedBy : {};
    const resetSeconds = Math.ceil(waitMs / 1000);
    const what = `${limitOf[scope]} lasts past the deadline`;
    return new RateLimitError(
      failedTo(purpose, what, `${resetSeconds} seconds or more`, "call later. Nothing was sent"),
      { status, code, body, rawBody, rateLimit, ...details, scope, resetSeconds },
    );
  };
  const asked: { permit?: Permit } = {};
  const giveBack = () => asked.permit && releasePermit(settings, asked.permit, { counted: false });

  const acquire = async (signal: AbortSignal): Promise<Permit> => {
    if (limiter === undefined) return FREE;
    let answer: Permit | Refused;
    try {
      const recipient = sends && recipientOf(sends.mobilePhone);
      answer = await limiter.acquire({
        recipient,
        text: sends && recipient && digestOf(recipient, sends.message, sends.mmsTemplateId),
        background,
        signal,
        onWait: ({ scope, waitMs }) => {
          if (waitMs < SHORTEST_TOLD_MS) return;
          tell(hooks.onWait, () => ({ requestId: details.requestId, scope, waitMs }));
          const message = `${purpose} waits ${Math.ceil(waitMs / 1000)} seconds for the rate limit (${scope})`;
          log(() => ({ message, details }));
        },
        maxWaitMs: Number.isFinite(maxWaitMs) ? maxWaitMs : undefined,
      });
      if (answer.granted) asked.permit = answer;
    } catch (cause) {
      const why = redact(String(cause));
      throw new ConfigurationError(
        failedTo(purpose, "the limiter given as pacing failed", why, "mend it. Nothing was sent"),
        details,
      );
    }
    if (!answer.granted) throw tooLate(answer.scope, answer.waitMs);
    // It may arrive after the caller gave up.
    if (signal.aborted) giveBack();
    return answer;
  };

  try {
    return await within(acquire, () => tooLate("account", maxWaitMs));
  } catch (error) {
    giveBack();
    throw error;
  }
}

interface Ended {
  readonly counted: boolean;
  readonly exchanged?: Exchanged;
  readonly error?: AnyProTextingError | undefined;
}

/** Tells the limiter what became of it. A limiter that fails then must not make a sent message look unsent. */
export function releasePermit({ log }: Settings, permit: Permit, { counted, exchanged, error }: Ended): void {
  const { head, text } = exchanged ?? {};
  const settled: Settled = {
    counted,
    rateLimit: head?.rateLimit,
    refusedBy: error?.name === "RateLimitError" ? error.scope : undefined,
    passed: text !== undefined && head !== undefined && isSuccess(head.status),
  };
  // A limiter that works across processes may be asynchronous, whatever its type says.
  const settle = async (): Promise<void> => permit.settle(settled);
  settle().catch((cause: unknown) =>
    log(() => ({ message: `The limiter failed: ${String(cause)}`, details: {} })),
  );
}
