import type { Format } from "../protocol/wire.ts";
import { checkBaseUrl, DEFAULT_BASE_URL } from "./base-url.ts";
import { LONGEST_TIMEOUT, type Sleep, sleepOnTimer } from "./deadline.ts";
import { environment } from "./environment.ts";
import { ConfigurationError } from "./errors.ts";
import { type Logger, safeLog } from "./log.ts";
import { redactor } from "./redact.ts";
import type { Clock, Fetch, Settings } from "./settings.ts";

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

const DEFAULT_TIMEOUT = 30_000;

const names = [
  "accessToken",
  "baseUrl",
  "allowInsecureHttp",
  "format",
  "timeout",
  "headers",
  "logger",
  "fetch",
  "clock",
  "sleep",
] as const satisfies readonly (keyof ProTextingOptions)[];

/** @throws ConfigurationError, which names the option and never shows the token */
export function checkOptions(options: ProTextingOptions): Settings {
  const known: readonly string[] = names;
  for (const name of Object.keys(options)) {
    if (!known.includes(name)) throw refused(name, "is unknown", `use one of ${names.join(", ")}`);
  }
  const accessToken = checkToken(options.accessToken);
  const redact = redactor(accessToken);

  const { format = "json", timeout = DEFAULT_TIMEOUT, allowInsecureHttp = false, headers = {} } = options;
  if (!["json", "xml"].includes(format)) {
    throw refused("format", `is neither (${redact(String(format))})`, 'say "json" or "xml"');
  }
  checkTimeout("timeout", timeout);
  if (typeof allowInsecureHttp !== "boolean") throw refused("allowInsecureHttp", "is no boolean", "say true");
  for (const name of ["fetch", "clock", "sleep"] as const) {
    const value: unknown = options[name];
    if (value !== undefined && typeof value !== "function") {
      throw refused(name, `is no function (${typeof value})`, "give a function, or leave it out");
    }
  }
  if (options.fetch === undefined && typeof globalThis.fetch !== "function") {
    throw refused("fetch", "is missing, and this platform has none", "give one");
  }
  if (options.logger !== undefined && typeof options.logger.debug !== "function") {
    throw refused("logger", "has no function debug", "give one that has, like console");
  }
  checkHeaders(headers);
  return {
    accessToken,
    baseUrl: findBaseUrl(options.baseUrl, allowInsecureHttp, redact),
    format,
    headers,
    timeout,
    // Looked up at each call, so that whoever replaces the platform's fetch later is heard.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    sleep: options.sleep ?? sleepOnTimer,
    clock: options.clock ?? Date.now,
    log: safeLog(options.logger, redact),
    redact,
  };
}
