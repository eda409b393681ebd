/** Filters of the journal: those of the control API, as a form. */
import { endpoints } from "../../../protocol/endpoints.ts";
import { ledgerEntries } from "../../../protocol/evidence/ledger.ts";
import { ProblemError } from "../../control/problem.ts";
import { check, journalQuery } from "../../control/schemas.ts";
import { accountPath } from "../paths.ts";
import type { ViewRequest } from "../route.ts";

export const JOURNAL = "/journal";

const FILTERS = ["path", "status", "rule"] as const;

export interface JournalFilters {
  readonly filter: Readonly<Partial<Record<(typeof FILTERS)[number], string>>>;
  /** True to include requests of other accounts and without one. */
  readonly isOfAll: boolean;
  readonly before: number | undefined;
}

export type FieldProblem = { readonly field: string; readonly message: string };

/** Reads the query by the control API's own rules. */
export function readQuery(
  query: Readonly<Record<string, string>>,
):
  | { readonly filter: Omit<Parameters<ViewRequest["services"]["store"]["journal"]>[0], "limit"> }
  | { readonly problems: readonly FieldProblem[] } {
  try {
    return { filter: check(journalQuery, query, "query") };
  } catch (error) {
    if (error instanceof ProblemError) return { problems: error.problem.errors ?? [] };
    throw error;
  }
}

export function askedIn(query: URLSearchParams): JournalFilters {
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
  readonly visit: ViewRequest;
  readonly asked: JournalFilters;
  readonly problems: readonly FieldProblem[];
}

const LABELS = { path: "Path", status: "Status", rule: "Rule that decided" } as const;

export function Filters({ visit, asked, problems }: FiltersProps) {
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
