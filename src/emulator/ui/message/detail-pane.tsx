/** Details of one entry of a conversation. */
import type { Child } from "hono/jsx";
import { explanationOf } from "../../domain/cause.ts";
import { deliveryPlan, statusAt } from "../../domain/delivery.ts";
import { explainSend } from "../../domain/explain-send.ts";
import type { InboundMessage } from "../../domain/inbox.ts";
import type { Message, SendFacts } from "../../domain/message.ts";
import { textOfRefused } from "../../store/conversations/refused-send.ts";
import type { JournalEntry } from "../../store/types.ts";
import { count } from "../components/count.ts";
import { ExplanationSteps } from "../components/explanation.tsx";
import { Moment } from "../components/moment.tsx";
import { PhoneNumber } from "../components/phone-number.tsx";
import { Status } from "../components/status.tsx";
import { VisibleText } from "../components/visible-text.tsx";
import { MessageStatusForm } from "../controls/message-status.tsx";
import { AnswerLost } from "../conversations/bubble.tsx";
import { MediaCard } from "../conversations/media-card.tsx";
import type { ViewRequest } from "../route.ts";
import { resendSummary } from "./resend-summary.ts";
import { Segments } from "./segments-view.tsx";
import { Wire } from "./wire-view.tsx";

interface PaneProps {
  /** URL of the conversation. */
  readonly back: string;
  readonly title: string;
  readonly children?: Child;
}

function Pane({ back, title, children }: PaneProps) {
  return (
    <section class="pane detail" aria-labelledby="detail-title">
      <header class="pane-head">
        <a class="back" href={back}>
          <span aria-hidden="true">‹</span> Close
        </a>
        <h2 id="detail-title">{title}</h2>
      </header>
      <div class="scroll" tabindex={0} role="group" aria-label="What is known of it">
        {children}
      </div>
    </section>
  );
}

interface SentProps {
  readonly visit: ViewRequest;
  readonly back: string;
  readonly message: Message;
  readonly call: JournalEntry | undefined;
}

export function SentDetail({ visit, back, message, call }: SentProps) {
  const { settings } = visit.services;
  const { mms, facts, text, id, number, sender, recipient } = message;
  const explanation = explainSend(facts, settings);
  return (
    <Pane back={back} title={mms === null ? "Text message" : "Picture message"}>
      <section class="card">
        <p class="lead">
          <Status id={statusAt(message, visit.now)} /> {call !== undefined && <AnswerLost call={call} />}
        </p>
        <Facts
          rows={[
            ["From", <PhoneNumber digits={sender} />],
            ["To", <PhoneNumber digits={recipient} />],
            ["Sent", <Moment at={message.sentAt} zone={visit.zone} full />],
            ["Id", <code class="id">{id}</code>],
            ["In the sent history", `number ${number}`],
          ]}
        />
        {mms !== null && <Mms message={message} />}
      </section>
      <section class="card" aria-labelledby="history-title">
        <h3 id="history-title">Status</h3>
        <History visit={visit} message={message} />
        <MessageStatusForm {...{ visit, id, recipient }} status={statusAt(message, visit.now)} />
      </section>
      <Credits facts={facts} charged={message.credits} />
      <Segments text={text} charged={settings.segments} isMms={mms !== null} />
      <section class="card" aria-labelledby="rules-title">
        <h3 id="rules-title">What decided</h3>
        <ExplanationSteps explanation={explanation} zone={visit.zone} />
      </section>
      <Wire visit={visit} call={call} />
    </Pane>
  );
}

function Mms({ message }: { readonly message: Message }) {
  const { mms } = message;
  if (mms === null) return null;
  const isAddress = /^https?:\/\//i.test(mms.mediaUrl) && URL.canParse(mms.mediaUrl);
  return (
    <>
      <MediaCard mms={mms} />
      <Facts
        rows={[
          ["Template", String(mms.templateId)],
          ["High resolution", mms.highResolution ? "yes" : "no"],
          ["Goes again as SMS", resendSummary(message)],
          [
            "Picture",
            isAddress ? (
              <a href={mms.mediaUrl} rel="noreferrer noopener nofollow" target="_blank" hx-boost="false">
                <VisibleText text={mms.mediaUrl} limit={300} />
              </a>
            ) : (
              <VisibleText text={mms.mediaUrl} limit={300} />
            ),
          ],
        ]}
      />
      <p class="hint">
        The picture lies elsewhere, and this page loads nothing from elsewhere. The link leaves the emulator.
      </p>
    </>
  );
}

/** Statuses reached and planned. */
function History({ visit, message }: { readonly visit: ViewRequest; readonly message: Message }) {
  return (
    <ol class="history">
      {deliveryPlan(message).map(({ at, status }) => (
        <li class={at <= visit.now ? "done" : "planned"}>
          <Status id={status} /> <Moment at={at} zone={visit.zone} />
          {at > visit.now && <span class="hint"> planned</span>}
        </li>
      ))}
    </ol>
  );
}

function Credits({ facts, charged }: { readonly facts: SendFacts; readonly charged: number }) {
  const { price, parts, kind, balance } = facts;
  return (
    <section class="card" aria-labelledby="credits-title">
      <h3 id="credits-title">{count(charged, "credit")}</h3>
      <p>
        {kind === "mms"
          ? `An MMS at ${count(price.rate.mms, "credit")}`
          : `${count(parts, "part")} at ${count(price.rate.sms, "credit")} each`}
        , the price of prefix +{price.prefix}
        {price.known ? "" : ", which is assumed"}. The account had {balance.toLocaleString("en")} before it.
      </p>
    </section>
  );
}

interface RefusedProps {
  readonly visit: ViewRequest;
  readonly back: string;
  readonly call: JournalEntry;
}

export function RefusedDetail({ visit, back, call }: RefusedProps) {
  const { settings } = visit.services;
  const text = textOfRefused(call);
  const isEnded = call.booksStatus === null;
  return (
    <Pane back={back} title={isEnded ? "Send ended by a fault" : `Send refused with ${call.status}`}>
      <section class="card" aria-labelledby="rules-title">
        <h3 id="rules-title">Why</h3>
        <p>
          <Moment at={call.at} zone={visit.zone} full />
        </p>
        <ExplanationSteps explanation={explanationOf(call.decided, settings)} zone={visit.zone} />
      </section>
      {text !== "" && <Segments text={text} charged={settings.segments} isMms={false} />}
      <Wire visit={visit} call={call} />
    </Pane>
  );
}

interface ReceivedProps {
  readonly visit: ViewRequest;
  readonly back: string;
  readonly message: InboundMessage;
}

export function ReceivedDetail({ visit, back, message }: ReceivedProps) {
  const { from, to, receivedAt, keyword, campaign, asks, reply, text, number } = message;
  return (
    <Pane back={back} title="Received message">
      <section class="card">
        <Facts
          rows={[
            ["From", <PhoneNumber digits={from} />],
            ["To", <PhoneNumber digits={to} />],
            ["Received", <Moment at={receivedAt} zone={visit.zone} full />],
            ["In the inbox", `number ${number}`],
            ["Keyword", keyword === null ? "none" : <VisibleText text={keyword.name} limit={100} />],
            ["Campaign", campaign === null ? "none" : <VisibleText text={campaign.name} limit={100} />],
            ["Asks for", asks ?? "nothing"],
          ]}
        />
        {reply !== null && (
          <p>
            Answered by itself with “<VisibleText text={reply.text} />” for {count(reply.credits, "credit")}.
          </p>
        )}
      </section>
      <Segments text={text} charged="gsm" isMms={false} />
    </Pane>
  );
}

function Facts({ rows }: { readonly rows: readonly (readonly [string, Child])[] }) {
  return (
    <dl class="facts">
      {rows.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
