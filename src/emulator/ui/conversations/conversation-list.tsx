/** The conversations of an account, the most recently active first. */
import { statusAt } from "../../domain/delivery.ts";
import { textOfRefused } from "../../store/conversations/refused-send.ts";
import type {
  ConversationEntry,
  ConversationList,
  ConversationSummary,
  Happened,
} from "../../store/conversations/types.ts";
import { Recently } from "../components/moment.tsx";
import { PhoneNumber } from "../components/phone-number.tsx";
import { Status } from "../components/status.tsx";
import { VisibleText } from "../components/visible-text.tsx";
import { accountPath, conversationPath, withQuery } from "../paths.ts";
import type { ViewRequest } from "../route.ts";

/** Characters of the newest message that the list shows. */
const SNIPPET = 80;

interface ListProps {
  readonly visit: ViewRequest;
  readonly list: ConversationList;
  /** Recipient of the open conversation. */
  readonly open: string | undefined;
  /** True when the list begins with the newest. */
  readonly isFirst: boolean;
}

export function ConversationItems({ visit, list, open, isFirst }: ListProps) {
  const { key } = visit.account;
  const { items, next, total } = list;
  return (
    <>
      {!isFirst && (
        <p class="more">
          <a href={accountPath(key)}>Newest conversations</a>
        </p>
      )}
      <ul class="conversations">
        {items.map((summary) => (
          <Row visit={visit} summary={summary} isOpen={summary.recipient === open} />
        ))}
      </ul>
      {next !== null && (
        <p class="more">
          <a href={withQuery(accountPath(key), { after: `${next.place}.${next.recipient}` })}>
            Older conversations
          </a>{" "}
          <span class="hint">{total.toLocaleString("en")} in all</span>
        </p>
      )}
    </>
  );
}

interface RowProps {
  readonly visit: ViewRequest;
  readonly summary: ConversationSummary;
  readonly isOpen: boolean;
}

export function Row({ visit, summary, isOpen }: RowProps) {
  const { recipient, newest } = summary;
  return (
    <li id={`c-${recipient}`}>
      <a
        class="conversation"
        href={conversationPath(visit.account.key, recipient)}
        aria-current={isOpen ? "true" : undefined}
      >
        <span class="who">
          <PhoneNumber digits={recipient} />
        </span>
        <Recently at={timeOf(newest)} zone={visit.zone} now={visit.now} />
        <span class="snippet">
          {newest.kind !== "received" && <span class="from-me">You: </span>}
          <Snippet entry={newest} />
        </span>
        <Outcome entry={newest} now={visit.now} />
      </a>
    </li>
  );
}

export function Snippet({ entry }: { readonly entry: Happened }) {
  const text = textOf(entry).replaceAll("\n", " ");
  if (text === "") return <em>{entry.kind === "sent" ? "picture message" : "no text"}</em>;
  return <VisibleText text={text} limit={SNIPPET} />;
}

export function Outcome({ entry, now }: { readonly entry: Happened; readonly now: number }) {
  switch (entry.kind) {
    case "sent":
      return <Status id={statusAt(entry.message, now)} />;
    case "received":
      return <span class="status">Received</span>;
    case "refused":
      return (
        <span class="status bad">
          <span aria-hidden="true">✕</span> {entry.call.booksStatus === null ? "Not sent" : "Refused"}
        </span>
      );
  }
}

function textOf(entry: Happened): string {
  return entry.kind === "refused" ? textOfRefused(entry.call) : entry.message.text;
}

export function timeOf(entry: Happened | ConversationEntry): number {
  switch (entry.kind) {
    case "sent":
      return entry.message.sentAt;
    case "received":
      return entry.message.receivedAt;
    case "refused":
      return entry.call.at;
  }
}
