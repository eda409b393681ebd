/** Options to settings. Nothing is guessed: what cannot be used is refused by name, at construction. */

import { unusable } from "../errors/configuration-error.ts";
import type { Clock } from "../http/deadline.ts";
import { LONGEST_TIMEOUT, sleepOnTimer, timerOf } from "../http/deadline.ts";
import { platformFetch } from "../http/platform-fetch.ts";
import { createLimiter } from "../pacing/limiter.ts";
import { redactor } from "../redact/redact.ts";
import { recipientCheck, recipientReader } from "./allow-recipients.ts";
import { checkBaseUrl, DEFAULT_BASE_URL } from "./base-url.ts";
import { environment } from "./environment.ts";
import type { Hooks } from "./hooks.ts";
import { type Logger, safeLog } from "./log.ts";
import type { ProTextingOptions } from "./options.ts";
import type { Settings } from "./settings.ts";

const DEFAULT_TIMEOUT = 30_000;
const DEFAULT_RETRIES = 2;
const MOST_RETRIES = 10;
const TOKEN = "PROTEXTING_ACCESS_TOKEN";
const BASE_URL = "PROTEXTING_BASE_URL";

const TIMEOUT_ADVICE = `give milliseconds, above 0 and up to ${LONGEST_TIMEOUT}, or false`;

/** True when a timer can measure it; timers take a NaN and too long a time for no time at all. */
function isTimeout(value: unknown): boolean {
  return value === false || (typeof value === "number" && value > 0 && value <= LONGEST_TIMEOUT);
}

/** @throws ConfigurationError that names what is no length of time */
export function checkTimes(times: Readonly<Record<string, unknown>>, purpose: string): void {
  for (const [name, value] of Object.entries(times)) {
    if (!isTimeout(value)) throw unusable(name, String(value), TIMEOUT_ADVICE, purpose);
  }
}

/** Check that a value must pass, and advice for one that does not; null where another file checks it. */
type Rule = readonly [passes: (value: unknown) => boolean, please: string] | null;
type Rules<Options> = Readonly<Record<keyof Options, Rule>>;

const isBoolean = (value: unknown): boolean => typeof value === "boolean";
const isFunction = (value: unknown): boolean => typeof value === "function";
const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;
const has = (value: unknown, method: string): boolean =>
  isObject(value) && isFunction(Reflect.get(value, method));

const oneOf = (...values: readonly unknown[]): Rule => [
  (value) => values.includes(value),
  `give "${values.join('" or "')}"`,
];
const aBoolean: Rule = [isBoolean, "give a boolean"];
const aFunction: Rule = [isFunction, "give a function"];
const aTime: Rule = [isTimeout, TIMEOUT_ADVICE];

/** A misspelt option must not go by unseen: `baseURL` would send to the live API. */
const rules: Rules<ProTextingOptions> = {
  accessToken: null,
  baseUrl: [(value) => typeof value === "string", "give an address"],
  allowInsecureHttp: aBoolean,
  format: oneOf("json", "xml"),
  timeout: aTime,
  deadline: aTime,
  retries: [
    (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= MOST_RETRIES,
    `give 0 to ${MOST_RETRIES}`,
  ],
  pacing: [(value) => isBoolean(value) || has(value, "acquire"), "give a boolean or a limiter"],
  tenDigits: oneOf("north-american", "as-written"),
  allowRecipients: null,
  hooks: [isObject, "give functions"],
  headers: null,
  logger: [(value) => has(value, "debug"), "give one with debug()"],
  debug: aBoolean,
  fetch: aFunction,
  clock: aFunction,
  sleep: aFunction,
  random: aFunction,
};

const hookRules: Rules<Hooks> = {
  beforeRequest: aFunction,
  onWait: aFunction,
  afterResponse: aFunction,
  beforeRetry: aFunction,
  onError: aFunction,
};

/** @throws ConfigurationError, which names the option and never shows the token */
export function checkOptions(options: ProTextingOptions): Settings {
  const accessToken = options.accessToken ?? environment(TOKEN);
  if (typeof accessToken !== "string" || !/^[!-~]+$/.test(accessToken)) {
    // Not even a part of it is shown: the rest may be the secret.
    const name = options.accessToken === undefined ? TOKEN : "accessToken";
    const shown = accessToken === undefined ? "not set" : "not shown";
    throw unusable(name, shown, "give it, or accessToken, without blanks");
  }
  const redact = redactor(accessToken);
  check("", options, rules, redact);
  const {
    allowInsecureHttp = false,
    pacing = true,
    hooks = {},
    timeout = DEFAULT_TIMEOUT,
    deadline = false,
    retries = DEFAULT_RETRIES,
    sleep = sleepOnTimer,
    random = Math.random,
    format = "json",
    fetch = platformFetch,
    debug = !["", "0"].includes(environment("PROTEXTING_DEBUG") ?? ""),
    logger = debug ? stderrLogger : undefined,
  } = options;
  check("hooks.", hooks, hookRules, redact);
  if (fetch === platformFetch && !isFunction(globalThis.fetch))
    throw unusable("fetch", "missing", "give one");

  const clock = safeClock(options.clock ?? Date.now);
  const [urlName, url = DEFAULT_BASE_URL] =
    options.baseUrl === undefined ? [BASE_URL, environment(BASE_URL)] : ["baseUrl", options.baseUrl];
  const recipientOf = recipientReader(options.tenDigits);
  // So that the calls of two clients can be told apart in one log.
  const prefix = Math.floor(random() * 2 ** 32).toString(36);
  let calls = 0;
  return {
    accessToken,
    baseUrl: checkBaseUrl(url, urlName, allowInsecureHttp, redact),
    format,
    headers: checkHeaders(options.headers, `application/${format}`),
    timeout,
    deadline,
    retries,
    limiter: pacing === true ? createLimiter({ ...options, clock }) : pacing || undefined,
    paces: pacing !== false,
    recipientOf,
    checkRecipient: recipientCheck(options.allowRecipients, recipientOf, redact),
    hooks,
    fetch,
    sleep,
    timer: timerOf(options.sleep),
    clock,
    random,
    nextRequestId: () => `${prefix}-${++calls}`,
    log: safeLog(logger, redact),
    redact,
  };
}

function check(
  prefix: string,
  given: object,
  known: Readonly<Record<string, Rule>>,
  redact: (text: string) => string,
): void {
  const names = Object.keys(known);
  for (const [name, value] of Object.entries(given)) {
    if (!names.includes(name))
      throw unusable(`${prefix}an unknown name`, name, `use some of ${names.join(", ")}`);
    const rule = known[name];
    if (!rule || value === undefined || rule[0](value)) continue;
    throw unusable(prefix + name, isObject(value) ? "object" : redact(String(value)), rule[1]);
  }
}

/** A clock that fails must not make a sent message look unsent: it then stands still. */
function safeClock(clock: Clock): Clock {
  let last = 0;
  return () => {
    try {
      last = clock();
    } catch {
      // The last time will do.
    }
    return last;
  };
}

// oxlint-disable-next-line no-console -- the caller asks for it with `debug`; standard error is where it goes
const stderrLogger: Logger = { debug: (message, details) => console.error(message, details) };

function checkHeaders(given: ProTextingOptions["headers"], mediaType: string): Settings["headers"] {
  try {
    const headers = new Headers(given);
    if (!headers.has("accept") && !headers.has("content-type")) {
      const read = { ...Object.fromEntries(headers), accept: mediaType };
      const sent = { ...read, "content-type": mediaType };
      return (hasBody) => (hasBody ? sent : read);
    }
  } catch {
    // The message does not quote them: header values are secrets more often than not.
  }
  throw unusable("headers", "not shown", "give what HTTP allows, but Accept and Content-Type");
}
