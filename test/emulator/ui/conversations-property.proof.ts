import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { InboundMessage } from "../../../src/emulator/domain/inbox.ts";
import type { Message } from "../../../src/emulator/domain/message.ts";
import type {
  ConversationEntry,
  Conversations,
  SearchCursor,
} from "../../../src/emulator/store/conversations/types.ts";
import type { JournalEntry } from "../../../src/emulator/store/types.ts";
import { Parts, SHOP } from "./parts.ts";

const OTHER = "test_other";
/** Recipients that begin and end alike, so that a search finds more than one; the last is no number. */
const NUMBERS = ["12125550150", "12125550151", "13125550150", "447700900123", "nobody"];
const WORDS = ["Hello", "hello world", "parcel", ""];

const number = fc.constantFrom(...NUMBERS);
const token = fc.constantFrom(SHOP, SHOP, OTHER);
const command = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({
      do: fc.constant("send" as const),
      token,
      number,
      word: fc.constantFrom(...WORDS),
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant("receive" as const),
      token,
      number: fc.constantFrom(...NUMBERS.slice(0, 4)),
      word: fc.constantFrom("Yes", "STOP", "hello"),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant("wait" as const), ms: fc.nat(40_000) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("clear journal" as const),
      token: fc.option(token, { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("reset" as const), token: fc.option(token, { nil: undefined }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("snapshot" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("restore" as const),
      token: fc.option(token, { nil: undefined }),
      throughJson: fc.boolean(),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer C> ? C : never;

/** Few of each are kept, so that all kinds of going away happen. */
const RETENTION = { messages: 7, inbox: 2, journal: 6 };

async function obey(parts: Parts, kept: { snapshot: unknown }, order: Command): Promise<void> {
  const { emulator, clock } = parts;
  switch (order.do) {
    case "send":
      await parts.send({ MobilePhone: order.number, Message: order.word }, order.token);
      return;
    case "receive":
      await emulator.inbound({ token: order.token, from: order.number, message: order.word });
      return;
    case "wait":
      clock.advance(order.ms);
      return;
    case "clear journal":
      return emulator.journal.clear(order.token === undefined ? {} : { token: order.token });
    case "reset":
      return emulator.reset(order.token === undefined ? {} : { token: order.token });
    case "snapshot":
      kept.snapshot = await emulator.snapshot();
      return;
    case "restore": {
      if (kept.snapshot === undefined) return;
      const snapshot = order.throughJson ? JSON.parse(JSON.stringify(kept.snapshot)) : kept.snapshot;
      return emulator.restore(snapshot, order.token === undefined ? {} : { token: order.token });
    }
  }
}

interface Naive {
  readonly sent: readonly Message[];
  readonly received: readonly InboundMessage[];
  readonly refused: readonly JournalEntry[];
}

/** All that an account has, by looking through everything. */
async function naive({ store }: Parts, of: string): Promise<Naive> {
  const journal = await store.journal({ token: of, limit: 1000 });
  return {
    sent: (await store.history(of, 0, 1000)).items,
    received: (await store.inbox(of, {}, 0, 1000)).items,
    refused: journal.items
      .filter(({ decided, target }) => decided.by === "rules" && target.startsWith("/v1/sms/send"))
      .toReversed(),
  };
}

const recipientOf = (call: JournalEntry): string => {
  const written = String(call.fields?.["MobilePhone"]);
  return written === "nobody" ? "" : written;
};

function conversationOf(all: Naive, recipient: string): Naive {
  return {
    sent: all.sent.filter((message) => message.recipient === recipient),
    received: all.received.filter(({ from }) => from === recipient),
    refused: all.refused.filter((call) => recipientOf(call) === recipient),
  };
}

const sizeOf = ({ sent, received, refused }: Naive): number => sent.length + received.length + refused.length;

function split(entries: readonly ConversationEntry[]): Naive {
  return {
    sent: entries.flatMap((entry) => (entry.kind === "sent" ? [entry.message] : [])),
    received: entries.flatMap((entry) => (entry.kind === "received" ? [entry.message] : [])),
    refused: entries.flatMap((entry) => (entry.kind === "refused" ? [entry.call] : [])),
  };
}

function timeOf(entry: ConversationEntry): number {
  if (entry.kind === "refused") return entry.call.at;
  return entry.kind === "sent" ? entry.message.sentAt : entry.message.receivedAt;
}

/** A whole conversation, page by page. */
async function wholeConversation(
  conversations: Conversations,
  recipient: string,
): Promise<readonly ConversationEntry[]> {
  const entries: ConversationEntry[] = [];
  let before: number | undefined;
  for (;;) {
    const page = await conversations.conversation(recipient, 3, before);
    entries.unshift(...(page?.items ?? []));
    if (page === undefined || page.older === null) return entries;
    before = page.older;
  }
}

async function wholeList(conversations: Conversations) {
  const items = [];
  let list = await conversations.list(2);
  items.push(...list.items);
  while (list.next !== null) {
    list = await conversations.list(2, list.next);
    items.push(...list.items);
  }
  return items;
}

async function wholeSearch(conversations: Conversations, text: string) {
  const found = [];
  let from: SearchCursor | undefined;
  for (;;) {
    const matches = await conversations.byText(text, 2, 3, from);
    found.push(...matches.items);
    if (matches.next === null) return found;
    from = matches.next;
  }
}

const DIGITS = ["1", "12125550", "0150", "2125550151", "447"];

/** All that the index says of an account; undefined for one that there is not. */
async function indexed({ store }: Parts, account: string) {
  const index = await store.conversations(account);
  if (index === undefined) return undefined;
  const list = await wholeList(index);
  const conversations = await Promise.all(
    list.map(async ({ recipient, newest, sent, received, refused }) => {
      const entries = await wholeConversation(index, recipient);
      return {
        recipient,
        ...split(entries),
        counts: [sent, received, refused],
        total: (await index.conversation(recipient, 1))?.total,
        isInOrderOfTime: isAscending(entries.map(timeOf)),
        newestIsLast: newest.place === entries.at(-1)?.place,
      };
    }),
  );
  const found = await Promise.all(DIGITS.map(async (digits) => (await index.byNumber(digits, 100)).items));
  const more = await Promise.all(
    found.map(async (items, at) => (await index.byNumber(DIGITS[at] ?? "", items.length)).more),
  );
  const holding = (await wholeSearch(index, "HELLO")).map(({ entry }) => entry);
  const matches = split(holding);
  const sent = conversations.flatMap((conversation) => conversation.sent);
  return {
    conversations: byRecipient(conversations),
    newestFirst: isAscending(list.map(({ newest }) => -newest.place)),
    numbers: found.map((items) => items.map(({ recipient }) => recipient).toSorted()),
    more,
    newestMatchFirst: isAscending(holding.map((entry) => -timeOf(entry))),
    matches: {
      sent: matches.sent.toReversed(),
      received: matches.received.toReversed(),
      refused: matches.refused.toReversed(),
    },
    calls: new Map(await Promise.all(sent.map(async ({ id }) => [id, await index.callOf(id)] as const))),
  };
}

/** Finds the conversations by looking through everything. */
async function scanned(parts: Parts, account: string) {
  if ((await parts.store.account(account)) === undefined) return undefined;
  const all = await naive(parts, account);
  const recipients = Array.from(
    new Set([
      ...all.sent.map(({ recipient }) => recipient),
      ...all.received.map(({ from }) => from),
      ...all.refused.map(recipientOf),
    ]),
  );
  const journal = (await parts.store.journal({ token: account, limit: 1000 })).items;
  return {
    conversations: byRecipient(
      recipients.map((recipient) => {
        const conversation = conversationOf(all, recipient);
        const counts = [conversation.sent.length, conversation.received.length, conversation.refused.length];
        return {
          recipient,
          ...conversation,
          counts,
          total: sizeOf(conversation),
          isInOrderOfTime: true,
          newestIsLast: true,
        };
      }),
    ),
    newestFirst: true,
    numbers: DIGITS.map((digits) =>
      recipients
        .filter(
          (recipient) =>
            recipient.startsWith(digits) || recipient.startsWith(`1${digits}`) || recipient.endsWith(digits),
        )
        .toSorted(),
    ),
    more: DIGITS.map(() => false),
    newestMatchFirst: true,
    matches: {
      sent: all.sent.filter(({ text }) => /hello/i.test(text)),
      received: all.received.filter(({ text }) => /hello/i.test(text)),
      refused: all.refused.filter(({ fields }) => /hello/i.test(String(fields?.["Message"]))),
    },
    calls: new Map(
      all.sent.map(({ id }) => [id, journal.find(({ responseBody }) => responseBody.includes(id))] as const),
    ),
  };
}

function isAscending(numbers: readonly number[]): boolean {
  return numbers.every((one, index) => one >= (numbers[index - 1] ?? one));
}

function byRecipient<T extends { readonly recipient: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map((item) => [item.recipient, item]));
}

describe("the index of conversations", () => {
  it("is what a look through everything would find, whatever happens", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 1, maxLength: 60, size: "max" }), async (commands) => {
        const parts = new Parts({
          retention: RETENTION,
          limits: { perRecipient: { limit: 3, windowSeconds: 60 }, rate: null },
        });
        const kept: { snapshot: unknown } = { snapshot: undefined };
        for (const order of commands) {
          await obey(parts, kept, order);
          for (const account of [SHOP, OTHER]) {
            expect(await indexed(parts, account)).toEqual(await scanned(parts, account));
          }
        }
      }),
      { numRuns: 100 },
    );
  });
});
