/**
 * The boundary between the rules and where state lives. A rule is a pure function of what it reads; the store
 * runs it atomically on one account and applies the effects it returns, all or none.
 *
 * The memory store is a function call. A networked store can run the same rule in a compare-and-set loop, since
 * a rule may be run again without harm.
 */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { Account, AccountInput } from "../domain/account.ts";
import type { Cause } from "../domain/cause.ts";
import type { ClockChange, ClockState } from "../domain/clock.ts";
import type { Contact, OptOut } from "../domain/contact.ts";
import type { InboundMessage, InboxFilter } from "../domain/inbox.ts";
import type { Message } from "../domain/message.ts";
import type { Template } from "../domain/template.ts";
import type { Reads, Rule, Transition } from "../domain/transition.ts";
import type { Fault, FaultCall } from "../faults/fault.ts";
import type { TransportFault } from "../http/transport-fault.ts";
import type { SeedAccount } from "../seed/data.ts";
import type { CapturedState } from "./capture.ts";
import type { Snapshot } from "./snapshot.ts";
import type { Threads } from "./threads/thread.ts";

export type MaybePromise<T> = T | Promise<T>;

export interface MessageQuery {
  readonly token?: string | undefined;
  /** Digits. */
  readonly recipient?: string | undefined;
  /** Part of the text, as written. */
  readonly contains?: string | undefined;
  readonly limit: number;
}

export interface JournalQuery {
  readonly token?: string | undefined;
  readonly path?: string | undefined;
  readonly status?: number | undefined;
  /** Id of the rule that decided. */
  readonly rule?: string | undefined;
  readonly limit: number;
}

/** Where a walk through the journal begins, and how far it goes. */
export interface Walk {
  /** Number before which it begins; at the newest when left out. */
  readonly before?: number | undefined;
  /** Entries that are wanted, and entries that may be looked at for them. */
  readonly limit: number;
  readonly budget: number;
}

export interface WalkedCalls {
  /** Newest first. */
  readonly items: readonly JournalEntry[];
  readonly looked: number;
  /** Number before which it goes on; null at the end. */
  readonly older: number | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** How many match and are still kept. */
  readonly total: number;
}

/** One request and its answer, as the journal keeps them; the token is redacted where it is shown. */
export interface JournalEntry {
  /** Counted over all accounts. */
  readonly number: number;
  readonly at: number;
  readonly token: string | null;
  readonly method: string;
  readonly target: string;
  /** The body's fields, once an action has read them. */
  readonly fields: Readonly<Record<string, unknown>> | null;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  readonly decided: Cause;
  /** Status of what the checks and the books decided; null where a fault ended the call before them. */
  readonly booksStatus: number | null;
  /** What became of the answer on its way; null where it arrived whole. */
  readonly breakage: TransportFault["kind"] | null;
  /** Id of the fault that met it. */
  readonly fault: string | null;
}

/** Something that happened; ids count up over all accounts. */
export interface StoreEvent {
  readonly id: number;
  readonly token: string | null;
  /** Milliseconds since 1970, by the account's clock. */
  readonly at: number;
  readonly what:
    | { readonly type: "message"; readonly message: string }
    | { readonly type: "status"; readonly message: string; readonly status: DeliveryStatusId }
    | { readonly type: "inbound"; readonly number: number; readonly from: string; readonly to: string }
    | {
        readonly type: "opt-out";
        readonly recipient: string;
        readonly optedOut: boolean;
        /** Who opted it out; null when it is opted in. */
        readonly by: OptOut["by"] | null;
      }
    | { readonly type: "template"; readonly template: number; readonly status: MmsTemplateStatusId }
    | { readonly type: "journal"; readonly number: number; readonly path: string; readonly status: number };
}

/** A message's id that two messages would have. */
export interface TakenId {
  readonly taken: string;
}

/** @param token of the account that a change concerns; null for none, undefined for all */
export type ChangeListener = (token: string | null | undefined) => void;

export type NewFault = Omit<Fault, "id">;

export interface Store {
  /**
   * Runs a rule on one account, atomically. The account must exist.
   * @throws Error when no account has the token
   */
  transact<R>(token: string, reads: Reads, rule: Rule<R>): MaybePromise<Transition<R>>;

  /** Milliseconds since 1970, by the account's clock, or by the global one where there is no account. */
  now(token?: string): number;
  /** @returns undefined when nobody has the token */
  clock(token?: string): MaybePromise<ClockState | undefined>;
  /** @returns false when nobody has the token */
  moveClock(change: ClockChange, token?: string): MaybePromise<boolean>;

  /** The account, created from the template when its token may create one; undefined when nobody has it. */
  admit(token: string): MaybePromise<Account | undefined>;
  account(token: string): MaybePromise<Account | undefined>;
  accounts(): MaybePromise<readonly Account[]>;
  /** Creates or replaces; a replaced account's messages go with it. */
  putAccount(token: string, input: AccountInput): MaybePromise<Account>;
  /** @returns undefined when nobody has the token */
  patchAccount(token: string, input: AccountInput): MaybePromise<Account | undefined>;

  /** A message of whichever account. */
  message(id: string): MaybePromise<Message | undefined>;
  /** Newest first. */
  messages(query: MessageQuery): MaybePromise<Page<Message>>;
  /** Of one account, by number, from the oldest: `from` is the first position. */
  history(token: string, from: number, count: number): MaybePromise<Page<Message>>;
  /** Of one account, by its number in the sent history. */
  messageByNumber(token: string, number: number): MaybePromise<Message | undefined>;

  /** What handsets wrote to one account, as far as it matches, from the oldest: `from` is the first position. */
  inbox(token: string, filter: InboxFilter, from: number, count: number): MaybePromise<Page<InboundMessage>>;
  /** Of one account, the one that changed last first. */
  contacts(token: string, limit: number): MaybePromise<Page<Contact>>;

  /** The conversations of one account; undefined when nobody has the token. They are found without a search. */
  threads(token: string): MaybePromise<Threads | undefined>;
  /** Tokens of the accounts, the one that was used last first. */
  lastUsed(limit: number): MaybePromise<Page<string>>;

  /** Of one account, by id. */
  template(token: string, id: number): MaybePromise<Template | undefined>;
  /** Of one account, from the oldest: `from` is the first position. */
  templates(token: string, from: number, count: number): MaybePromise<Page<Template>>;

  record(entry: Omit<JournalEntry, "number">): void;
  /** Newest first. */
  journal(query: JournalQuery): MaybePromise<Page<JournalEntry>>;
  /** The same, as far as a walk goes, which looks at no more than it may. */
  walkJournal(filter: Omit<JournalQuery, "limit">, walk: Walk): MaybePromise<WalkedCalls>;
  /** One request, by its number. */
  journalEntry(number: number): MaybePromise<JournalEntry | undefined>;
  clearJournal(token?: string): MaybePromise<void>;

  addFault(fault: NewFault): MaybePromise<Fault>;
  faults(token?: string): MaybePromise<readonly Fault[]>;
  /** @returns false when there is none of that id */
  removeFault(id: string): MaybePromise<boolean>;
  clearFaults(token?: string): MaybePromise<void>;
  /** Whether there is any fault at all. */
  hasFaults(): boolean;
  /** The fault that meets a call, if one does; counts the call. */
  meetFault(
    call: FaultCall,
    when: Fault["when"],
  ): MaybePromise<{ readonly fault: Fault; readonly drawn: string } | undefined>;

  /** From now on what happens is noted as events. */
  listen(): void;
  /** Whether it is. */
  readonly isListening: boolean;
  /** Newer than `after`, oldest first. */
  events(after: number, token: string | undefined, limit: number): readonly StoreEvent[];
  /** Id of the oldest event kept and of the newest. */
  eventRange(): { readonly oldest: number; readonly newest: number };
  /** Counts the changes that no events tell of: of clocks, of faults, and whatever takes the place of something else. */
  readonly generation: number;
  /** Calls back after every change of state or clock; returns how to stop it. */
  onChange(listener: ChangeListener): () => void;
  /** Does and tells what has fallen due by now; reads do so by themselves. */
  catchUp(): void;
  /** Milliseconds until something falls due by itself; undefined when nothing will, or a clock stands still. */
  untilNextDue(): number | undefined;

  /**
   * Puts accounts with their past in place of those that have their tokens.
   * @param accounts as they were read
   * @returns the accounts, or what kept all of them out: the id of a message that somebody else has
   */
  plant(accounts: readonly SeedAccount[]): MaybePromise<readonly Account[] | TakenId>;
  /** Everything, or one account, back to the seed. */
  reset(token?: string): MaybePromise<void>;
  snapshot(token?: string): MaybePromise<Snapshot>;
  /** The whole state as it is now, to be read while the books go on. */
  capture(): CapturedState;
  /** Puts back everything, or one account, as it was. What the snapshot holds is the store's from now on. */
  restore(snapshot: Snapshot, token?: string): MaybePromise<void>;
}
