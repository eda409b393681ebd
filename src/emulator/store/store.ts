/**
 * The boundary between the rules and where state lives. A rule is a pure function of what it reads; the store
 * runs it atomically on one account and applies the effects it returns, all or none.
 *
 * The memory store is a function call. A networked store can run the same rule in a compare-and-set loop, since
 * a rule may be run again without harm.
 */
import type { Account, AccountInput } from "../domain/account.ts";
import type { Decision, Reads, Rule } from "../domain/decision.ts";
import type { Explanation } from "../domain/explanation.ts";
import type { Message } from "../domain/message.ts";

export type MaybePromise<T> = T | Promise<T>;

export interface MessageQuery {
  readonly token?: string | undefined;
  /** Digits. */
  readonly recipient?: string | undefined;
  /** Part of the text, as written. */
  readonly contains?: string | undefined;
  readonly limit: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** How many match and are still kept. */
  readonly total: number;
}

/** One request and its answer, as the journal keeps them; the token is redacted where it is shown. */
export interface JournalEntry {
  readonly at: number;
  readonly token: string | null;
  readonly method: string;
  readonly target: string;
  /** The body's fields, once an action has read them. */
  readonly fields: Readonly<Record<string, unknown>> | null;
  readonly status: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
  readonly responseBody: string;
  /** Computed when somebody asks. */
  readonly explain: () => Explanation;
}

export interface Store {
  /**
   * Runs a rule on one account, atomically. The account must exist.
   * @throws Error when no account has the token
   */
  transact<R>(token: string, reads: Reads, rule: Rule<R>): MaybePromise<Decision<R>>;

  /** The account, created from the template when its token may create one; undefined when nobody has it. */
  admit(token: string, now: number): MaybePromise<Account | undefined>;

  account(token: string): MaybePromise<Account | undefined>;
  accounts(): MaybePromise<readonly Account[]>;
  /** Creates or replaces; a replaced account's messages go with it. */
  putAccount(account: Account, now: number): MaybePromise<void>;
  /** @returns undefined when nobody has the token */
  patchAccount(token: string, input: AccountInput): MaybePromise<Account | undefined>;

  /** A message of the account; another account's is as unknown as none. */
  message(token: string, id: string): MaybePromise<Message | undefined>;
  /** A message of whichever account. */
  anyMessage(id: string): MaybePromise<Message | undefined>;
  /** Newest first. */
  messages(query: MessageQuery): MaybePromise<Page<Message>>;

  record(entry: JournalEntry): void;
  /** Newest first. */
  journal(query: {
    readonly token?: string | undefined;
    readonly limit: number;
  }): MaybePromise<Page<JournalEntry>>;

  /** Everything back to the seed. */
  reset(): MaybePromise<void>;
}
