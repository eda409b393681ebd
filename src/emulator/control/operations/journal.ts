import { matchesJournal } from "../../store/queries.ts";
import type { JournalInput, TenantInput, WaitForJournalInput } from "../../types/inputs.ts";
import type { JournalView } from "../../types/views.ts";
import type { List } from "../list.ts";
import { check, journalQuery, tenant, waitForJournal } from "../schemas.ts";
import { type OperationServices, unmatched } from "../services.ts";
import { journalView } from "../views.ts";
import { itemsOf, watcher } from "../watch.ts";

export interface JournalOperations {
  /** Newest first; tokens are redacted. */
  list(input?: JournalInput): Promise<List<JournalView>>;
  /**
   * The newest that matches, as soon as there is one.
   * @throws ProblemError 408 at the deadline, 503 when the emulator closes
   * @throws the signal's reason when it fires
   */
  waitFor(input?: WaitForJournalInput, signal?: AbortSignal): Promise<JournalView>;
  clear(input?: TenantInput): Promise<void>;
}

export function journalOperations({ store, settings, wakeUp }: OperationServices): JournalOperations {
  const watch = watcher({ store, wakeUp }, (what) =>
    what.type === "journal" ? store.journalEntry(what.number) : undefined,
  );
  return {
    async list(input = {}) {
      const { items, total } = await store.journal(check(journalQuery, input, "query"));
      return { items: items.map((entry) => journalView(entry, settings)), total };
    },
    async waitFor(input = {}, signal) {
      const { timeoutMs, after = 0, ...filter } = check(waitForJournal, input, "query");
      const found = await watch(
        {
          all: () => itemsOf(store.journal({ ...filter, limit: 1 })),
          matches: (entry) => entry.number > after && matchesJournal(entry, settings, filter),
        },
        { timeoutMs, token: filter.token, signal },
      );
      if (found === undefined) throw unmatched("request", timeoutMs, wakeUp.ending, signal);
      return journalView(found, settings);
    },
    async clear(input = {}) {
      await store.clearJournal(check(tenant, input, "query").token);
    },
  };
}
