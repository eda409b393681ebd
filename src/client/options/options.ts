import type { Format } from "../../protocol/format.ts";
import type { TenDigits } from "../../protocol/recipient.ts";
import type { Clock, Sleep } from "../http/deadline.ts";
import type { Limiter } from "../pacing/types.ts";
import type { AllowRecipients } from "./allow-recipients.ts";
import type { Hooks } from "./hooks.ts";
import type { Logger } from "./log.ts";
import type { Fetch } from "./settings.ts";

/** Settings of the client. All are optional; the token may come from the environment. */
export interface ProTextingOptions {
  /** Access token of the account. Default: environment variable `PROTEXTING_ACCESS_TOKEN`. */
  readonly accessToken?: string | undefined;
  /**
   * Address of the API: the emulator's, or a gateway's. Default: environment variable
   * `PROTEXTING_BASE_URL`, else `https://api2.protexting.com`.
   */
  readonly baseUrl?: string | undefined;
  /** Lets the token travel over plain http to a host that is not this machine. Default: false. */
  readonly allowInsecureHttp?: boolean | undefined;
  /** Format on the wire; results are the same. Default: `"json"`. */
  readonly format?: Format | undefined;
  /** Milliseconds until a request without complete answer fails, or false for no limit. Default: 30,000. */
  readonly timeout?: number | false | undefined;
  /**
   * Milliseconds until a whole call fails, with what it waits for rate limits and between retries, or false for no
   * limit. Default: false.
   */
  readonly deadline?: number | false | undefined;
  /**
   * How often a request is made again at most: a read after a failure that may pass, a send only after a definite
   * refusal that may pass. 0 for never. Default: 2; refusals by the account's rate limit up to 10.
   */
  readonly retries?: number | undefined;
  /**
   * Holds requests back so that the rate limits of the account and of each recipient are kept; a refusal by one of
   * them is waited out. A limiter of `createLimiter` can be shared by clients of one account. False for neither.
   * Default: a limiter of the client's own.
   */
  readonly pacing?: boolean | Limiter | undefined;
  /**
   * How ten digits without `+` are read: as a North American number without its 1, or as they are written.
   * `allowRecipients` and pacing follow it. Default: `"north-american"`.
   */
  readonly tenDigits?: TenDigits | undefined;
  /** Recipients that sends may go to; all when not given. Others are refused before anything leaves. */
  readonly allowRecipients?: AllowRecipients | undefined;
  /** Callbacks for requests, answers, retries and errors. */
  readonly hooks?: Hooks | undefined;
  /** Headers sent with every request, beside `Accept` and `Content-Type`, which are the client's. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Logger of each request and answer, without token, texts and headers. `console` fits. */
  readonly logger?: Logger | undefined;
  /**
   * Writes that to `console.error` when no logger is given. Default: whether the environment variable
   * `PROTEXTING_DEBUG` is set to anything but `0`.
   */
  readonly debug?: boolean | undefined;
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: Clock | undefined;
  /** Measures time-outs and waits: resolves after so many milliseconds, earlier when the signal fires. Default: a timer. */
  readonly sleep?: Sleep | undefined;
  /** Random number in [0, 1), to spread retries. Default: `Math.random`. */
  readonly random?: (() => number) | undefined;
}
