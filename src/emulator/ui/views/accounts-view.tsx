/** The account: balance, limits, what it sent over time; and the others. */
import { deliveryStatuses } from "../../../protocol/delivery-status.ts";
import { mmsTemplateStatuses } from "../../../protocol/mms-template-status.ts";
import { numberStatuses } from "../../../protocol/number-status.ts";
import { isKeyOf } from "../../../shared/is-key-of.ts";
import { type Account, numberStatus } from "../../domain/account.ts";
import { count } from "../components/count.ts";
import { PhoneNumber } from "../components/phone-number.tsx";
import { CONTROLS } from "../controls/controls-view.tsx";
import { NotFound } from "../conversations/empty-state.tsx";
import { accountPath, withQuery } from "../paths.ts";
import type { ViewRequest, ViewResult, ViewRoute } from "../route.ts";
import { Limits } from "./limits-card.tsx";
import { OtherAccounts } from "./other-accounts.tsx";
import { SendCurl } from "./send-curl.tsx";
import { type Timeline, timelineOf } from "./timeline.ts";
import { TimelinePicture } from "./timeline-picture.tsx";
import { topRecipientsOf } from "./top-recipients.ts";
import { View } from "./view.tsx";

export const ACCOUNTS = "/accounts";

export const accountsView: ViewRoute = { method: "get", path: ACCOUNTS, show: showAccounts };

/** Recipients that are named, numbers of the account likewise, pieces of the picture. */
const BUSIEST = 5;
const NUMBERS = 20;
const PIECES = 48;

const SPANS = {
  "15m": { words: "15 minutes", ms: 15 * 60_000 },
  "1h": { words: "1 hour", ms: 3_600_000 },
  "24h": { words: "24 hours", ms: 86_400_000 },
  "30d": { words: "30 days", ms: 30 * 86_400_000 },
  all: { words: "all", ms: undefined },
} as const;

type SpanName = keyof typeof SPANS;

async function showAccounts(visit: ViewRequest): Promise<ViewResult> {
  const { store } = visit.services;
  const account = await store.account(visit.account.token);
  if (account === undefined) {
    return { title: "No such account", status: 404, body: <NotFound what="account" /> };
  }
  const asked = visit.query.get("span") ?? "";
  const span: SpanName = isKeyOf(SPANS, asked) ? asked : "all";
  const topRecipients = await topRecipientsOf(visit, BUSIEST);
  const timeline = await timeOf(visit, account, span);
  return {
    title: "Accounts",
    body: (
      <View name="accounts">
        <header>
          <h1>
            <bdi>{visit.account.label}</bdi>
          </h1>
          <p class="hint">
            Every access token is an account of its own, with its own books, limits and clock.
          </p>
        </header>
        <div class="account-grid">
          <Books visit={visit} account={account} />
          <Limits visit={visit} account={account} topRecipients={topRecipients} />
        </div>
        <OverTime visit={visit} span={span} timeline={timeline} />
        <OtherAccounts visit={visit} />
      </View>
    ),
  };
}

async function timeOf(visit: ViewRequest, account: Account, span: SpanName): Promise<Timeline | undefined> {
  const { store } = visit.services;
  const { total } = await store.history(account.token, 0, 0);
  const at = async (position: number) => (await store.history(account.token, position, 1)).items[0];
  const { ms } = SPANS[span];
  const from = ms === undefined ? undefined : visit.now - ms;
  return timelineOf({ total, at }, { from, to: visit.now, pieces: PIECES }, account.credits);
}

interface BooksProps {
  readonly visit: ViewRequest;
  readonly account: Account;
}

function Books({ visit, account }: BooksProps) {
  const { credits, totals, received, numbers, delivery, approval } = account;
  return (
    <section class="card" aria-labelledby="books-title">
      <h2 id="books-title">{count(credits, "credit")}</h2>
      <dl class="figures">
        <Figure name="Sent" value={totals.messages} />
        <Figure name="Parts" value={totals.parts} />
        <Figure name="Credits charged" value={totals.creditsCharged} />
        <Figure name="Received" value={received} />
      </dl>
      <dl class="facts">
        <div>
          <dt>Numbers</dt>
          <dd>
            <ul>
              {numbers.slice(0, NUMBERS).map((number) => (
                <li>
                  <PhoneNumber digits={number} />{" "}
                  <span class="hint">{numberStatuses[numberStatus(account, number)]}</span>
                </li>
              ))}
            </ul>
            {numbers.length > NUMBERS && <span class="hint">and {numbers.length - NUMBERS} more</span>}
          </dd>
        </div>
        <div>
          <dt>Deliveries</dt>
          <dd>
            mode <code>{delivery.mode}</code>, end {deliveryStatuses[delivery.end]} ({delivery.end})
          </dd>
        </div>
        <div>
          <dt>Approval</dt>
          <dd>
            mode <code>{approval.mode}</code>, ends {mmsTemplateStatuses[approval.end]} ({approval.end})
          </dd>
        </div>
      </dl>
      <p>
        <a href={accountPath(visit.account.key, CONTROLS)}>Top up, or change deliveries</a>
      </p>
    </section>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: number }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value.toLocaleString("en")}</dd>
    </div>
  );
}

interface OverTimeProps {
  readonly visit: ViewRequest;
  readonly span: SpanName;
  readonly timeline: Timeline | undefined;
}

function OverTime({ visit, span, timeline }: OverTimeProps) {
  const path = accountPath(visit.account.key, ACCOUNTS);
  return (
    <section class="card" aria-labelledby="time-title">
      <h2 id="time-title">Credits and sends over time</h2>
      {timeline === undefined ? (
        <>
          <p>Nothing has been sent yet. For example:</p>
          <SendCurl visit={visit} />
        </>
      ) : (
        <>
          <nav aria-label="Span of time">
            <ul class="chips">
              {Object.entries(SPANS).map(([name, { words }]) => (
                <li>
                  <a href={withQuery(path, { span: name })} aria-current={name === span ? "true" : undefined}>
                    {words}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          {timeline.sends === 0 && <p class="hint">Nothing was sent in this span.</p>}
          <TimelinePicture timeline={timeline} zone={visit.zone} />
        </>
      )}
    </section>
  );
}
