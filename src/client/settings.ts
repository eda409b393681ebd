import type { Format } from "../protocol/wire.ts";
import type { Sleep } from "./deadline.ts";
import type { Log } from "./log.ts";
import type { Redact } from "./redact.ts";

/** What `fetch` must be able to do; the platform's own fits. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** The time now, in milliseconds since 1970. */
export type Clock = () => number;

/** Everything a call needs, checked. Holds the token, so it is kept in closures and private fields alone. */
export interface Settings {
  readonly accessToken: string;
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly format: Format;
  readonly headers: Headers;
  /** Milliseconds, or false for no limit. */
  readonly timeout: number | false;
  readonly fetch: Fetch;
  readonly sleep: Sleep;
  readonly clock: Clock;
  readonly log: Log;
  readonly redact: Redact;
}
