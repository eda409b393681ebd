/**
 * The state as it was at one moment, read while the books go on. Lists are held as they were then, which costs a copy
 * of references; an account and a message, which change in place, are copied just before their first change.
 */
import { entriesOf, listNames } from "./collections.ts";
import type { ListEntries } from "./lists.ts";
import type { Root, Tenant } from "./root.ts";
import type { Snapshot, TenantFields } from "./snapshot.ts";
import { type RecordValues, SnapshotBuilder, type StateRecord } from "./state-record.ts";
import type { StoredMessage } from "./types.ts";
import { UNWEIGHED } from "./weigh.ts";

/** Those under way, by the root that they read. */
const underWay = new WeakMap<Root, Set<Capture>>();

export interface CapturedState {
  /** Each record is true until the caller lets anything else run. */
  records(): Iterable<StateRecord>;
  /** Lets go of what is kept for the reader. */
  end(): void;
}

export function captureState(root: Root): CapturedState {
  const capture = new Capture(root);
  const others = underWay.get(root) ?? new Set();
  underWay.set(root, others.add(capture));
  return { records: () => capture.records(), end: () => void others.delete(capture) };
}

/** To be called before anything of an account but its messages changes in place. */
export function beforeTenantChanges(root: Root, tenant: Tenant): void {
  underWay.get(root)?.forEach((capture) => capture.beforeTenantChanges(tenant));
}

/** To be called before a message changes in place or is no longer kept. */
export function beforeMessageChanges(root: Root, message: StoredMessage): void {
  underWay.get(root)?.forEach((capture) => capture.beforeMessageChanges(message));
}

/** @param token takes only what is that account's */
export function takeSnapshot(root: Root, token?: string): Snapshot {
  const builder = new SnapshotBuilder();
  for (const record of new Capture(root, token).records()) builder.add(record);
  return structuredClone(builder.snapshot());
}

class Capture {
  readonly #fields: RecordValues["root"];
  readonly #tenants: readonly Tenant[];
  readonly #order: readonly (StoredMessage | undefined)[];
  readonly #live: Root["messages"];
  readonly #faults: readonly RecordValues["fault"][];
  readonly #journal: readonly (RecordValues["call"] | undefined)[];
  readonly #events: readonly (RecordValues["event"] | undefined)[];
  readonly #own: (owner: string | null | undefined) => boolean;
  /** Accounts that were not read yet, nor changed. */
  readonly #unread: Set<Tenant>;
  readonly #tenantsBefore = new Map<Tenant, TenantCopy>();
  readonly #messagesBefore = new Map<StoredMessage, StoredMessage>();

  /** @param token reads only what is that account's */
  constructor(root: Root, token?: string) {
    const { tenants, messages, order, faults, journal, events, ...fields } = root;
    // The weight is that of all accounts; the part is weighed where it is put back.
    this.#fields = token === undefined ? fields : { ...fields, weight: UNWEIGHED };
    this.#tenants = [...tenants.values()];
    this.#unread = new Set(this.#tenants);
    this.#order = order.slots();
    this.#live = messages;
    this.#faults = [...faults];
    this.#journal = journal.slots();
    this.#events = events.slots();
    this.#own = (owner) => token === undefined || owner === token;
  }

  beforeTenantChanges(tenant: Tenant): void {
    if (this.#unread.delete(tenant)) this.#tenantsBefore.set(tenant, copyOf(tenant));
  }

  beforeMessageChanges(message: StoredMessage): void {
    if (!this.#messagesBefore.has(message)) this.#messagesBefore.set(message, { ...message });
  }

  *records(): Generator<StateRecord, void, undefined> {
    yield { kind: "root", value: this.#fields };
    for (const tenant of this.#tenants)
      if (this.#own(tenant.account.token)) yield* this.#tenantRecords(tenant);
    for (const message of this.#order) {
      if (message === undefined) continue;
      // A message whose account has gone stays in the order for a while.
      const isLive = this.#live.get(message.id) === message;
      const value = this.#messagesBefore.get(message) ?? (isLive ? message : undefined);
      if (value !== undefined && this.#own(value.token)) yield { kind: "message", value };
    }
    for (const value of this.#faults) if (this.#own(value[1].match.token)) yield { kind: "fault", value };
    for (const value of this.#journal)
      if (value !== undefined && this.#own(value.token)) yield { kind: "call", value };
    for (const value of this.#events)
      if (value !== undefined && this.#own(value.token)) yield { kind: "event", value };
  }

  *#tenantRecords(tenant: Tenant): Generator<StateRecord, void, undefined> {
    this.#unread.delete(tenant);
    const data = this.#tenantsBefore.get(tenant) ?? copyOf(tenant);
    this.#tenantsBefore.delete(tenant);
    const { lists, ...account } = data;
    yield { kind: "account", value: account };
    for (const kind of listNames) for (const value of lists[kind]) yield { kind, value };
  }
}

/** A copy that shares only what never changes in place. */
function copyOf(tenant: Tenant): TenantCopy {
  const {
    messages: _messages,
    saidDropping: _saidDropping,
    due: _due,
    pending: _pending,
    conversations: _conversations,
    account,
    lists,
    ...rest
  } = tenant;
  return { ...rest, account: { ...account, totals: { ...account.totals } }, lists: entriesOf(lists) };
}

interface TenantCopy extends TenantFields {
  readonly lists: ListEntries;
}
