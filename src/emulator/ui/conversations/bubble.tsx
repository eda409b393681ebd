/** One entry of a conversation, as a phone shows it. */
import type { Child } from "hono/jsx";
import { explanationOf } from "../../domain/cause.ts";
import { historyAt, statusAt } from "../../domain/delivery.ts";
import type { InboundMessage } from "../../domain/inbox.ts";
import type { Message } from "../../domain/message.ts";
import {
  recipientOfRefused,
  textOfRefused,
  writtenRecipient,
} from "../../store/conversations/refused-send.ts";
import { type ConversationEntry, UNREADABLE } from "../../store/conversations/types.ts";
import type { JournalEntry } from "../../store/types.ts";
import { count } from "../components/count.ts";
import { Moment } from "../components/moment.tsx";
import { PhoneNumber } from "../components/phone-number.tsx";
import { Status } from "../components/status.tsx";
import { VisibleText } from "../components/visible-text.tsx";
import { WouldSucceed } from "../components/would-succeed.tsx";
import type { ViewRequest } from "../route.ts";
import { MediaCard } from "./media-card.tsx";

interface BubbleProps {
  readonly visit: ViewRequest;
  readonly entry: ConversationEntry;
  /** URL that it opens. */
  readonly href: string;
  readonly isOpen: boolean;
  /** The request that sent the message, while the journal keeps it. */
  readonly call: JournalEntry | undefined;
}

export function Bubble({ visit, entry, href, isOpen, call }: BubbleProps) {
  const open = { href, isOpen };
  switch (entry.kind) {
    case "sent":
      return <SentBubble visit={visit} message={entry.message} call={call} {...open} />;
    case "received":
      return <ReceivedBubble visit={visit} message={entry.message} {...open} />;
    case "refused":
      return <RefusedBubble visit={visit} call={entry.call} {...open} />;
  }
}

interface Opens {
  readonly href: string;
  readonly isOpen: boolean;
}

interface FrameProps extends Opens {
  readonly id: string;
  readonly side: "out" | "in";
  readonly tone?: string;
  readonly label: string;
  readonly below: Child;
  readonly children?: Child;
}

/** Bubble that is one link, labelled by the entry it opens. */
function BubbleFrame({ id, side, tone = "", label, below, href, isOpen, children }: FrameProps) {
  return (
    <li id={id} class={`entry ${side} ${tone}`}>
      <a class="bubble" href={href} aria-current={isOpen ? "true" : undefined}>
        <span class="sr">{label}: </span>
        {children}
      </a>
      <p class="below">{below}</p>
    </li>
  );
}

interface SentProps extends Opens {
  readonly visit: ViewRequest;
  readonly message: Message;
  readonly call: JournalEntry | undefined;
}

function SentBubble({ visit, message, call, ...open }: SentProps) {
  const { mms, text, credits, measure, facts, sentAt } = message;
  const status = statusAt(message, visit.now);
  const moved = historyAt(message, visit.now).at(-1)?.at;
  return (
    <BubbleFrame
      id={`m-${message.id}`}
      side="out"
      label={mms === null ? "Sent" : "Sent with a picture"}
      {...open}
      below={
        <>
          <Moment at={sentAt} zone={visit.zone} /> <span class="dot">·</span>{" "}
          {mms === null && (
            <>
              {count(facts.parts, "part")} <span class="dot">·</span>{" "}
            </>
          )}
          {count(credits, "credit")} <span class="dot">·</span>{" "}
          <span title={moved === undefined ? undefined : "since its last step"}>
            <Status id={status} />
          </span>
          {measure.encoding === "UCS-2" && <span class="badge">UCS-2</span>}
          {facts.replaces !== null && <span class="badge">in place of a rejected MMS</span>}
          {call !== undefined && <AnswerLost call={call} />}
        </>
      }
    >
      {mms !== null && <MediaCard mms={mms} />}
      {text !== "" && <VisibleText text={text} />}
    </BubbleFrame>
  );
}

/** Note that the message was stored although the caller got no answer. */
export function AnswerLost({ call }: { readonly call: JournalEntry }) {
  if (call.breakage === null && call.status < 300) return null;
  const got = call.breakage === null ? `got ${call.status}` : `got no whole answer (${call.breakage})`;
  return <span class="badge warn">sent, but the caller {got}</span>;
}

interface ReceivedProps extends Opens {
  readonly visit: ViewRequest;
  readonly message: InboundMessage;
}

const ASKS = { stop: "opts out", start: "opts in again", help: "asks for help" } as const;

function ReceivedBubble({ visit, message, ...open }: ReceivedProps) {
  const { receivedAt, to, asks, reply } = message;
  return (
    <>
      <BubbleFrame
        id={`r-${message.number}`}
        side="in"
        label="Received"
        {...open}
        below={
          <>
            <Moment at={receivedAt} zone={visit.zone} /> <span class="dot">·</span> to{" "}
            <PhoneNumber digits={to} />
            {asks !== null && <span class="badge warn">{ASKS[asks]}</span>}
          </>
        }
      >
        <VisibleText text={message.text} />
      </BubbleFrame>
      {reply !== null && (
        <BubbleFrame
          id={`a-${message.number}`}
          side="out"
          tone="automatic"
          label="Answered by itself"
          {...open}
          below={<>answered by itself · {count(reply.credits, "credit")}</>}
        >
          <VisibleText text={reply.text} />
        </BubbleFrame>
      )}
    </>
  );
}

interface RefusedProps extends Opens {
  readonly visit: ViewRequest;
  readonly call: JournalEntry;
}

function RefusedBubble({ visit, call, ...open }: RefusedProps) {
  const text = textOfRefused(call);
  const { wouldSucceed, decidedBy } = explanationOf(call.decided, visit.services.settings);
  const isEnded = call.booksStatus === null;
  return (
    <BubbleFrame
      id={`j-${call.number}`}
      side="out"
      tone="refused"
      label={isEnded ? "Not sent" : "Refused"}
      {...open}
      below={
        <>
          <Moment at={call.at} zone={visit.zone} /> <span class="dot">·</span>{" "}
          <span class="status bad">
            <span aria-hidden="true">✕</span>{" "}
            {isEnded ? "Ended by a fault, not sent" : `Refused with ${call.status}`}
          </span>{" "}
          <code>{decidedBy}</code>
          <WrittenTo visit={visit} call={call} />
          {wouldSucceed !== undefined && wouldSucceed !== "" && (
            <span class="would-succeed">
              Would have succeeded: <WouldSucceed text={wouldSucceed} zone={visit.zone} />
            </span>
          )}
        </>
      }
    >
      {text === "" ? <em>no text</em> : <VisibleText text={text} />}
    </BubbleFrame>
  );
}

/** Recipient as submitted, where it is not a number and so not the name of the conversation. */
function WrittenTo({ visit, call }: { readonly visit: ViewRequest; readonly call: JournalEntry }) {
  const written = writtenRecipient(call);
  if (written === undefined || recipientOfRefused(call, visit.services.readPhone) !== UNREADABLE) return null;
  return (
    <>
      {" "}
      <span class="dot">·</span>{" "}
      {written === "" ? (
        "to nobody"
      ) : (
        <>
          to “<VisibleText text={written} limit={60} />”
        </>
      )}
    </>
  );
}
