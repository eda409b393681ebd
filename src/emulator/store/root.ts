/**
 * All state of the emulator is reachable from one root, so that a reset, a snapshot and a restore cover all of it.
 * Only the store changes it; all other code sees it through readonly types.
 */
import type { Account, AccountInput } from "../domain/account.ts";
import type { ApprovalStep } from "../domain/approval.ts";
import { type ClockState, RUNNING } from "../domain/clock.ts";
import type { DeliveryStep } from "../domain/delivery.ts";
import type { RecordName } from "../domain/records.ts";
import type { ScheduledMessage } from "../domain/scheduled-message.ts";
import type { Fault } from "../faults/fault.ts";
import type { SeedAccount } from "../types/seed.ts";
import type { Totals } from "../types/views.ts";
import { makeLists } from "./collections.ts";
import type { ConversationIndex } from "./conversations/conversation-index.ts";
import { DueQueue } from "./due-queue.ts";
import { Fifo } from "./fifo.ts";
import type { Lists, StoredTemplate } from "./lists.ts";
import type { JournalEntry, Mutable, StoredMessage, StoreEvent } from "./types.ts";

/** Account that the store alone changes in place: rules see it only for the length of a call. */
export type Books = Mutable<Omit<Account, "totals">> & { readonly totals: Mutable<Totals> };

/** Step whose event is emitted when it falls due. */
export type DueStep = DueDelivery | DueApproval;

/** A step of a template's approval. */
export interface DueApproval {
  readonly at: number;
  readonly template: StoredTemplate;
  readonly step: ApprovalStep;
}

/** Entry that falls due by itself, as things stand: see pending.ts. */
export type Pending = PendingMessage | PendingSchedule;

/** A message that still has an effect to come. */
interface PendingMessage {
  readonly at: number;
  readonly message: StoredMessage;
}

/** A message that is to be sent at its time. */
interface PendingSchedule {
  readonly at: number;
  readonly scheduled: ScheduledMessage;
}

/** A step of a message's delivery. */
export interface DueDelivery {
  readonly at: number;
  readonly message: StoredMessage;
  /** Plan of its delivery, valid while the message's `taken` is still this one. */
  readonly plan: readonly DeliveryStep[];
  /** Position of the step in the plan: the last of those that fall due together. */
  readonly index: number;
  readonly taken: StoredMessage["taken"];
}

export interface Tenant {
  account: Books;
  /** Input it was made from; null for an account created at first use. */
  readonly opened: AccountInput | null;
  /** The seed it was made from; null for an account that was not seeded. */
  readonly seed: SeedAccount | null;
  /** Milliseconds since 1970, by the global clock. */
  usedAt: number;
  clock: ClockState;
  /** Oldest first. */
  readonly messages: Fifo<StoredMessage>;
  readonly lists: Lists;
  /** Last id that was given to a record of each kind. */
  lastIds: Readonly<Partial<Record<RecordName, number>>>;
  /** Kinds of records of which the log has said that the oldest are dropped. */
  readonly saidDropping: Set<RecordName>;
  /** Number of windows from which those that have ended are dropped. */
  sweepAt: number;
  /** Waiting steps; filled only while there is a subscriber to events. */
  readonly due: DueQueue<DueStep>;
  /** Entries that fall due by themselves; rebuilt from messages and records when a snapshot is restored. */
  readonly pending: DueQueue<Pending>;
  /** Its conversations; null until requested, and after a change that is easier to rebuild from than to follow. */
  conversations: ConversationIndex | null;
}

export interface Root {
  clock: ClockState;
  readonly tenants: Map<string, Tenant>;
  readonly messages: Map<string, StoredMessage>;
  /** All messages, oldest first; one whose account was removed is no longer in `messages`. */
  order: Fifo<StoredMessage>;
  readonly faults: Map<string, Fault>;
  /** Faults ever added, of all accounts. */
  faultsAdded: number;
  journal: Fifo<JournalEntry>;
  /** Requests ever recorded. */
  journalled: number;
  events: Fifo<StoreEvent>;
  /** Id of the newest event. */
  lastEvent: number;
  /** Bytes that all of this takes, at most; see make-room.ts. */
  weight: number;
  saidDropping: boolean;
  saidEvicting: boolean;
  saidFull: boolean;
}

/** Windows of recipients kept before a sweep for those that have ended. */
export const WINDOWS_BEFORE_SWEEP = 1024;

export function emptyRoot(): Root {
  return {
    clock: RUNNING,
    tenants: new Map(),
    messages: new Map(),
    order: new Fifo(),
    faults: new Map(),
    faultsAdded: 0,
    journal: new Fifo(),
    journalled: 0,
    events: new Fifo(),
    lastEvent: 0,
    weight: 0,
    saidDropping: false,
    saidEvicting: false,
    saidFull: false,
  };
}

/** The account's template of that id, as long as it is kept. */
export function templateOf({ lists: { templates } }: Tenant, id: number): StoredTemplate | undefined {
  const oldest = templates.at(0);
  return oldest === undefined ? undefined : templates.at(id - oldest.id);
}

export function emptyTenant(
  account: Account,
  opened: AccountInput | null,
  now: number,
  seed: SeedAccount | null = null,
): Tenant {
  return {
    account: { ...account, totals: { ...account.totals } },
    opened,
    seed,
    usedAt: now,
    clock: RUNNING,
    messages: new Fifo(),
    lists: makeLists(),
    lastIds: {},
    saidDropping: new Set(),
    sweepAt: WINDOWS_BEFORE_SWEEP,
    due: new DueQueue(),
    pending: new DueQueue(),
    conversations: null,
  };
}
