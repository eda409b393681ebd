/** The account's requests, the newest first, by the filters of the control API's journal. */
import { endpoints } from "../../../protocol/endpoints.ts";
import { ledgerEntries } from "../../../protocol/evidence/ledger.ts";
import { ProblemError } from "../../control/problem.ts";
import { redactText } from "../../control/redact.ts";
import { check, journalQuery } from "../../control/schemas.ts";
import { explanationOf } from "../../domain/decided.ts";
import type { JournalEntry, WalkedCalls } from "../../store/store.ts";
import { count } from "../components/count.ts";
import { Moment } from "../components/moment.tsx";
import { VisibleText } from "../components/visible-text.tsx";
import { curlOfWish } from "../levers/curl.ts";
import { accountPath, withQuery } from "../paths.ts";
import type { Shown, ViewRoute, Visit } from "../route.ts";
import { Paste, SendCurl } from "./send-curl.tsx";

export const JOURNAL = "/journal";

/** Requests on one page, and requests that one page looks through. */
const PAGE_SIZE = 50;
const LOOKED_THROUGH = 2000;

export const journalView: ViewRoute = { method: "get", path: JOURNAL, show: showJournal };

const FILTERS = ["path", "status", "rule"] as const;

interface Asked {
  readonly filter: Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;
  /** Also those of other accounts, and of nobody. */
  readonly isOfAll: boolean;
  readonly before: number | undefined;
}

async function showJournal(visit: Visit): Promise<Shown> {
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
      <div class="view">
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
            <Paste>{curlOfWish(visit, { method: "get", path: "/journal", query })}</Paste>
          </details>
        )}
      </div>
    ),
  };
}

type FieldProblem = { readonly field: string; readonly message: string };

/** By the control API's own rules. */
function readQuery(
  query: Readonly<Record<string, string>>,
):
  | { readonly filter: Omit<Parameters<Visit["services"]["store"]["journal"]>[0], "limit"> }
  | { readonly problems: readonly FieldProblem[] } {
  try {
    return { filter: check(journalQuery, query, "query") };
  } catch (error) {
    if (error instanceof ProblemError) return { problems: error.problem.errors ?? [] };
    throw error;
  }
}

function askedIn(query: URLSearchParams): Asked {
  const given = FILTERS.flatMap((name) => {
    const value = query.get(name)?.trim() ?? "";
    return value === "" ? [] : [[name, value] as const];
  });
  const before = query.get("before") ?? "";
  return {
    filter: Object.fromEntries(given),
    isOfAll: query.get("of") === "all",
    before: /^\d{1,15}$/.test(before) ? Number(before) : undefined,
  };
}

interface FiltersProps {
  readonly visit: Visit;
  readonly asked: Asked;
  readonly problems: readonly FieldProblem[];
}

const LABELS = { path: "Path", status: "Status", rule: "Rule that decided" } as const;

function Filters({ visit, asked, problems }: FiltersProps) {
  const path = accountPath(visit.account.key, JOURNAL);
  return (
    <form class="filters" method="get" action={path} aria-label="Filters">
      {FILTERS.map((name) => {
        const wrong = problems.filter(({ field }) => field === name).map(({ message }) => message);
        const id = `journal-${name}`;
        return (
          <div class="field">
            <label for={id}>{LABELS[name]}</label>
            <input
              id={id}
              name={name}
              type="text"
              value={asked.filter[name] ?? ""}
              list={name === "status" ? undefined : `${id}-known`}
              inputmode={name === "status" ? "numeric" : undefined}
              autocomplete="off"
              spellcheck={false}
              aria-invalid={wrong.length > 0 ? "true" : undefined}
              aria-describedby={wrong.length > 0 ? `${id}-problem` : undefined}
            />
            {wrong.length > 0 && (
              <p id={`${id}-problem`} class="error" role="alert">
                {wrong.join("; ")}
              </p>
            )}
          </div>
        );
      })}
      <div class="field">
        <label for="journal-of">Of</label>
        <select id="journal-of" name="of">
          <option value="">this account</option>
          <option value="all" selected={asked.isOfAll}>
            all, and of nobody
          </option>
        </select>
      </div>
      <button type="submit">Filter</button>
      <datalist id="journal-path-known">
        {endpoints.map((endpoint) => (
          <option value={endpoint.path} />
        ))}
      </datalist>
      <datalist id="journal-rule-known">
        {ledgerEntries().map(({ id }) => (
          <option value={id} />
        ))}
      </datalist>
    </form>
  );
}

interface CallsProps {
  readonly visit: Visit;
  readonly asked: Asked;
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

function Row({ visit, call }: { readonly visit: Visit; readonly call: JournalEntry }) {
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
        <code class="rule-id">{decidedBy}</code>
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
