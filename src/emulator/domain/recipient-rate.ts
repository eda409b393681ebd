/**
 * The limit on sends to the same recipient: a sliding window over the sends of the last seconds.
 *
 * Source: documented figure (10 per number per minute, page send-sms-mms); the window's kind and what it counts
 * are assumed (settings `limits.perRecipient`, `limits.perRecipientCounts`).
 */
import type { RateLimit } from "../../protocol/rate-bucket.ts";

/** One send: when (milliseconds since 1970) and how much of the limit it used. */
export interface RecentSend {
  readonly at: number;
  readonly weight: number;
}

export interface RecipientVerdict {
  readonly allowed: boolean;
  /** Used of the limit in the window that ends now, without the send in question. */
  readonly used: number;
  /** Milliseconds since 1970 at which the send in question would be allowed; now, if it is. */
  readonly allowedAt: number;
}

/** The sends that count: those younger than the window, and none that a clock set back has yet to come to. */
export function recentSends(
  sends: readonly RecentSend[],
  windowMs: number,
  now: number,
): readonly RecentSend[] {
  const first = sends.findIndex((send) => send.at > now - windowMs);
  if (first === -1) return [];
  const end = sends.findLastIndex((send) => send.at <= now) + 1;
  return first === 0 && end === sends.length ? sends : sends.slice(first, end);
}

export function judgeRecipient(
  sends: readonly RecentSend[],
  { limit, windowSeconds }: RateLimit,
  weight: number,
  now: number,
): RecipientVerdict {
  const windowMs = windowSeconds * 1000;
  const recent = recentSends(sends, windowMs, now);
  let used = recent.reduce((sum, send) => sum + send.weight, 0);
  if (used + weight <= limit) return { allowed: true, used, allowedAt: now };
  const verdict = { allowed: false, used };
  for (const send of recent) {
    used -= send.weight;
    if (used + weight <= limit) return { ...verdict, allowedAt: send.at + windowMs };
  }
  // Heavier than the whole limit: no wait helps.
  return { ...verdict, allowedAt: Number.POSITIVE_INFINITY };
}
