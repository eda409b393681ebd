import type { Format } from "../../protocol/format.ts";
import type { Clock, Sleep, Timer } from "../http/deadline.ts";
import type { Limiter } from "../pacing/types.ts";
import type { Redact } from "../redact/redact.ts";
import type { CheckRecipient, RecipientOf } from "./allow-recipients.ts";
import type { Hooks } from "./hooks.ts";
import type { Log } from "./log.ts";

/** Subset of `fetch` that the client needs; the platform's own fits. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** Everything a call needs, checked. Holds the token, so it is kept in closures and private fields alone. */
export interface Settings {
  readonly accessToken: string;
  /** Address without a slash at the end. */
  readonly baseUrl: string;
  readonly format: Format;
  /** Headers of a request, with or without a body. */
  readonly headers: (hasBody: boolean) => Readonly<Record<string, string>>;
  /** Milliseconds for each request, or false for no limit. */
  readonly timeout: number | false;
  /** Milliseconds for each call, or false for no limit. */
  readonly deadline: number | false;
  /** Most retries of a request. */
  readonly retries: number;
  /** Undefined when nothing is to be held back. */
  readonly limiter: Limiter | undefined;
  /** True when a rate limit's refusal is waited out. */
  readonly paces: boolean;
  /** Digits that name a recipient; undefined for what is no number. */
  readonly recipientOf: RecipientOf;
  readonly checkRecipient: CheckRecipient;
  readonly hooks: Hooks;
  /** Random number in [0, 1). */
  readonly random: () => number;
  readonly nextRequestId: () => string;
  readonly fetch: Fetch;
  readonly sleep: Sleep;
  /** Measures as `sleep` does. */
  readonly timer: Timer;
  /** Never throws. */
  readonly clock: Clock;
  readonly log: Log;
  readonly redact: Redact;
}
