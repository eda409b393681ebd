/** Options to settings. Nothing is guessed: what cannot be used is refused by name, at construction. */
import { checkBaseUrl, DEFAULT_BASE_URL } from "./base-url.ts";
import { LONGEST_TIMEOUT, sleepOnTimer } from "./deadline.ts";
import { environment } from "./environment.ts";
import { ConfigurationError } from "./errors.ts";
import { safeLog } from "./log.ts";
import type { ProTextingOptions } from "./options.ts";
import { type Redact, redactor } from "./redact.ts";
import type { Settings } from "./settings.ts";

const DEFAULT_TIMEOUT = 30_000;

/** A misspelt option must not go by unseen: `baseURL` would send to the live API. */
const names: readonly string[] = [
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
] satisfies readonly (keyof ProTextingOptions)[];

/** @throws ConfigurationError, which names the option and never shows the token */
export function checkOptions(options: ProTextingOptions): Settings {
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw refused("an option", "is unknown", unknown, `use some of ${names.join(", ")}`);
  }
  const accessToken = checkToken(options.accessToken);
  const redact = redactor(accessToken);
  const {
    allowInsecureHttp = false,
    format = "json",
    timeout = DEFAULT_TIMEOUT,
    headers = {},
    logger,
    fetch,
    sleep = sleepOnTimer,
    clock = Date.now,
  } = options;

  checkType("allowInsecureHttp", allowInsecureHttp, "boolean");
  checkType("sleep", sleep, "function");
  checkType("clock", clock, "function");
  checkType("fetch", fetch ?? globalThis.fetch, "function");
  if (logger !== undefined) checkType("logger.debug", logger.debug, "function");
  if (format !== "json" && format !== "xml") {
    throw refused("format", "is not known", redact(String(format)), 'use "json" or "xml"');
  }
  if (!isTimeout(timeout)) {
    throw refused("timeout", "is no length of time", String(timeout), TIMEOUT_ADVICE);
  }
  return {
    accessToken,
    baseUrl: findBaseUrl(options.baseUrl, allowInsecureHttp, redact),
    format,
    headers: checkHeaders(headers),
    timeout,
    // Looked up at each call, so that what replaces the platform's fetch later is used.
    fetch: fetch ?? ((url, init) => globalThis.fetch(url, init)),
    sleep,
    clock,
    log: safeLog(logger, redact),
    redact,
  };
}

export const TIMEOUT_ADVICE = `give milliseconds, above 0 and up to ${LONGEST_TIMEOUT}, or false`;

/** Whether a timer can measure it; timers take a NaN and too long a time for no time at all. */
export function isTimeout(value: unknown): boolean {
  return value === false || (typeof value === "number" && value > 0 && value <= LONGEST_TIMEOUT);
}

function checkToken(given: string | undefined): string {
  const token = given ?? environment("PROTEXTING_ACCESS_TOKEN");
  const please = "give the account's token, or set the environment variable PROTEXTING_ACCESS_TOKEN";
  if (token === undefined) throw refused("accessToken", "is missing", "not set", please);
  const name = given === undefined ? "PROTEXTING_ACCESS_TOKEN" : "accessToken";
  checkType(name, token, "string");
  if (!/^[!-~]+$/.test(token)) {
    // Not even a part of it is shown: the rest may be the secret.
    const problem = token === "" ? "is empty" : "holds blanks or non-ASCII characters";
    throw refused(name, problem, `${token.length} characters`, please);
  }
  return token;
}

function findBaseUrl(given: string | undefined, allowInsecureHttp: boolean, redact: Redact): string {
  const name = given === undefined ? "PROTEXTING_BASE_URL" : "baseUrl";
  const value = given ?? environment(name) ?? DEFAULT_BASE_URL;
  checkType(name, value, "string");
  return checkBaseUrl(value, name, allowInsecureHttp, redact);
}

function checkHeaders(given: Readonly<Record<string, string>>): Headers {
  let headers: Headers;
  try {
    headers = new Headers(given);
  } catch {
    // What is wrong with it is not shown: header values are secrets more often than not.
    throw refused("headers", "holds what HTTP does not allow", "a name or a value", "correct it");
  }
  for (const name of ["accept", "content-type"]) {
    if (headers.has(name)) throw refused("headers", "sets what is the client's", name, "set format instead");
  }
  return headers;
}

function checkType(name: string, value: unknown, type: "boolean" | "function" | "string"): void {
  const found = value === null ? "null" : typeof value;
  if (found !== type) throw refused(name, "has the wrong type", found, `give a ${type}`);
}

function refused(name: string, problem: string, value: string, please: string): ConfigurationError {
  return new ConfigurationError(
    `Failed to create the client: ${name} ${problem} (${value}). Please ${please}.`,
  );
}
