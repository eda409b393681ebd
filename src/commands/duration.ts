import { UsageError } from "./failures.ts";

const unitMs: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** The longest that a timer measures, a little less than 25 days. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * @param text like `500ms`, `30s`, `5m`, `1h`
 * @returns milliseconds
 * @throws UsageError that names the option
 */
export function readDuration(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const [, count, unit = ""] = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim()) ?? [];
  const ms = Number(count) * (unitMs[unit] ?? Number.NaN);
  if (ms > 0 && ms <= LONGEST_MS) return ms;
  throw new UsageError(`${option} must be a time like 500ms, 30s, 5m or 1h, not "${text}".`);
}
