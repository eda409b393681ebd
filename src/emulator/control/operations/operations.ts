/** Everything people can do to an emulator beside calling it: the same over HTTP and on the handle. */

import { ledgerEntries } from "../../../protocol/evidence/ledger.ts";
import { type MagicNumber, magicNumbers } from "../../../protocol/magic-numbers.ts";
import type { OperationServices } from "../services.ts";
import { type AccountOperations, accountOperations, type List } from "./accounts.ts";
import { type ClockOperations, clockOperations } from "./clock.ts";
import { type FaultOperations, faultOperations } from "./faults.ts";
import { type JournalOperations, journalOperations } from "./journal.ts";
import { type MessageOperations, messageOperations } from "./messages.ts";
import { type StateOperations, stateOperations } from "./state.ts";

export interface Operations extends StateOperations {
  readonly accounts: AccountOperations;
  readonly messages: MessageOperations;
  readonly clock: ClockOperations;
  readonly faults: FaultOperations;
  readonly journal: JournalOperations;
  /** The ledger: every rule, and where it comes from. */
  evidence(): List<ReturnType<typeof ledgerEntries>[number]>;
  magicNumbers(): List<MagicNumber>;
}

export function createOperations(services: OperationServices): Operations {
  return {
    ...stateOperations(services),
    accounts: accountOperations(services),
    messages: messageOperations(services),
    clock: clockOperations(services),
    faults: faultOperations(services),
    journal: journalOperations(services),
    evidence: () => listOf(ledgerEntries()),
    // A copy: the catalogue is every emulator's.
    magicNumbers: () => listOf(structuredClone(magicNumbers)),
  };
}

function listOf<T>(items: readonly T[]): List<T> {
  return { items, total: items.length };
}
