/** Leave for one request, from the limiter. */
import { digestOf } from "../digest.ts";
import type { AnyProTextingError, RateLimitError } from "../errors/errors.ts";
import { type Answered, isSuccess, type Unanswered } from "../http/send-request.ts";
import { tell } from "../options/hooks.ts";
import type { Settings } from "../options/settings.ts";
import type { SendParams } from "../send-params.ts";
import type { Permit, Refused, Settled } from "./types.ts";

/** Facts for the waits of a call between its requests. */
export interface Waits {
  readonly purpose: string;
  /** Details of its errors; `attempts` are the requests made so far. */
  readonly details: { attempts: number; readonly requestId: string };
  /** Refusal of the request before, where a limit was its reason. */
  readonly limitedBy: RateLimitError | undefined;
  /** Milliseconds to the call's deadline, at least 1; Infinity for none. */
  readonly msLeft: () => number;
  /** @throws AbortError when the caller's signal fires, and what `onTimeout` makes at the deadline */
  readonly within: <T>(work: (over: AbortSignal) => Promise<T>, onTimeout: () => unknown) => Promise<T>;
}

/** A wait that callers hear of, in milliseconds: requests often wait for one another's answers. */
const SHORTEST_TOLD_MS = 1000;

export const waitErrors = () => import("../errors/wait-errors.ts");

const FREE: Permit = { granted: true, settle: () => undefined };

/**
 * @throws RateLimitError when it would come after the call's deadline
 * @throws AbortError when the caller's signal fires first
 * @throws ConfigurationError when a limiter of the caller's own fails: without leave nothing is sent
 */
export async function acquirePermit(
  settings: Settings,
  { purpose, details, limitedBy, msLeft, within }: Waits,
  sends: SendParams | undefined,
  background: boolean,
): Promise<Permit> {
  const { limiter, redact } = settings;
  const maxWaitMs = msLeft();
  const tooLate = async ({ scope, waitMs }: Pick<Refused, "scope" | "waitMs">) =>
    (await waitErrors()).permitTooLate(purpose, scope, waitMs, details, limitedBy);
  const asked: { over?: boolean; permit?: Permit } = {};
  // Releases a permit that arrives after the caller gave up.
  const giveBack = () => {
    asked.over = true;
    if (asked.permit !== undefined) releasePermit(settings, asked.permit, { counted: false });
  };

  const acquire = async (signal: AbortSignal): Promise<Permit> => {
    if (limiter === undefined) return FREE;
    let answer: Permit | Refused;
    try {
      const recipient = sends && settings.recipientOf(sends.mobilePhone);
      answer = await limiter.acquire({
        recipient,
        text: sends && recipient && digestOf(recipient, sends.message, sends.mmsTemplateId),
        background,
        signal,
        onWait: ({ scope, waitMs }) => {
          if (waitMs < SHORTEST_TOLD_MS) return;
          tell(settings.hooks.onWait, { requestId: details.requestId, scope, waitMs });
          const message = `${purpose} waits ${Math.ceil(waitMs / 1000)} seconds for the rate limit (${scope})`;
          settings.log(() => ({ message, details }));
        },
        maxWaitMs: Number.isFinite(maxWaitMs) ? maxWaitMs : undefined,
      });
      if (answer.granted) asked.permit = answer;
    } catch (cause) {
      throw (await waitErrors()).limiterFailed(purpose, cause, redact, details);
    }
    if (!answer.granted) throw await tooLate(answer);
    if (asked.over) giveBack();
    return answer;
  };

  try {
    return await within(acquire, () => tooLate({ scope: "account", waitMs: maxWaitMs }));
  } catch (error) {
    giveBack();
    throw error;
  }
}

interface Ended {
  readonly counted: boolean;
  readonly exchanged?: Answered | Unanswered;
  readonly error?: AnyProTextingError | undefined;
}

/** Tells the limiter what became of it. A limiter that fails then must not make a sent message look unsent. */
export function releasePermit({ log }: Settings, permit: Permit, { counted, exchanged, error }: Ended): void {
  const head = exchanged?.answered ? exchanged : exchanged?.head;
  const settled: Settled = {
    counted,
    rateLimit: head?.rateLimit,
    refusedBy: error?.name === "RateLimitError" ? error.scope : undefined,
    passed: exchanged?.answered === true && isSuccess(exchanged.status),
  };
  // A limiter that works across processes may be asynchronous, whatever its type says.
  const settle = async (): Promise<void> => permit.settle(settled);
  settle().catch((cause: unknown) =>
    log(() => ({ message: `The limiter failed: ${String(cause)}`, details: {} })),
  );
}
