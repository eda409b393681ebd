/** Store in this process's memory: a transaction is a function call. All state is reachable from one root. */
import { type Account, type AccountInput, withInput } from "../domain/account.ts";
import { type ClockChange, type ClockState, moveClock, timeOf } from "../domain/clock.ts";
import type { Contact } from "../domain/contact.ts";
import type { InboundMessage, InboxFilter } from "../domain/inbox.ts";
import type { Message } from "../domain/message.ts";
import { phoneReader } from "../domain/phone.ts";
import type { RecordName, Records } from "../domain/records.ts";
import type { Template } from "../domain/template.ts";
import type { Reads, Rule, Transition } from "../domain/transition.ts";
import type { Fault, FaultCall } from "../faults/fault.ts";
import { type AppliedFault, meetFault } from "../faults/pick.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Draw } from "../runtime/random.ts";
import { applySeed } from "../seed/apply-seed.ts";
import type { Settings } from "../settings.ts";
import type { SeedAccount } from "../types/seed.ts";
import { applyEffect, dropOldest, type EffectContext } from "./apply-effect.ts";
import { beforeTenantChanges, type CapturedState, captureState, takeSnapshot } from "./capture.ts";
import { ConversationIndex } from "./conversations/conversation-index.ts";
import type { Conversations } from "./conversations/types.ts";
import { awaitAll, awaitTenant, emitDue, firstAfter, pushEvent, tenantTime } from "./events.ts";
import { Fifo } from "./fifo.ts";
import type { RecordLists } from "./lists.ts";
import { makeRoom } from "./make-room.ts";
import {
  contactsPage,
  inboxPage,
  journalEntry,
  journalPage,
  messagesPage,
  recordsPage,
  slice,
  walkJournal,
} from "./queries.ts";
import { emptyRoot, type Root, type Tenant, templateOf } from "./root.ts";
import { runDue } from "./run-due.ts";
import { Schedule } from "./schedule.ts";
import { rootFrom, type Snapshot } from "./snapshot.ts";
import type { NewFault, Store } from "./store.ts";
import {
  adoptAll,
  adoptTenant,
  clearJournalOf,
  clearRecordsOf,
  closeTenant,
  evictTenants,
  faultId,
  mayOpen,
  openedAs,
  openTenant,
  ownCopy,
  TOKEN_LENGTH,
  takenIn,
} from "./tenants.ts";
import type {
  ChangeListener,
  JournalEntry,
  JournalQuery,
  MessageQuery,
  Page,
  StoredMessage,
  StoreEvent,
  TakenId,
  Walk,
  WalkedCalls,
} from "./types.ts";
import { viewOf } from "./view.ts";
import { weighCall } from "./weigh.ts";

export interface MemoryStoreOptions {
  readonly settings: Settings;
  /** The machine's clock, beneath the global one. */
  readonly clock: Clock;
  readonly draw: Draw;
  /** Log that gets one line when old messages or accounts begin to be removed. */
  readonly log: (line: string) => void;
  /** Accounts at the start and after a reset, as they were read. */
  readonly seed?: readonly SeedAccount[];
}

/** Characters of a path that an event keeps; paths of endpoints are shorter. */
const PATH_KEPT = 200;

export class MemoryStore implements Store {
  readonly #settings: Settings;
  readonly #clock: Clock;
  readonly #draw: Draw;
  readonly #log: (line: string) => void;
  readonly #listeners = new Set<ChangeListener>();
  readonly #seed: readonly SeedAccount[];
  #root: Root;
  /** Due times of the tenants, by the machine's clock; rebuilt after a change of clocks or of accounts. */
  #schedule: Schedule | undefined;
  #generation = 0;
  /** Events read last, of all accounts: the other subscribers that wait ask for the same range. */
  #lastRead: { readonly range: string; readonly events: readonly StoreEvent[] } = { range: "", events: [] };
  /** True when a subscriber has asked for events. */
  #listening = false;
  /** Reader of phone numbers for conversations; undefined until they are first requested. */
  #readPhone: ReturnType<typeof phoneReader> | undefined;

  constructor({ settings, clock, draw, log, seed = [] }: MemoryStoreOptions) {
    this.#settings = settings;
    this.#clock = clock;
    this.#draw = draw;
    this.#log = log;
    this.#seed = seed;
    this.#root = this.#seeded(seed, clock.now());
  }

  transact<R>(token: string, reads: Reads, rule: Rule<R>): Transition<R> {
    const tenant = this.#root.tenants.get(token);
    if (tenant === undefined) throw new Error("Failed to open the books: the account does not exist.");
    this.#catchUp(tenant);
    const message = reads.message === undefined ? undefined : this.#own(token, reads.message);
    const decision = rule(viewOf(tenant, reads, message));
    const context = this.#context();
    for (const effect of decision.effects) applyEffect(context, tenant, effect);
    if (decision.effects.length > 0) {
      this.#makeRoom(token);
      this.#schedule?.foresee(tenant);
      this.#changed(token);
    }
    return decision;
  }

  now(token?: string): number {
    const base = this.#clock.now();
    const tenant = token === undefined ? undefined : this.#root.tenants.get(token);
    return tenant === undefined ? timeOf(this.#root.clock, base) : tenantTime(this.#root, tenant, base);
  }

  clock(token?: string): ClockState | undefined {
    return token === undefined ? this.#root.clock : this.#root.tenants.get(token)?.clock;
  }

  moveClock(change: ClockChange, token?: string): boolean {
    // Steps due before the clock moves stay due, in whichever direction it moves.
    this.#catchUpAll();
    const base = this.#clock.now();
    if (token === undefined) this.#root.clock = moveClock(this.#root.clock, change, base);
    else {
      const tenant = this.#root.tenants.get(token);
      if (tenant === undefined) return false;
      beforeTenantChanges(this.#root, tenant);
      tenant.clock = moveClock(tenant.clock, change, timeOf(this.#root.clock, base));
    }
    this.#schedule = undefined;
    this.#catchUpAll();
    this.#changedAll();
    return true;
  }

  admit(token: string): Account | undefined {
    const known = this.#root.tenants.get(token);
    if (known !== undefined) {
      beforeTenantChanges(this.#root, known);
      known.usedAt = this.now();
      return known.account;
    }
    if (!mayOpen(token, this.#settings)) return undefined;
    evictTenants(this.#root, this.#settings, this.#log);
    return openTenant(this.#root, this.#settings, ownCopy(token), openedAs(token), this.now()).account;
  }

  account(token: string): Account | undefined {
    return this.#present(token)?.account;
  }

  accounts(): readonly Account[] {
    this.#catchUpAll();
    return Array.from(this.#root.tenants.values(), ({ account }) => account);
  }

  putAccount(token: string, input: AccountInput): Account {
    closeTenant(this.#root, token);
    const { account } = openTenant(this.#root, this.#settings, token, input, this.now());
    this.#changedAll();
    return account;
  }

  patchAccount(token: string, input: AccountInput): Account | undefined {
    const tenant = this.#present(token);
    if (tenant === undefined) return undefined;
    beforeTenantChanges(this.#root, tenant);
    tenant.account = { ...withInput(tenant.account, input), totals: tenant.account.totals };
    this.#changed(token);
    return tenant.account;
  }

  message(id: string): Message | undefined {
    const message = this.#root.messages.get(id);
    if (message !== undefined) this.#present(message.token);
    return message;
  }

  messages(query: MessageQuery): Page<Message> {
    if (query.token === undefined) this.#catchUpAll();
    else this.#present(query.token);
    return messagesPage(this.#root, query);
  }

  history(token: string, from: number, count: number): Page<Message> {
    return slice(this.#present(token)?.messages, from, count);
  }

  messageByNumber(token: string, number: number): Message | undefined {
    const messages = this.#present(token)?.messages;
    const oldest = messages?.at(0);
    return oldest === undefined ? undefined : messages?.at(number - oldest.number);
  }

  inbox(token: string, filter: InboxFilter, from: number, count: number): Page<InboundMessage> {
    return inboxPage(this.#root, token, filter, { from, count });
  }

  contacts(token: string, limit: number): Page<Contact> {
    return contactsPage(this.#root, token, limit);
  }

  conversations(token: string): Conversations | undefined {
    const tenant = this.#present(token);
    if (tenant === undefined) return undefined;
    this.#readPhone ??= phoneReader(this.#settings);
    return (tenant.conversations ??= new ConversationIndex(tenant, this.#root.journal, this.#readPhone));
  }

  lastUsed(limit: number): Page<string> {
    // Accounts used at the same time are listed with the last opened first.
    const tenants = Array.from(this.#root.tenants.values()).toReversed();
    const items = tenants.sort((a, b) => b.usedAt - a.usedAt).slice(0, limit);
    return { items: items.map(({ account }) => account.token), total: tenants.length };
  }

  template(token: string, id: number): Template | undefined {
    const tenant = this.#root.tenants.get(token);
    return tenant === undefined ? undefined : templateOf(tenant, id);
  }

  templates(token: string, from: number, count: number): Page<Template> {
    return slice(this.#root.tenants.get(token)?.lists.templates, from, count);
  }

  records<Name extends RecordName>(
    token: string,
    of: Name,
    range: { readonly from: number; readonly count: number },
    matches?: (record: Records[Name]) => boolean,
  ): Page<Records[Name]> {
    const lists: RecordLists | undefined = this.#present(token)?.lists;
    const list: ReadonlyMap<number, Records[Name]> | undefined = lists?.[of];
    return recordsPage(list, range, matches);
  }

  recordById<Name extends RecordName>(token: string, of: Name, id: number): Records[Name] | undefined {
    const lists: RecordLists | undefined = this.#present(token)?.lists;
    const list: ReadonlyMap<number, Records[Name]> | undefined = lists?.[of];
    return list?.get(id);
  }

  record(entry: Omit<JournalEntry, "number">): void {
    const root = this.#root;
    root.journalled += 1;
    const recorded = { number: root.journalled, ...entry };
    root.journal.push(recorded);
    root.weight += weighCall(recorded);
    if (this.#readPhone !== undefined) this.#conversationsOf(recorded)?.recorded(recorded);
    if (root.journal.size > this.#settings.retention.journal) {
      const gone = root.journal.shift();
      if (gone !== undefined) root.weight -= weighCall(gone);
      if (gone !== undefined && this.#readPhone !== undefined) this.#conversationsOf(gone)?.recordGone(gone);
    }
    this.#makeRoom(entry.token);
    if (this.#listening) {
      const path = ownCopy(entry.target.split("?", 1)[0]?.slice(0, PATH_KEPT) ?? "");
      this.#pushEvent({
        token: entry.token === null ? null : ownCopy(entry.token.slice(0, TOKEN_LENGTH)),
        at: entry.at,
        what: { type: "journal", number: root.journalled, path, status: entry.status },
      });
    }
    this.#changed(entry.token);
  }

  journal(query: JournalQuery): Page<JournalEntry> {
    return journalPage(this.#root, this.#settings, query);
  }

  walkJournal(filter: Omit<JournalQuery, "limit">, walk: Walk): WalkedCalls {
    return walkJournal(this.#root, this.#settings, filter, walk);
  }

  journalEntry(number: number): JournalEntry | undefined {
    return journalEntry(this.#root, number);
  }

  clearJournal(token?: string): void {
    if (token === undefined) {
      this.#root.journal = new Fifo();
      for (const tenant of this.#root.tenants.values()) tenant.conversations = null;
    } else clearJournalOf(this.#root, token);
    this.#changedAll();
  }

  addFault(fault: NewFault): Fault {
    this.#root.faultsAdded += 1;
    const added = { id: faultId(this.#root.faultsAdded), ...fault };
    this.#root.faults.set(added.id, added);
    this.#changedAll();
    return added;
  }

  faults(token?: string): readonly Fault[] {
    return Array.from(this.#root.faults.values()).filter(
      ({ match }) => token === undefined || match.token === token,
    );
  }

  hasFaults(): boolean {
    return this.#root.faults.size > 0;
  }

  removeFault(id: string): boolean {
    const known = this.#root.faults.delete(id);
    this.#changedAll();
    return known;
  }

  clearFaults(token?: string): void {
    for (const { id } of this.faults(token)) this.#root.faults.delete(id);
    this.#changedAll();
  }

  meetFault(call: FaultCall, when: Fault["when"]): AppliedFault | undefined {
    return meetFault(this.#root, this.#draw, call, when);
  }

  get isListening(): boolean {
    return this.#listening;
  }

  listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.#awaitSteps();
  }

  events(after: number, token: string | undefined, limit: number): readonly StoreEvent[] {
    this.#catchUpAll();
    const { lastEvent } = this.#root;
    const range = `${after} ${lastEvent} ${limit}`;
    if (token === undefined && this.#lastRead.range === range) return this.#lastRead.events;
    const found: StoreEvent[] = [];
    for (let index = firstAfter(this.#root.events, after); found.length < limit; index++) {
      const event = this.#root.events.at(index);
      if (event === undefined) break;
      if (token === undefined || event.token === token) found.push(event);
    }
    if (token === undefined) this.#lastRead = { range, events: found };
    return found;
  }

  eventRange(): { readonly oldest: number; readonly newest: number } {
    return { oldest: this.#root.events.at(0)?.id ?? this.#root.lastEvent + 1, newest: this.#root.lastEvent };
  }

  get generation(): number {
    return this.#generation;
  }

  onChange(listener: ChangeListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  catchUp(): void {
    this.#catchUpAll();
  }

  untilNextDue(): number | undefined {
    this.#catchUpAll();
    const at = this.#schedule?.next;
    return at === undefined ? undefined : Math.max(0, at - this.#clock.now());
  }

  reset(token?: string): void {
    if (token === undefined) {
      this.#root = { ...this.#seeded(this.#seed, this.#clock.now()), lastEvent: this.#root.lastEvent };
      if (this.#listening) this.#awaitSteps();
    } else this.#resetOne(token);
    this.#changedAll();
  }

  plant(accounts: readonly SeedAccount[]): readonly Account[] | TakenId {
    const from = this.#seeded(accounts, this.now());
    const taken = takenIn(this.#root, from);
    if (taken !== undefined) return taken;
    this.#adopt(from);
    this.#changedAll();
    return Array.from(from.tenants.values(), ({ account }) => account);
  }

  snapshot(token?: string): Snapshot {
    this.#catchUpAll();
    return takeSnapshot(this.#root, token);
  }

  capture(): CapturedState {
    this.#catchUpAll();
    return captureState(this.#root);
  }

  restore(snapshot: Snapshot, token?: string): void {
    const restored = rootFrom(snapshot);
    if (token === undefined)
      this.#root = { ...restored, lastEvent: Math.max(restored.lastEvent, this.#root.lastEvent) };
    else adoptTenant(this.#root, restored, token);
    this.#makeRoom(null);
    if (this.#listening) this.#awaitSteps(token);
    this.#changedAll();
  }

  /**
   * Resets an account: one made by a call returns to how it was made, one of the seed to the seed, even if missing; one
   * created at first use is removed until it is used.
   */
  #resetOne(token: string): void {
    const { opened, seed: own } = this.#root.tenants.get(token) ?? { opened: null, seed: null };
    const seed = own ?? (opened === null ? this.#seed.find((account) => account.token === token) : null);
    closeTenant(this.#root, token);
    clearRecordsOf(this.#root, token);
    if (seed) this.#adopt(this.#seeded([seed], this.now()));
    else if (opened) openTenant(this.#root, this.#settings, token, opened, this.now());
  }

  /** @param start milliseconds since 1970 that the seed's times are counted back from */
  #seeded(accounts: readonly SeedAccount[], start: number): Root {
    if (accounts.length === 0) return emptyRoot();
    return applySeed(accounts, { settings: this.#settings, draw: this.#draw, log: this.#log, start });
  }

  #adopt(from: Root): void {
    adoptAll(this.#root, from);
    while (this.#root.messages.size > this.#settings.retention.messages) dropOldest(this.#context());
    this.#makeRoom(null);
    if (this.#listening) for (const token of from.tenants.keys()) this.#awaitSteps(token);
  }

  #own(token: string, id: string): StoredMessage | undefined {
    const message = this.#root.messages.get(id);
    return message?.token === token ? message : undefined;
  }

  #context(): EffectContext {
    return { root: this.#root, settings: this.#settings, log: this.#log, listening: this.#listening };
  }

  /** @param busy token of the account whose call is under way */
  #makeRoom(busy: string | null): void {
    const { bytes } = this.#settings.retention;
    if (this.#root.weight > bytes) makeRoom(this.#root, bytes, busy, this.#log);
  }

  #pushEvent(event: Omit<StoreEvent, "id">): void {
    pushEvent(this.#root, this.#settings.retention.events, event);
  }

  #awaitSteps(token?: string): void {
    this.#schedule = undefined;
    const base = this.#clock.now();
    if (token === undefined) awaitAll(this.#root, base);
    else {
      const tenant = this.#root.tenants.get(token);
      if (tenant !== undefined) awaitTenant(this.#root, tenant, base);
    }
  }

  #conversationsOf({ token }: JournalEntry): ConversationIndex | null | undefined {
    return token === null ? undefined : this.#root.tenants.get(token)?.conversations;
  }

  /** The account with all due steps applied. */
  #present(token: string): Tenant | undefined {
    const tenant = this.#root.tenants.get(token);
    if (tenant !== undefined) this.#catchUp(tenant);
    return tenant;
  }

  /** Catches up only the accounts that have something due, since there may be thousands. */
  #catchUpAll(): void {
    this.#schedule ??= new Schedule(this.#root);
    const now = this.#clock.now();
    for (let tenant = this.#schedule.take(now); tenant !== undefined; tenant = this.#schedule.take(now)) {
      this.#catchUp(tenant);
      this.#schedule?.foresee(tenant);
    }
  }

  /** Applies and emits what has fallen due, before anything newer, so that events stay in order of time. */
  #catchUp(tenant: Tenant): void {
    const { due, pending } = tenant;
    const next = Math.min(due.peek()?.at ?? Infinity, pending.peek()?.at ?? Infinity);
    if (next === Infinity) return;
    const { lastEvent } = this.#root;
    const now = tenantTime(this.#root, tenant, this.#clock.now());
    if (next > now) return;
    const hasRun = runDue(this.#context(), tenant, this.#draw, now);
    emitDue(this.#root, tenant, now, this.#settings.retention.events);
    this.#schedule?.foresee(tenant);
    if (hasRun || this.#root.lastEvent !== lastEvent) this.#changed(tenant.account.token);
  }

  /** @param token of the account concerned; null for none, undefined for all */
  #changed(token: string | null | undefined): void {
    for (const listener of this.#listeners) listener(token);
  }

  /** Reports a move or a replacement, which no events describe. */
  #changedAll(): void {
    this.#schedule = undefined;
    this.#generation += 1;
    this.#lastRead = { range: "", events: [] };
    this.#changed(undefined);
  }
}
