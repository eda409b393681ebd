/** Tells the user what a message waits for. */
import type { RateLimitScope } from "../client/index.ts";
import type { Output } from "./output.ts";

/** Milliseconds that the bar of a list does not show well. */
export const LONG_WAIT_MS = 3_600_000;

export function tellWait(scope: RateLimitScope, waitMs: number, output: Output): void {
  const until = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });
  const seconds = waitMs / 1000;
  const long =
    waitMs < LONG_WAIT_MS
      ? `${until.format(Math.ceil(seconds))} seconds`
      : `${until.format(seconds / 3600)} hours`;
  output.note({ text: `The ${scope}'s rate limit holds it back for ${long}. Ctrl-C ends it.`, style: "dim" });
}
