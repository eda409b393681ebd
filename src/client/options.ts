import type { Format } from "../protocol/wire.ts";
import type { Sleep } from "./deadline.ts";
import type { Logger } from "./log.ts";
import type { Clock, Fetch } from "./settings.ts";

/** How the client is set up. All are optional; the token may come from the environment. */
export interface ProTextingOptions {
  /** Of the account. Default: environment variable `PROTEXTING_ACCESS_TOKEN`. */
  readonly accessToken?: string | undefined;
  /**
   * Where the API is: the emulator's address, or a gateway's. Default: environment variable
   * `PROTEXTING_BASE_URL`, else `https://api2.protexting.com`.
   */
  readonly baseUrl?: string | undefined;
  /** Lets the token travel over plain http to a host that is not this machine. Default: false. */
  readonly allowInsecureHttp?: boolean | undefined;
  /** What goes over the wire; results are the same. Default: `"json"`. */
  readonly format?: Format | undefined;
  /** Milliseconds until a call without complete answer fails, or false for no limit. Default: 30,000. */
  readonly timeout?: number | false | undefined;
  /** Sent with every request, beside `Accept` and `Content-Type`, which are the client's. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Told about each request and answer, without token, texts and headers. `console` fits. */
  readonly logger?: Logger | undefined;
  /** Default: the platform's. */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds since 1970. Default: `Date.now`. */
  readonly clock?: Clock | undefined;
  /** Measures time-outs: resolves after so many milliseconds, earlier when the signal fires. Default: a timer. */
  readonly sleep?: Sleep | undefined;
}
