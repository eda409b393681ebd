/** The account's requests, the newest first, by the filters of the control API's journal. */
import { redactText } from "../../control/redact.ts";
import { explanationOf } from "../../domain/cause.ts";
import type { JournalEntry, WalkedCalls } from "../../store/types.ts";
import { count } from "../components/count.ts";
import { Moment } from "../components/moment.tsx";
import { VisibleText } from "../components/visible-text.tsx";
import { curlOfRequest } from "../controls/curl.ts";
import { accountPath, withQuery } from "../paths.ts";
import type { ViewRequest, ViewResult, ViewRoute } from "../route.ts";
import { askedIn, Filters, JOURNAL, type JournalFilters, readQuery } from "./journal-filters.tsx";
import { Paste, SendCurl } from "./send-curl.tsx";
import { View } from "./view.tsx";

/** Requests on one page, and requests that one page looks through. */
const PAGE_SIZE = 50;
const LOOKED_THROUGH = 2000;

export const journalView: ViewRoute = { method: "get", path: JOURNAL, show: showJournal };

async function showJournal(visit: ViewRequest): Promise<ViewResult> {
  const asked = askedIn(visit.query);
  const query = { ...asked.filter, ...(asked.isOfAll ? {} : { token: visit.account.token }) };
  const read = readQuery(query);
  const walked =
    "problems" in read
      ? undefined
      : await visit.services.store.walkJournal(read.filter, {
          before: asked.before,
          limit: PAGE_SIZE,
          budget: LOOKED_THROUGH,
        });
  const problems = "problems" in read ? read.problems : [];
  return {
    title: "Journal",
    status: problems.length === 0 ? 200 : 422,
    body: (
      <View name={`journal${visit.query}`}>
        <header>
          <h1>Journal</h1>
          <p class="hint">
            Every request and its answer, with the rule that decided. Tokens are cut short. The newest{" "}
            {visit.services.settings.retention.journal.toLocaleString("en")} of all accounts are kept (setting{" "}
            <code>retention.journal</code>).
          </p>
        </header>
        <Filters visit={visit} asked={asked} problems={problems} />
        {walked !== undefined && <Calls visit={visit} asked={asked} walked={walked} />}
        {problems.length === 0 && (
          <details id="journal-curl" class="curl">
            <summary>The same with curl</summary>
            <Paste>{curlOfRequest(visit, { method: "get", path: "/journal", query })}</Paste>
          </details>
        )}
      </View>
    ),
  };
}

interface CallsProps {
  readonly visit: ViewRequest;
  readonly asked: JournalFilters;
  readonly walked: WalkedCalls;
}

function Calls({ visit, asked, walked }: CallsProps) {
  const { items, looked, older } = walked;
  const { filter, isOfAll, before } = asked;
  const path = accountPath(visit.account.key, JOURNAL);
  const same = { ...filter, of: isOfAll ? "all" : undefined };
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      {before !== undefined && (
        <p class="more">
          <a href={withQuery(path, same)}>Newest requests</a>
        </p>
      )}
      {items.length > 0 && (
        <ol class="calls">
          {items.map((call) => (
            <Row visit={visit} call={call} />
          ))}
        </ol>
      )}
      {items.length === 0 && older === null && (
        <section class="card">
          <h2>{isFiltered ? "No request is like that" : "No request yet"}</h2>
          {isFiltered ? (
            <p>
              {count(looked, "request")} looked through, which is all. <a href={path}>Show all requests</a>
            </p>
          ) : (
            <>
              <p>Whatever calls the API shows up here. For example:</p>
              <SendCurl visit={visit} />
            </>
          )}
        </section>
      )}
      {older !== null && (
        <p class="more">
          <a href={withQuery(path, { ...same, before: String(older) })}>
            {isFiltered ? "Look through older requests" : "Older requests"}
          </a>{" "}
          {isFiltered && <span class="hint">{count(looked, "request")} looked through</span>}
        </p>
      )}
    </>
  );
}

function Row({ visit, call }: { readonly visit: ViewRequest; readonly call: JournalEntry }) {
  const { number, at, method, target, status, breakage, decided, token } = call;
  const { decidedBy } = explanationOf(decided, visit.services.settings);
  const recipient = recipientOf(call);
  return (
    <li id={`call-${number}`}>
      <a class="call" href={accountPath(visit.account.key, `${JOURNAL}/${number}`)}>
        <span class={`status ${status < 400 ? "good" : "bad"}`}>
          <span aria-hidden="true">{status < 400 ? "✓" : "✕"}</span> {status}
        </span>
        <span class="what">
          <strong>{method}</strong> <VisibleText text={redactText(pathOf(target), token)} limit={120} />
          {recipient !== undefined && (
            <span class="hint">
              {" to "}
              <VisibleText text={recipient} limit={30} />
            </span>
          )}
          {breakage !== null && <span class="badge warn">answer lost: {breakage}</span>}
        </span>
        {decided.by === "send" ? (
          <span class="rule-id">passed all checks</span>
        ) : (
          <code class="rule-id">{decidedBy}</code>
        )}
        <Moment at={at} zone={visit.zone} full />
      </a>
    </li>
  );
}

export function pathOf(target: string): string {
  return target.split("?", 1)[0] ?? "";
}

/** As it was written. */
function recipientOf({ fields }: JournalEntry): string | undefined {
  const written = fields?.["MobilePhone"];
  return typeof written === "string" ? written : undefined;
}
