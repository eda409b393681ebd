/** The server's two limits on a virtual clock, with requests that take their time. */
import type { Limiter, PermitRequest, Settled } from "../../../src/client/pacing/types.ts";
import { RECIPIENT_RATE } from "../../../src/protocol/limits.ts";
import { EMPTY_BUCKET, type RateLimit, takeCall } from "../../../src/protocol/rate-bucket.ts";
import type { VirtualTime } from "./virtual-time.ts";

export interface ServerOptions {
  /** Null for an account without a limit. */
  readonly rate: RateLimit | null;
  /** Milliseconds by which the server's clock is ahead of the client's. */
  readonly ahead?: number;
  /** Milliseconds a request takes, and its answer. */
  readonly latency?: () => number;
  /** Release 2.0.14 counts the call just made into Reset. */
  readonly resetCountsThisCall?: boolean;
}

export interface Handled {
  /** Milliseconds of the server's clock. */
  readonly at: number;
  readonly recipient: string | undefined;
  readonly refusedBy: "account" | "recipient" | undefined;
}

export class ModelledServer {
  readonly handled: Handled[] = [];
  rate: RateLimit | null;
  readonly #time: VirtualTime;
  readonly #options: ServerOptions;
  readonly #sends = new Map<string, number[]>();
  #bucket = EMPTY_BUCKET;

  constructor(time: VirtualTime, options: ServerOptions) {
    this.#time = time;
    this.#options = options;
    this.rate = options.rate;
  }

  now(): number {
    return this.#time.now() + (this.#options.ahead ?? 0);
  }

  get accepted(): number {
    return this.handled.filter(({ refusedBy }) => refusedBy === undefined).length;
  }

  refused(by: "account" | "recipient"): number {
    return this.handled.filter(({ refusedBy }) => refusedBy === by).length;
  }

  /** A request and its answer. */
  async handle(recipient?: string): Promise<Settled> {
    const { latency = () => 0 } = this.#options;
    await this.#time.delay(latency());
    const now = this.now();
    const verdict =
      this.rate && takeCall(this.#bucket, this.rate, seconds(now), this.#options.resetCountsThisCall);
    if (verdict !== null) this.#bucket = verdict.bucket;
    const refusedBy = verdict?.allowed === false ? "account" : this.#judge(recipient, now);
    this.handled.push({ at: now, recipient, refusedBy });
    await this.#time.delay(latency());
    return {
      rateLimit: verdict ?? undefined,
      refusedBy,
      counted: recipient !== undefined && refusedBy === undefined,
      passed: refusedBy === undefined,
    };
  }

  #judge(recipient: string | undefined, now: number): "recipient" | undefined {
    if (recipient === undefined) return undefined;
    const { limit, windowSeconds } = RECIPIENT_RATE;
    const recent = (this.#sends.get(recipient) ?? []).filter((at) => at > now - windowSeconds * 1000);
    this.#sends.set(recipient, recent);
    if (recent.length >= limit) return "recipient";
    recent.push(now);
    return undefined;
  }
}

/** Waits for leave and calls. */
export async function call(
  server: ModelledServer,
  limiter: Limiter,
  want: PermitRequest = {},
): Promise<Settled> {
  const leave = await limiter.acquire(want);
  if (!leave.granted) throw new Error(`Expected leave, not a wait of ${leave.waitMs} ms.`);
  const settled = await server.handle(want.recipient);
  leave.settle(settled);
  return settled;
}

/** Calls so long, so many at a time, as one client would. */
export async function callUntil(
  end: number,
  time: VirtualTime,
  concurrency: number,
  one: () => Promise<unknown>,
): Promise<void> {
  const worker = async () => {
    while (time.now() < end) await one();
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
