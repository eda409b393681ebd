/** One conversation: messages sent, received and refused, the newest at the bottom. */
import type { Contact } from "../../domain/contact.ts";
import {
  type ConversationEntry,
  type ConversationPage,
  UNREADABLE,
} from "../../store/conversations/types.ts";
import type { JournalEntry } from "../../store/types.ts";
import { count } from "../components/count.ts";
import { PhoneNumber } from "../components/phone-number.tsx";
import { ReplyForm } from "../controls/reply.tsx";
import { accountPath, conversationPath, entryPath, withQuery } from "../paths.ts";
import type { ViewRequest } from "../route.ts";
import { vendorDay } from "../times.ts";
import { Bubble } from "./bubble.tsx";
import { timeOf } from "./conversation-list.tsx";
import { entryName } from "./entry-name.ts";

export interface ConversationProps {
  readonly visit: ViewRequest;
  readonly recipient: string;
  readonly page: ConversationPage;
  readonly contact: Contact | undefined;
  /** Numbers of the account that a handset can reply to. */
  readonly numbers: readonly string[];
  /** Requests of the sent messages on the page that the journal still keeps, by the message's id. */
  readonly calls: ReadonlyMap<string, JournalEntry>;
  /** Name of the open entry. */
  readonly open: string | undefined;
  /** Place before which the page lies; undefined for the newest. */
  readonly before: number | undefined;
}

export function ConversationPane(props: ConversationProps) {
  const { visit, recipient, page, contact, numbers, before } = props;
  const { key } = visit.account;
  const path = conversationPath(key, recipient);
  const optOut = contact?.optOut ?? null;
  return (
    <section class="pane thread" aria-labelledby="thread-title">
      <header class="pane-head">
        <a class="back" href={accountPath(key)}>
          <span aria-hidden="true">‹</span> All
        </a>
        <h2 id="thread-title">
          <PhoneNumber digits={recipient} />
        </h2>
        {optOut !== null && (
          <span class="badge bad">
            opted out {optOut.by === "handset" ? "by its handset" : "through the API"}
          </span>
        )}
        <span class="hint">{count(page.total, "entry", "entries")}</span>
      </header>
      {recipient === UNREADABLE && (
        <p class="note">
          Sends whose <code>MobilePhone</code> names nobody, or that were refused before the body could be
          read.
        </p>
      )}
      <div class="scroll" tabindex={0} role="log" aria-label="Messages">
        <div class="turned">
          {page.older !== null && (
            <p class="more">
              <a href={withQuery(path, { before: String(page.older) })}>Older messages</a>
            </p>
          )}
          <ol class="entries">
            <Entries {...props} />
          </ol>
          {before !== undefined && (
            <p class="more">
              <a href={path}>Newest messages</a>
            </p>
          )}
        </div>
      </div>
      {recipient !== UNREADABLE && (
        <footer class="composer">
          <ReplyForm visit={visit} recipient={recipient} numbers={numbers} />
        </footer>
      )}
    </section>
  );
}

function Entries({ visit, recipient, page, calls, open, before }: ConversationProps) {
  let day = "";
  return (
    <>
      {page.items.map((entry) => {
        const of = vendorDay(timeOf(entry));
        const isNewDay = of !== day;
        day = of;
        const name = entryName(entry);
        const query = { before: before === undefined ? undefined : String(before) };
        return (
          <>
            {isNewDay && (
              <li class="day">
                <span>{of}</span>
              </li>
            )}
            <Bubble
              visit={visit}
              entry={entry}
              href={withQuery(entryPath(visit.account.key, recipient, name), query)}
              isOpen={name === open}
              call={callOf(entry, calls)}
            />
          </>
        );
      })}
    </>
  );
}

function callOf(
  entry: ConversationEntry,
  calls: ReadonlyMap<string, JournalEntry>,
): JournalEntry | undefined {
  return entry.kind === "sent" ? calls.get(entry.message.id) : undefined;
}
