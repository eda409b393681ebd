/** Causes of errors, as they can be shown. */
import type { Redact } from "./redact.ts";

/** Most causes of causes that are looked at. */
export const DEEPEST_CAUSE = 5;

/** Cause of an error; of one that stands for several, the first of them. */
export function causeOf(error: Error): unknown {
  return error instanceof AggregateError ? error.errors[0] : error.cause;
}

/** Code that Node and others tell errors apart by. */
export function codeOf(error: Error): string | undefined {
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? code : undefined;
}

/**
 * A copy of a cause that can be shown: name, message, stack and code of an error, and of its own causes. The
 * original is not kept, since `fetch` writes URLs into it.
 */
export function redactCause(cause: unknown, redact: Redact, depth = 0): unknown {
  if (!(cause instanceof Error)) {
    return redact(typeof cause === "object" ? Object.prototype.toString.call(cause) : String(cause));
  }
  const inner = depth === DEEPEST_CAUSE ? undefined : causeOf(cause);
  const nested = inner === undefined ? {} : { cause: redactCause(inner, redact, depth + 1) };
  const code = codeOf(cause);
  return Object.assign(new Error(redact(cause.message), nested), {
    name: redact(cause.name),
    stack: redact(cause.stack ?? ""),
    ...(code !== undefined && { code: redact(code) }),
  });
}
