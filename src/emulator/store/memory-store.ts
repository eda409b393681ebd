/**
 * The books in this process's memory: a transaction is a function call. All state hangs from one root, so a
 * reset replaces it whole and nothing can escape.
 */
import type { Account, AccountInput, Totals } from "../domain/account.ts";
import { openAccount, withInput } from "../domain/account.ts";
import type { Decision, Effect, Reads, Rule } from "../domain/decision.ts";
import type { Message } from "../domain/message.ts";
import type { RecentSend } from "../domain/recipient-rate.ts";
import type { Settings } from "../settings.ts";
import { Fifo } from "./fifo.ts";
import type { JournalEntry, MessageQuery, Page, Store } from "./store.ts";

/** Recipients whose windows are looked through before the ones that have ended are let go. */
const WINDOWS_BEFORE_SWEEP = 1024;
/** Share of the accounts that go at once when there are too many, so that it is not done at every request. */
const EVICTED_SHARE = 0.01;

/** The token printed in the vendor's examples; every curl of its pages works as pasted. */
const SAMPLE_TOKEN = "your_access_token";

/** The account as the store alone may change it, in place: rules only ever see it for the length of a call. */
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Books = Mutable<Omit<Account, "totals">> & { readonly totals: Mutable<Totals> };

interface Tenant {
  account: Books;
  /** Oldest first. */
  readonly messages: Fifo<Message>;
  /** Recent sends by recipient. */
  readonly windows: Map<string, readonly RecentSend[]>;
  sweepAt: number;
  /** Created at first use, not by anybody's wish. */
  readonly automatic: boolean;
  usedAt: number;
}

interface Root {
  readonly tenants: Map<string, Tenant>;
  automaticTenants: number;
  readonly messages: Map<string, Message>;
  /** All messages, oldest first; one whose account has gone is no longer in `messages`. */
  readonly order: Fifo<Message>;
  readonly journal: Fifo<JournalEntry>;
  saidDropping: boolean;
  saidEvicting: boolean;
}

function emptyRoot(): Root {
  return {
    tenants: new Map(),
    automaticTenants: 0,
    messages: new Map(),
    order: new Fifo(),
    journal: new Fifo(),
    saidDropping: false,
    saidEvicting: false,
  };
}

function booksOf(account: Account): Books {
  return { ...account, totals: { ...account.totals } };
}

export class MemoryStore implements Store {
  readonly #settings: Settings;
  readonly #log: (line: string) => void;
  #root = emptyRoot();

  /** @param log told once when old messages or accounts begin to go */
  constructor(settings: Settings, log: (line: string) => void) {
    this.#settings = settings;
    this.#log = log;
  }

  transact<R>(token: string, { recipient }: Reads, rule: Rule<R>): Decision<R> {
    const tenant = this.#root.tenants.get(token);
    if (tenant === undefined) throw new Error("Failed to open the books: the account does not exist.");
    const recentSends = recipient === undefined ? [] : (tenant.windows.get(recipient) ?? []);
    const decision = rule({ account: tenant.account, recentSends });
    for (const effect of decision.effects) this.#apply(tenant, effect);
    return decision;
  }

  admit(token: string, now: number): Account | undefined {
    const known = this.#root.tenants.get(token);
    if (known !== undefined) {
      known.usedAt = now;
      return known.account;
    }
    const { prefix } = this.#settings.tenants;
    const automatic = prefix !== "" && token.startsWith(prefix);
    if (!automatic && token !== SAMPLE_TOKEN) return undefined;
    if (automatic) this.#makeRoom();
    return this.#open(openAccount(token, this.#settings), automatic, now).account;
  }

  account(token: string): Account | undefined {
    return this.#root.tenants.get(token)?.account;
  }

  accounts(): readonly Account[] {
    return Array.from(this.#root.tenants.values(), ({ account }) => account);
  }

  putAccount(account: Account, now: number): void {
    this.#close(account.token);
    this.#open(account, false, now);
  }

  patchAccount(token: string, input: AccountInput): Account | undefined {
    const tenant = this.#root.tenants.get(token);
    if (tenant === undefined) return undefined;
    tenant.account = booksOf(withInput(tenant.account, input));
    return tenant.account;
  }

  message(token: string, id: string): Message | undefined {
    const message = this.#root.messages.get(id);
    return message?.token === token ? message : undefined;
  }

  anyMessage(id: string): Message | undefined {
    return this.#root.messages.get(id);
  }

  messages({ token, recipient, contains, limit }: MessageQuery): Page<Message> {
    const source = token === undefined ? this.#root.order : this.#root.tenants.get(token)?.messages;
    const items: Message[] = [];
    let total = 0;
    for (const message of source?.newestFirst() ?? []) {
      if (this.#root.messages.get(message.id) !== message) continue;
      if (recipient !== undefined && message.recipient !== recipient) continue;
      if (contains !== undefined && !message.text.includes(contains)) continue;
      total++;
      if (items.length < limit) items.push(message);
    }
    return { items, total };
  }

  record(entry: JournalEntry): void {
    const { journal } = this.#root;
    journal.push(entry);
    if (journal.size > this.#settings.retention.journal) journal.shift();
  }

  journal({
    token,
    limit,
  }: {
    readonly token?: string | undefined;
    readonly limit: number;
  }): Page<JournalEntry> {
    const items: JournalEntry[] = [];
    let total = 0;
    for (const entry of this.#root.journal.newestFirst()) {
      if (token !== undefined && entry.token !== token) continue;
      total++;
      if (items.length < limit) items.push(entry);
    }
    return { items, total };
  }

  reset(): void {
    this.#root = emptyRoot();
  }

  #apply(tenant: Tenant, effect: Effect): void {
    const { account } = tenant;
    switch (effect.kind) {
      case "bucket":
        account.bucket = effect.bucket;
        break;
      case "charge":
        account.credits -= effect.credits;
        account.totals.creditsCharged += effect.credits;
        break;
      case "sender-cursor":
        account.senderCursor = effect.cursor;
        break;
      case "recent-sends":
        this.#remember(tenant, effect.recipient, effect.sends);
        break;
      case "append":
        this.#append(tenant, effect.message);
        break;
    }
  }

  #append(tenant: Tenant, message: Message): void {
    tenant.account.totals.messages += 1;
    tenant.account.totals.parts += message.facts.parts;
    tenant.messages.push(message);
    this.#root.order.push(message);
    this.#root.messages.set(message.id, message);
    if (this.#root.order.size > this.#settings.retention.messages) this.#dropOldest();
  }

  #dropOldest(): void {
    const oldest = this.#root.order.shift();
    // A message whose account has gone went with it.
    if (oldest === undefined || this.#root.messages.get(oldest.id) !== oldest) return;
    this.#root.messages.delete(oldest.id);
    this.#root.tenants.get(oldest.token)?.messages.shift();
    if (this.#root.saidDropping) return;
    this.#root.saidDropping = true;
    this.#log(
      `More than ${this.#settings.retention.messages} messages: the oldest are dropped from now on, totals stay true (setting retention.messages).`,
    );
  }

  /** Keeps a recipient's window, and now and then lets go of those whose sends no longer count. */
  #remember(tenant: Tenant, recipient: string, sends: readonly RecentSend[]): void {
    const { windows, account } = tenant;
    windows.set(recipient, sends);
    if (windows.size < tenant.sweepAt) return;
    const newest = sends.at(-1)?.at ?? 0;
    const windowMs = (account.limits.perRecipient?.windowSeconds ?? 0) * 1000;
    for (const [other, kept] of windows) {
      if ((kept.at(-1)?.at ?? 0) <= newest - windowMs) windows.delete(other);
    }
    tenant.sweepAt = Math.max(WINDOWS_BEFORE_SWEEP, windows.size * 2);
  }

  #open(account: Account, automatic: boolean, now: number): Tenant {
    const tenant: Tenant = {
      account: booksOf(account),
      messages: new Fifo(),
      windows: new Map(),
      sweepAt: WINDOWS_BEFORE_SWEEP,
      automatic,
      usedAt: now,
    };
    this.#root.tenants.set(account.token, tenant);
    if (automatic) this.#root.automaticTenants++;
    return tenant;
  }

  #close(token: string): void {
    const tenant = this.#root.tenants.get(token);
    if (tenant === undefined) return;
    for (const message of tenant.messages.newestFirst()) this.#root.messages.delete(message.id);
    this.#root.tenants.delete(token);
    if (tenant.automatic) this.#root.automaticTenants--;
  }

  #makeRoom(): void {
    const { limit } = this.#settings.tenants;
    if (this.#root.automaticTenants < limit) return;
    const longestUnused = Array.from(this.#root.tenants.values())
      .filter((tenant) => tenant.automatic)
      .sort((a, b) => a.usedAt - b.usedAt)
      .slice(0, Math.max(1, Math.ceil(limit * EVICTED_SHARE)));
    for (const { account } of longestUnused) this.#close(account.token);
    if (this.#root.saidEvicting) return;
    this.#root.saidEvicting = true;
    this.#log(
      `More than ${limit} accounts created at first use: the longest unused go from now on (setting tenants.limit).`,
    );
  }
}
