/** Data that the store holds and answers with: queries, pages, journal entries and events. */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { Cause } from "../domain/cause.ts";
import type { OptOut } from "../domain/contact.ts";
import type { Message } from "../domain/message.ts";
import type { TransportFault } from "../http/transport-fault.ts";

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

/** Start and limits of a walk through the journal. */
export interface Walk {
  /** Number before which it starts; the newest entry when left out. */
  readonly before?: number | undefined;
  /** Most entries to return, and most entries to examine for them. */
  readonly limit: number;
  readonly budget: number;
}

export interface WalkedCalls {
  /** Newest first. */
  readonly items: readonly JournalEntry[];
  readonly looked: number;
  /** Number before which the next walk starts; null at the end. */
  readonly older: number | null;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Number of matching entries that are still kept. */
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
  /** HTTP status that the checks and the store decided; null when a fault ended the call before them. */
  readonly booksStatus: number | null;
  /** Fault in the answer's transport; null when it arrived whole. */
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
        /** Origin of the opt-out; null when it is opted in. */
        readonly by: OptOut["by"] | null;
      }
    | { readonly type: "template"; readonly template: number; readonly status: MmsTemplateStatusId }
    | { readonly type: "journal"; readonly number: number; readonly path: string; readonly status: number };
}

/** Conflict: a planted message has the id of an existing one. */
export interface TakenId {
  readonly taken: string;
}

/** @param token of the changed account; null for none, undefined for all */
export type ChangeListener = (token: string | null | undefined) => void;

/** Data that the store alone changes in place. */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export type StoredMessage = Omit<Message, Moving> & Mutable<Pick<Message, Moving>>;
/** Parts of a message that change after it was sent. */
type Moving = "taken" | "resent" | "handset";
