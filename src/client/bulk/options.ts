import { ConfigurationError } from "../errors/errors.ts";
import type { Settings } from "../options/settings.ts";
import type { BulkOptions } from "./types.ts";

const DEFAULT_CONCURRENCY = 10;
const DEFAULT_LOOK_AHEAD = 1000;

const names = {
  journal: true,
  concurrency: true,
  lookAhead: true,
  signal: true,
  timeout: true,
  reconcile: true,
  onProgress: true,
} satisfies Record<keyof BulkOptions, true>;

export type CheckedOptions = BulkOptions & {
  readonly concurrency: number;
  readonly lookAhead: number;
  readonly timeout: number | false;
};

/** @throws ConfigurationError that names the option */
export function checkBulkOptions(options: BulkOptions, settings: Settings): CheckedOptions {
  const refused = (problem: string, please: string) =>
    new ConfigurationError(`Failed to send the list: ${problem}. Nothing was sent. Please ${please}.`);
  const unknown = Object.keys(options).find((name) => !Object.hasOwn(names, name));
  if (unknown !== undefined) {
    throw refused(`an option is unknown (${unknown})`, `use some of ${Object.keys(names).join(", ")}`);
  }
  const {
    concurrency = DEFAULT_CONCURRENCY,
    lookAhead = DEFAULT_LOOK_AHEAD,
    timeout = settings.timeout,
    journal,
  } = options;
  for (const [name, count] of Object.entries({ concurrency, lookAhead })) {
    if (!Number.isSafeInteger(count) || count < 1) {
      throw refused(`${name} is no count (${String(count)})`, "give a whole number above 0");
    }
  }
  if (
    journal !== undefined &&
    (typeof journal?.append !== "function" || typeof journal.read !== "function")
  ) {
    throw refused("journal has the wrong type", "give an object with read() and append()");
  }
  return { ...options, concurrency, lookAhead, timeout };
}
