/**
 * The boundary between the rules and the state. A rule is a pure function of the records it reads; the store runs it
 * atomically on one account and applies the effects it returns, all or none.
 *
 * The memory store is a function call. A networked store can run the same rule in a compare-and-set loop, since
 * a rule may be run again without harm.
 */
import type { Account, AccountInput } from "../domain/account.ts";
import type { ClockChange, ClockState } from "../domain/clock.ts";
import type { Contact } from "../domain/contact.ts";
import type { InboundMessage, InboxFilter } from "../domain/inbox.ts";
import type { Message } from "../domain/message.ts";
import type { RecordName, Records } from "../domain/records.ts";
import type { Template } from "../domain/template.ts";
import type { Reads, Rule, Transition } from "../domain/transition.ts";
import type { Fault, FaultCall } from "../faults/fault.ts";
import type { SeedAccount } from "../types/seed.ts";
import type { CapturedState } from "./capture.ts";
import type { Conversations } from "./conversations/types.ts";
import type { Snapshot } from "./snapshot.ts";
import type {
  ChangeListener,
  JournalEntry,
  JournalQuery,
  MaybePromise,
  MessageQuery,
  Page,
  StoreEvent,
  TakenId,
  Walk,
  WalkedCalls,
} from "./types.ts";

export type NewFault = Omit<Fault, "id">;

export interface Store {
  /**
   * Runs a rule on one account, atomically. The account must exist.
   * @throws Error when no account has the token
   */
  transact<R>(token: string, reads: Reads, rule: Rule<R>): MaybePromise<Transition<R>>;

  /** Milliseconds since 1970, by the account's clock, or by the global one where there is no account. */
  now(token?: string): number;
  /** @returns undefined when no account has the token */
  clock(token?: string): MaybePromise<ClockState | undefined>;
  /** @returns false when no account has the token */
  moveClock(change: ClockChange, token?: string): MaybePromise<boolean>;

  /** The account, created from the template when its token may create one; undefined when there is none. */
  admit(token: string): MaybePromise<Account | undefined>;
  account(token: string): MaybePromise<Account | undefined>;
  accounts(): MaybePromise<readonly Account[]>;
  /** Creates or replaces; a replaced account's messages are removed too. */
  putAccount(token: string, input: AccountInput): MaybePromise<Account>;
  /** @returns undefined when no account has the token */
  patchAccount(token: string, input: AccountInput): MaybePromise<Account | undefined>;

  /** A message of any account. */
  message(id: string): MaybePromise<Message | undefined>;
  /** Newest first. */
  messages(query: MessageQuery): MaybePromise<Page<Message>>;
  /** Messages of one account, by number, from the oldest: `from` is the first position. */
  history(token: string, from: number, count: number): MaybePromise<Page<Message>>;
  /** A message of one account, by its number in the sent history. */
  messageByNumber(token: string, number: number): MaybePromise<Message | undefined>;

  /** Matching messages that one account received, from the oldest: `from` is the first position. */
  inbox(token: string, filter: InboxFilter, from: number, count: number): MaybePromise<Page<InboundMessage>>;
  /** Contacts of one account, the one that changed last first. */
  contacts(token: string, limit: number): MaybePromise<Page<Contact>>;

  /** The conversations of one account, from an index; undefined when no account has the token. */
  conversations(token: string): MaybePromise<Conversations | undefined>;
  /** Tokens of the accounts, the last used first. */
  lastUsed(limit: number): MaybePromise<Page<string>>;

  /** A template of one account, by id. */
  template(token: string, id: number): MaybePromise<Template | undefined>;
  /** Templates of one account, from the oldest: `from` is the first position. */
  templates(token: string, from: number, count: number): MaybePromise<Page<Template>>;

  /** Records of one account that match, in the order in which they were made: `from` is the first position. */
  records<Name extends RecordName>(
    token: string,
    of: Name,
    range: { readonly from: number; readonly count: number },
    matches?: (record: Records[Name]) => boolean,
  ): MaybePromise<Page<Records[Name]>>;
  /** A record of one account, by id. */
  recordById<Name extends RecordName>(
    token: string,
    of: Name,
    id: number,
  ): MaybePromise<Records[Name] | undefined>;

  record(entry: Omit<JournalEntry, "number">): void;
  /** Newest first. */
  journal(query: JournalQuery): MaybePromise<Page<JournalEntry>>;
  /** Entries of the journal that match, within the limits of a walk. */
  walkJournal(filter: Omit<JournalQuery, "limit">, walk: Walk): MaybePromise<WalkedCalls>;
  /** One request, by its number. */
  journalEntry(number: number): MaybePromise<JournalEntry | undefined>;
  clearJournal(token?: string): MaybePromise<void>;

  addFault(fault: NewFault): MaybePromise<Fault>;
  faults(token?: string): MaybePromise<readonly Fault[]>;
  /** @returns false when there is none of that id */
  removeFault(id: string): MaybePromise<boolean>;
  clearFaults(token?: string): MaybePromise<void>;
  /** True when there is any fault. */
  hasFaults(): boolean;
  /** The fault that applies to a call, if any; counts the call. */
  meetFault(
    call: FaultCall,
    when: Fault["when"],
  ): MaybePromise<{ readonly fault: Fault; readonly drawn: string } | undefined>;

  /** Starts recording events. */
  listen(): void;
  /** True when events are recorded. */
  readonly isListening: boolean;
  /** Events newer than `after`, oldest first. */
  events(after: number, token: string | undefined, limit: number): readonly StoreEvent[];
  /** Id of the oldest event kept and of the newest. */
  eventRange(): { readonly oldest: number; readonly newest: number };
  /** Count of the changes without events: of clocks, of faults, and replacements of state. */
  readonly generation: number;
  /** Subscribes to changes of state and clock. @returns unsubscribe */
  onChange(listener: ChangeListener): () => void;
  /** Applies and emits what has fallen due by now; reads do so by themselves. */
  catchUp(): void;
  /** Milliseconds until something falls due; undefined when nothing will, or a clock is frozen. */
  untilNextDue(): number | undefined;

  /**
   * Plants accounts with their history, replacing those that have their tokens.
   * @param accounts as they were read
   * @returns the accounts, or the conflict that kept all of them out: a message id that is already taken
   */
  plant(accounts: readonly SeedAccount[]): MaybePromise<readonly Account[] | TakenId>;
  /** Resets everything, or one account, to the seed. */
  reset(token?: string): MaybePromise<void>;
  snapshot(token?: string): MaybePromise<Snapshot>;
  /** The whole state as it is now, readable while the store continues to change. */
  capture(): CapturedState;
  /** Restores everything, or one account. The store takes over the snapshot's objects. */
  restore(snapshot: Snapshot, token?: string): MaybePromise<void>;
}
