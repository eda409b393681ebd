/** Looks for words in what was sent, received and refused, from the newest on, and no further than a budget. */
import type { InboundMessage } from "../../domain/inbox.ts";
import type { Fifo } from "../fifo.ts";
import type { JournalEntry, StoredMessage } from "../types.ts";
import { lastWhere } from "./last-where.ts";
import { textOfRefused } from "./refused-send.ts";
import type { Happened, SearchCursor } from "./types.ts";

export interface Sources {
  readonly sent: Fifo<StoredMessage>;
  readonly received: Fifo<InboundMessage>;
  readonly refused: Fifo<JournalEntry>;
}

export interface SearchBounds {
  readonly limit: number;
  /** Messages that may be looked at. */
  readonly budget: number;
  readonly from: SearchCursor | undefined;
  readonly recipientOf: (refused: JournalEntry) => string;
}

export interface TextFound {
  readonly items: readonly { readonly recipient: string; readonly entry: Happened }[];
  readonly looked: number;
  readonly next: SearchCursor | null;
}

export function findText(
  { sent, received, refused }: Sources,
  text: string,
  { limit, budget, from, recipientOf }: SearchBounds,
): TextFound {
  const words = text.toLowerCase();
  const holds = (said: string): boolean => said.toLowerCase().includes(words);
  const items: { recipient: string; entry: Happened }[] = [];
  let s = start(sent, from?.sent);
  let r = start(received, from?.received);
  let f = start(refused, from?.refused);
  let looked = 0;
  for (; items.length < limit && looked < budget; looked++) {
    const [a, b, c] = [sent.at(s), received.at(r), refused.at(f)];
    const [atA, atB, atC] = [a?.sentAt ?? -Infinity, b?.receivedAt ?? -Infinity, c?.at ?? -Infinity];
    if (a !== undefined && atA >= atB && atA >= atC) {
      if (holds(a.text)) items.push({ recipient: a.recipient, entry: { kind: "sent", message: a } });
      s -= 1;
    } else if (b !== undefined && atB >= atC) {
      if (holds(b.text)) items.push({ recipient: b.from, entry: { kind: "received", message: b } });
      r -= 1;
    } else if (c !== undefined) {
      if (holds(textOfRefused(c)))
        items.push({ recipient: recipientOf(c), entry: { kind: "refused", call: c } });
      f -= 1;
    } else break;
  }
  const isOver = s < 0 && r < 0 && f < 0;
  const next = { sent: numberAt(sent, s), received: numberAt(received, r), refused: numberAt(refused, f) };
  return { items, looked, next: isOver ? null : next };
}

interface Numbered {
  readonly number: number;
}

/** Position of the newest one whose number is not above the one to go on from. */
function start(queue: Fifo<Numbered>, from = Number.POSITIVE_INFINITY): number {
  return lastWhere(queue, ({ number }) => number <= from);
}

/** 0, which none has, when there is no more. */
function numberAt(queue: Fifo<Numbered>, position: number): number {
  return queue.at(position)?.number ?? 0;
}
