/** The views of the inbox: the conversations, one of them, and one of its entries, side by side on a wide screen. */
import type { Child } from "hono/jsx";
import type { Contact } from "../../domain/contact.ts";
import type { ConversationCursor, ConversationPage, Conversations } from "../../store/conversations/types.ts";
import type { JournalEntry } from "../../store/types.ts";
import { writtenNumber } from "../components/phone-number.tsx";
import { ReceivedDetail, RefusedDetail, SentDetail } from "../message/detail-pane.tsx";
import { conversationPath, UNREADABLE_NAME, withQuery } from "../paths.ts";
import type { ViewRequest, ViewResult, ViewRoute } from "../route.ts";
import { ConversationItems } from "./conversation-list.tsx";
import { ConversationPane } from "./conversation-pane.tsx";
import { Empty, NotFound, NothingOpen } from "./empty-state.tsx";
import { readEntryName } from "./entry-name.ts";
import { Found, readCursor, SearchForm } from "./search-view.tsx";

/** Conversations, and entries of one, on a page: as many as a browser shows with ease. */
const CONVERSATIONS = 50;
const ENTRIES = 50;
/** Matches on a page of a search, and messages that one page searches. */
const MATCHES = 30;
const LOOKED_THROUGH = 5000;

export const inboxViews: readonly ViewRoute[] = [
  { method: "get", path: "/", show: (visit) => showInbox(visit) },
  { method: "get", path: "/with/:recipient", show: (visit) => showInbox(visit, recipientOf(visit)) },
  {
    method: "get",
    path: "/with/:recipient/:entry",
    show: (visit) => showInbox(visit, recipientOf(visit), visit.params["entry"]),
  },
];

function recipientOf({ params }: ViewRequest): string {
  const name = params["recipient"] ?? "";
  return name === UNREADABLE_NAME ? "" : name;
}

export async function showInbox(visit: ViewRequest, recipient?: string, entry?: string): Promise<ViewResult> {
  const conversations = await visit.services.store.conversations(visit.account.token);
  if (conversations === undefined)
    return { title: "No such account", status: 404, body: <NotFound what="account" /> };
  const list = await listPane(visit, conversations, recipient);
  if (recipient === undefined) {
    return {
      title: "Inbox",
      pane: "list",
      body: <Panes list={list} conversation={<NothingOpen visit={visit} />} />,
    };
  }
  const before = numberOf(visit.query.get("before"));
  const page = await conversations.conversation(recipient, ENTRIES, before);
  const number = writtenNumber(recipient);
  if (page === undefined) {
    const emptyState = <NotFound what="conversation" />;
    return {
      title: number,
      status: 404,
      pane: "thread",
      body: <Panes list={list} conversation={emptyState} />,
    };
  }
  const calls = await callsOf(conversations, page);
  const contact = await contactOf(visit, recipient);
  const numbers = (await visit.services.store.account(visit.account.token))?.numbers ?? [];
  const conversation = (
    <ConversationPane {...{ visit, recipient, page, contact, numbers, calls, before }} open={entry} />
  );
  if (entry === undefined)
    return { title: number, pane: "thread", body: <Panes list={list} conversation={conversation} /> };
  const back = withQuery(conversationPath(visit.account.key, recipient), { before: before?.toString() });
  const detail = await detailPane(visit, conversations, entry, back);
  return {
    title: number,
    pane: "detail",
    status: detail === undefined ? 404 : 200,
    body: <Panes list={list} conversation={conversation} detail={detail ?? <NotFound what="message" />} />,
  };
}

interface PanesProps {
  readonly list: Child;
  readonly conversation: Child;
  readonly detail?: Child;
}

function Panes({ list, conversation, detail }: PanesProps) {
  return (
    <div class={detail === undefined ? "panes" : "panes with-detail"}>
      <h1 class="sr">Inbox</h1>
      {list}
      {conversation}
      {detail}
    </div>
  );
}

async function listPane(
  visit: ViewRequest,
  conversations: Conversations,
  open: string | undefined,
): Promise<Child> {
  const { query } = visit;
  const words = (query.get("q") ?? "").trim();
  const after = readAfter(query.get("after"));
  return (
    <nav class="pane list" aria-label="Conversations">
      <SearchForm visit={visit} words={words} />
      <div class="scroll">
        {words === ""
          ? await allOf(visit, conversations, after, open)
          : await foundOf(visit, conversations, words)}
      </div>
    </nav>
  );
}

async function allOf(
  visit: ViewRequest,
  conversations: Conversations,
  after: ConversationCursor | undefined,
  open: string | undefined,
): Promise<Child> {
  const list = await conversations.list(CONVERSATIONS, after);
  if (list.total === 0) return <Empty visit={visit} />;
  return <ConversationItems visit={visit} list={list} open={open} isFirst={after === undefined} />;
}

async function foundOf(visit: ViewRequest, conversations: Conversations, words: string): Promise<Child> {
  // Digits with the punctuation of phone numbers; digits alone may be a message's text too.
  const digits = /^[\d\s().+-]+$/.test(words) ? words.replace(/\D/g, "") : "";
  const numbers = digits === "" ? undefined : await conversations.byNumber(digits, MATCHES);
  const texts = await conversations.byText(
    words,
    MATCHES,
    LOOKED_THROUGH,
    readCursor(visit.query.get("from")),
  );
  return <Found visit={visit} words={words} numbers={numbers} texts={texts} />;
}

function readAfter(text: string | null): ConversationCursor | undefined {
  const [, place, recipient] = /^(\d{1,15})\.(\d{0,20})$/.exec(text ?? "") ?? [];
  return place === undefined || recipient === undefined ? undefined : { recipient, place: Number(place) };
}

function numberOf(text: string | null): number | undefined {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

async function callsOf(
  conversations: Conversations,
  { items }: ConversationPage,
): Promise<ReadonlyMap<string, JournalEntry>> {
  const calls = new Map<string, JournalEntry>();
  for (const entry of items) {
    const call = entry.kind === "sent" ? await conversations.callOf(entry.message.id) : undefined;
    if (entry.kind === "sent" && call !== undefined) calls.set(entry.message.id, call);
  }
  return calls;
}

async function contactOf(
  { services, account }: ViewRequest,
  recipient: string,
): Promise<Contact | undefined> {
  const { result } = await services.store.transact(account.token, { recipient }, ({ contact }) => ({
    result: contact,
    effects: [],
  }));
  return result;
}

/** @returns undefined when there is no such entry in this account */
async function detailPane(
  visit: ViewRequest,
  conversations: Conversations,
  name: string,
  back: string,
): Promise<Child | undefined> {
  const named = readEntryName(name);
  switch (named?.kind) {
    case undefined:
      return undefined;
    case "sent": {
      const message = await visit.services.store.message(named.id);
      if (message?.token !== visit.account.token) return undefined;
      return <SentDetail {...{ visit, back, message }} call={await conversations.callOf(named.id)} />;
    }
    case "received": {
      const message = await conversations.inbound(named.number);
      return message && <ReceivedDetail {...{ visit, back, message }} />;
    }
    case "refused": {
      const call = await conversations.refusal(named.number);
      return call && <RefusedDetail {...{ visit, back, call }} />;
    }
  }
}
