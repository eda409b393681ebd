/** Everything people can do to an emulator beside calling it: the same over HTTP and on the handle. */

import { ledgerEntries } from "../../../protocol/evidence/ledger.ts";
import { liveStanding } from "../../../protocol/evidence/live.ts";
import { type MagicFile, magicFiles } from "../../../protocol/magic-files.ts";
import { type MagicNumber, magicNumbers } from "../../../protocol/magic-numbers.ts";
import type { EvidenceView } from "../../types/views.ts";
import type { List } from "../list.ts";
import type { OperationServices } from "../services.ts";
import { type AccountOperations, accountOperations } from "./accounts.ts";
import { type ClockOperations, clockOperations } from "./clock.ts";
import { type FaultOperations, faultOperations } from "./faults.ts";
import { type HandsetOperations, handsetOperations } from "./handset.ts";
import { type JournalOperations, journalOperations } from "./journal.ts";
import { type MessageOperations, messageOperations } from "./messages.ts";
import { type SeedOperations, seedOperations } from "./seed.ts";
import { type ShortUrlOperations, shortUrlOperations } from "./short-urls.ts";
import { type StateOperations, stateOperations } from "./state.ts";
import { type TemplateOperations, templateOperations } from "./templates.ts";

export interface Operations extends StateOperations, SeedOperations, HandsetOperations {
  readonly accounts: AccountOperations;
  readonly messages: MessageOperations;
  readonly templates: TemplateOperations;
  readonly shortUrls: ShortUrlOperations;
  readonly clock: ClockOperations;
  readonly faults: FaultOperations;
  readonly journal: JournalOperations;
  /** The ledger: every rule, where it comes from, and what it is worth on the live API. */
  evidence(): List<EvidenceView>;
  /** Recipients and files of media that end as their number or name says. */
  magicNumbers(): List<MagicNumber | MagicFile>;
}

export function createOperations(services: OperationServices): Operations {
  return {
    ...stateOperations(services),
    ...seedOperations(services),
    ...handsetOperations(services),
    accounts: accountOperations(services),
    messages: messageOperations(services),
    templates: templateOperations(services),
    shortUrls: shortUrlOperations(services),
    clock: clockOperations(services),
    faults: faultOperations(services),
    journal: journalOperations(services),
    evidence: () => listOf(ledgerEntries().map(viewOf)),
    // A copy: the catalogue is every emulator's.
    magicNumbers: () => listOf<MagicNumber | MagicFile>(structuredClone([...magicNumbers, ...magicFiles])),
  };
}

/** Flags that the tests and the contract read are left out. */
function viewOf(entry: ReturnType<typeof ledgerEntries>[number]): EvidenceView {
  const { decides: _, outside: _outside, shows: _shows, unseen: _unseen, ...rule } = entry;
  return { ...rule, live: structuredClone(liveStanding(entry)) };
}

function listOf<T>(items: readonly T[]): List<T> {
  return { items, total: items.length };
}
