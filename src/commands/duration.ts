import { durationMs } from "../protocol/duration.ts";
import { UsageError } from "./failures.ts";

/** The longest that a timer measures, a little less than 25 days. */
const LONGEST_MS = 2 ** 31 - 1;

/**
 * @param text like `500ms`, `30s`, `5m`, `1h`
 * @returns milliseconds
 * @throws UsageError that names the option
 */
export function readDuration(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const ms = durationMs(text.trim()) ?? 0;
  if (ms > 0 && ms <= LONGEST_MS) return ms;
  throw new UsageError(`${option} must be a time like 500ms, 30s, 5m or 1h, not "${text}".`);
}
