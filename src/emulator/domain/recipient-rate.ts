/**
 * The limit on sends to the same recipient, over the sends of the last seconds.
 *
 * Source: documented figure (10 per number per minute, page send-sms-mms); the window's kind and what it counts
 * are assumed (settings `limits.perRecipientWindow`, `limits.perRecipientCounts`, `limits.perRecipientRefused`).
 */
import type { RateLimit } from "../../protocol/rate-bucket.ts";
import type { SameTextLimit, Settings } from "../settings.ts";
import type { AccountLimits } from "../types/views.ts";

type WindowKind = Settings["limits"]["perRecipientWindow"];

/** One send: when (milliseconds since 1970) and how much of the limit it used. */
export interface RecentSend {
  readonly at: number;
  readonly weight: number;
  /** Content of the send, for as long as the same may not be sent again. */
  readonly content?: string | undefined;
}

export interface RecipientVerdict {
  readonly allowed: boolean;
  /** Used of the limit in the present window, without the send in question. */
  readonly used: number;
  /** Milliseconds since 1970 at which the send in question would be allowed; now, if it is. */
  readonly allowedAt: number;
}

/**
 * When the same content went to the recipient within the window, in milliseconds since 1970; null when it did not.
 *
 * Source: page error-codes, code 8; that it counts per recipient, and looks at MMS as well, is assumed.
 */
export function sameContentAt(
  sends: readonly RecentSend[],
  content: string,
  { windowSeconds }: SameTextLimit,
  now: number,
): number | null {
  const last = recentSends(sends, windowSeconds * 1000, now).findLast((send) => send.content === content);
  return last?.at ?? null;
}

/** The account's limits on what one recipient is sent. */
export type RecipientLimits = Pick<AccountLimits, "perRecipient" | "sameText">;

/** Milliseconds for which a send counts towards some limit of its recipient; 0 where there is none. */
export function windowMsOf({ perRecipient, sameText }: RecipientLimits): number {
  return Math.max(perRecipient?.windowSeconds ?? 0, sameText?.windowSeconds ?? 0) * 1000;
}

/** The sends to remember once one more is made; the content of each is kept only for as long as it counts. */
export function remembered(
  sends: readonly RecentSend[],
  added: RecentSend,
  limits: RecipientLimits,
  now: number,
): readonly RecentSend[] {
  const contentFrom = now - (limits.sameText?.windowSeconds ?? 0) * 1000;
  const kept = recentSends(sends, windowMsOf(limits), now).map((send) =>
    send.content === undefined || send.at > contentFrom ? send : { at: send.at, weight: send.weight },
  );
  return [...kept, limits.sameText === null ? { at: added.at, weight: added.weight } : added];
}

/** The sends that count: those younger than the window, and none that a clock set back has yet to come to. */
function recentSends(sends: readonly RecentSend[], windowMs: number, now: number): readonly RecentSend[] {
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
  kind: WindowKind = "sliding",
): RecipientVerdict {
  const windowMs = windowSeconds * 1000;
  if (kind === "fixed") return judgeFixed(sends, limit, windowMs, weight, now);
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

/** Windows that begin at whole multiples of their length since 1970, each with the whole limit. */
function judgeFixed(
  sends: readonly RecentSend[],
  limit: number,
  windowMs: number,
  weight: number,
  now: number,
): RecipientVerdict {
  const begins = Math.floor(now / windowMs) * windowMs;
  const used = sends.reduce((sum, { at, weight: of }) => (at >= begins && at <= now ? sum + of : sum), 0);
  if (used + weight <= limit) return { allowed: true, used, allowedAt: now };
  return { allowed: false, used, allowedAt: weight <= limit ? begins + windowMs : Number.POSITIVE_INFINITY };
}
