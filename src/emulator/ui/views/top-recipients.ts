/** Recipients that are nearest to their limit: those who were sent most within its window. */
import { judgeRecipient } from "../../domain/recipient-rate.ts";
import type { ViewRequest } from "../route.ts";

export interface TopRecipient {
  /** Digits. */
  readonly recipient: string;
  /** Used of the limit in the present window. */
  readonly used: number;
  /** Milliseconds since 1970 at which one more send would be allowed; null when it is. */
  readonly allowedAt: number | null;
}

/** Messages that are looked at, from the newest on: more than the limit of calls lets through in a window. */
const LOOKED_AT = 1000;

/** At most so many, those with most first; those who have nothing in their window are none. */
export async function topRecipientsOf(visit: ViewRequest, limit: number): Promise<readonly TopRecipient[]> {
  const { store, settings } = visit.services;
  const { token } = visit.account;
  const rate = (await store.account(token))?.limits.perRecipient ?? null;
  if (rate === null) return [];
  const sends = await sendsSince(visit, visit.now - rate.windowSeconds * 1000);
  const most = [...sends].sort(([, a], [, b]) => b - a).slice(0, limit);
  const found: TopRecipient[] = [];
  for (const [recipient] of most) {
    const { result } = await store.transact(token, { recipient }, ({ recentSends }) => ({
      result: judgeRecipient(recentSends, rate, 1, visit.now, settings.limits.perRecipientWindow),
      effects: [],
    }));
    if (result.used > 0) {
      found.push({
        recipient,
        used: result.used,
        allowedAt: result.allowed ? null : result.allowedAt,
      });
    }
  }
  return found.sort((a, b) => b.used - a.used);
}

/** How many messages went to each. @param from milliseconds since 1970 */
async function sendsSince(
  { services: { store }, account: { token } }: ViewRequest,
  from: number,
): Promise<ReadonlyMap<string, number>> {
  const { total } = await store.history(token, 0, 0);
  const first = Math.max(0, total - LOOKED_AT);
  const { items } = await store.history(token, first, total - first);
  const sends = new Map<string, number>();
  for (const { recipient, sentAt } of items) {
    if (sentAt > from) sends.set(recipient, (sends.get(recipient) ?? 0) + 1);
  }
  return sends;
}
