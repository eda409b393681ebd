/** The lists that an account keeps. */
import type { Contact } from "../domain/contact.ts";
import type { InboundMessage } from "../domain/inbox.ts";
import type { RecentSend } from "../domain/recipient-rate.ts";
import type { RecordName, Records } from "../domain/records.ts";
import type { Template } from "../domain/template.ts";
import type { FaultCount } from "../faults/fault.ts";
import type { ContactBook } from "./contact-book.ts";
import type { Fifo } from "./fifo.ts";
import type { Mutable } from "./types.ts";

export type StoredTemplate = Omit<Template, "taken"> & Mutable<Pick<Template, "taken">>;

export type RecordLists = { readonly [Name in RecordName]: Map<number, Records[Name]> };
type RecordEntries = { readonly [Name in RecordName]: Records[Name][] };

export interface Lists extends RecordLists {
  /** Messages from handsets, oldest first. */
  readonly inbox: Fifo<InboundMessage>;
  /** Oldest first; their ids count up without holes. */
  readonly templates: Fifo<StoredTemplate>;
  /** Contacts by digits; the one that changed last comes last. */
  readonly contacts: ContactBook;
  /** Recent sends by recipient. */
  readonly windows: Map<string, readonly RecentSend[]>;
  /** Number of times each fault has met this account. */
  readonly faultCounts: Map<string, FaultCount>;
}

export type ListName = keyof Lists;

/** Entries of each list, as snapshots have them. */
export interface ListEntries extends RecordEntries {
  readonly inbox: InboundMessage[];
  readonly templates: StoredTemplate[];
  readonly contacts: (readonly [string, Contact])[];
  readonly windows: (readonly [string, readonly RecentSend[]])[];
  readonly faultCounts: (readonly [string, FaultCount])[];
}

export type ListEntry<Name extends ListName = ListName> = ListEntries[Name][number];
