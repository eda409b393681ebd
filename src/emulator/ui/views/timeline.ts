/**
 * Sends and balance over time. Messages are in the order of sending, so the count in each piece of a span is found by
 * binary search, without reading them all.
 */
import type { Message } from "../../domain/message.ts";
import type { MaybePromise } from "../../store/types.ts";

export interface Piece {
  /** Start in milliseconds since 1970; it ends where the next one begins. */
  readonly from: number;
  readonly sends: number;
  /** Credits on the account at its end; null when unknown, before the first message kept. */
  readonly balance: number | null;
}

export interface Timeline {
  readonly from: number;
  readonly to: number;
  readonly pieces: readonly Piece[];
  readonly sends: number;
}

/** The messages of an account, by position from the oldest. */
export interface History {
  readonly total: number;
  at(position: number): MaybePromise<Message | undefined>;
}

interface Span {
  /** Milliseconds since 1970; the first message when undefined. */
  readonly from: number | undefined;
  readonly to: number;
  readonly pieces: number;
}

/** Shortest piece of a span; milliseconds. */
const LEAST_PIECE_MS = 1000;

/** @param credits on the account at the end of the span */
export async function timelineOf(
  history: History,
  span: Span,
  credits: number,
): Promise<Timeline | undefined> {
  const first = await history.at(0);
  const last = await history.at(history.total - 1);
  if (first === undefined || last === undefined) return undefined;
  // A clock that was set back leaves messages in the future.
  const to = Math.max(span.to, span.from === undefined ? last.sentAt : span.to) + 1;
  const from = Math.min(span.from ?? first.sentAt, to - span.pieces * LEAST_PIECE_MS);
  const start = await firstFrom(history, from, 0);
  const pieces: Piece[] = [];
  let position = start;
  for (let index = 0; index < span.pieces; index++) {
    const end = from + ((index + 1) * (to - from)) / span.pieces;
    const next = await firstFrom(history, end, position);
    const isLast = index === span.pieces - 1;
    const balance = isLast ? credits : balanceAfter(await history.at(next - 1), first);
    pieces.push({ from: from + (index * (to - from)) / span.pieces, sends: next - position, balance });
    position = next;
  }
  return { from, to, pieces, sends: position - start };
}

/** Balance after a message; that before the first one when there is none. */
function balanceAfter(message: Message | undefined, first: Message): number {
  return message === undefined ? first.facts.balance : message.facts.balance - message.credits;
}

/** Position of the first message, from a position on, that was sent at a time or later. */
async function firstFrom(history: History, time: number, from: number): Promise<number> {
  let [low, high] = [from, history.total];
  while (low < high) {
    const middle = (low + high) >> 1;
    const message = await history.at(middle);
    if (message !== undefined && message.sentAt < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
