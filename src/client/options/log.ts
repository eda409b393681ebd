import type { RateLimit } from "../http/rate-limit.ts";
import type { Redact } from "../redact/redact.ts";
import { tell } from "./hooks.ts";

/** Receiver of the client's log. `console` fits. */
export interface Logger {
  debug(message: string, details: LogDetails): void;
}

/** Facts without body and headers, which hold texts and numbers of people. */
export interface LogDetails {
  /** HTTP status; undefined when there was no answer. */
  readonly status?: number | undefined;
  /** Milliseconds from the request's start to the answer's end. */
  readonly durationMs?: number;
  readonly rateLimit?: RateLimit | undefined;
  readonly attempts?: number;
  readonly requestId?: string;
}

interface Line {
  readonly message: string;
  readonly details: LogDetails;
}

export type Log = (line: () => Line) => void;

/** A log that never gets in the way: it is told as hooks are. */
export function safeLog(logger: Logger | undefined, redact: Redact): Log {
  return (line) =>
    tell(logger && (({ message, details }: Line) => logger.debug(redact(message), details)), line);
}
