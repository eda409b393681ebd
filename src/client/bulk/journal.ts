/** Steps of a run, written down so that another run can go on after it. */

/**
 * One step of one item, plain data. Holds neither text nor number: the list is given again on resuming.
 *
 * - `sending`: its request may leave from now on
 * - `accepted`, `refused`: it has ended so, for good
 * - `postponed`: it was surely not sent, for a reason that may pass; a later run tries again
 * - `unknown`: it may or may not have been sent; it is never sent again
 */
export interface JournalEntry {
  readonly key: string;
  readonly state: "accepted" | "postponed" | "refused" | "sending" | "unknown";
  /** Milliseconds since 1970. */
  readonly at: number;
  /** 32 bits of the recipient and content, to tell when another list is given; in `sending` entries. */
  readonly digest?: string | undefined;
  /** Id of an `accepted` entry; undefined when the answer was lost. */
  readonly id?: string | undefined;
  /** HTTP status of a `refused` entry. */
  readonly status?: number | undefined;
  /** Vendor's code of a `refused` entry; undefined when the answer had none. */
  readonly code?: number | undefined;
  /** Parameters that the API refused, in a `refused` entry. */
  readonly fields?: readonly string[] | undefined;
}

/**
 * Store of a run's steps: a file (`fileJournal` of `protexting-toolkit/node`), a table, a stream. Two runs must
 * never use one at the same time.
 */
export interface Journal {
  /** All entries; those of one key in the order in which they were appended. */
  read(): Entries | Promise<Entries>;
  /**
   * Resolves once the entry would survive a crash; nothing is sent earlier. Called for other keys meanwhile.
   */
  append(entry: JournalEntry): Promise<void>;
}

type Entries = AsyncIterable<JournalEntry> | Iterable<JournalEntry>;

/** One item as the journal knows it. */
export interface JournaledItem {
  readonly digest: string;
  readonly state: JournalEntry["state"];
  readonly id: string | undefined;
  readonly status: number | undefined;
  readonly code: number | undefined;
  readonly fields: readonly string[];
  /** When its last request may have left, and by when it had ended; undefined when the journal does not tell. */
  readonly startedAt: number;
  readonly endedAt: number | undefined;
}

/** @throws Error that names the entry that is not valid */
export async function readJournal(journal: Journal): Promise<Map<string, JournaledItem>> {
  const noted = new Map<string, JournaledItem>();
  let count = 0;
  for await (const value of await journal.read()) {
    const entry = readEntry(value);
    count++;
    if (entry === undefined) throw new Error(`entry ${count} is none`);
    const { key, state, at, id, status, code, fields = [] } = entry;
    const sending = noted.get(key);
    const digest = state === "sending" ? entry.digest : sending?.digest;
    if (digest === undefined) throw new Error(`entry ${count} ends what never began`);
    const [startedAt, endedAt] = state === "sending" ? [at, undefined] : [sending?.startedAt ?? at, at];
    noted.set(key, { digest, state, id, status, code, fields, startedAt, endedAt });
  }
  return noted;
}

const states: ReadonlySet<unknown> = new Set([
  "accepted",
  "postponed",
  "refused",
  "sending",
  "unknown",
] satisfies readonly JournalEntry["state"][]);

/** @returns undefined for what is no entry */
export function readEntry(value: unknown): JournalEntry | undefined {
  return isEntry(value) ? value : undefined;
}

function isEntry(value: unknown): value is JournalEntry {
  if (typeof value !== "object" || value === null) return false;
  const is = (name: string, type: string, needed = false) => {
    const found: unknown = Reflect.get(value, name);
    return found === undefined ? !needed : typeof found === type;
  };
  const fields: unknown = Reflect.get(value, "fields");
  return (
    is("key", "string", true) &&
    states.has(Reflect.get(value, "state")) &&
    is("at", "number", true) &&
    is("digest", "string") &&
    is("id", "string") &&
    is("status", "number") &&
    is("code", "number") &&
    (fields === undefined || (Array.isArray(fields) && fields.every((name) => typeof name === "string")))
  );
}
