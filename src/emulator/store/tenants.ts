/** Accounts in the root: which tokens may open one, opening and closing, and eviction when there are too many. */
import { type AccountInput, openAccount } from "../domain/account.ts";
import type { Fault } from "../faults/fault.ts";
import type { Settings } from "../settings.ts";
import type { SeedAccount } from "../types/seed.ts";
import { beforeMessageChanges } from "./capture.ts";
import { Fifo } from "./fifo.ts";
import { emptyTenant, type Root, type Tenant } from "./root.ts";
import type { TakenId } from "./types.ts";
import { ACCOUNT } from "./weigh.ts";

/** Share of the accounts evicted at once when there are too many, so that not every request evicts. */
const EVICTED_SHARE = 0.01;

/** The token printed in the vendor's examples; every curl of its pages works as pasted. */
const SAMPLE_TOKEN = "your_access_token";

/** Input of a new account; the sample's counts as made by a call, so it is never evicted. */
export function openedAs(token: string): AccountInput | null {
  return token === SAMPLE_TOKEN ? {} : null;
}

/** Most characters of a token that may open an account, at first use or by the control API. */
export const TOKEN_LENGTH = 200;

/** True when a token opens an account at first use. */
export function mayOpen(token: string, { tenants: { prefix } }: Settings): boolean {
  const isMadeUp = prefix !== "" && token.startsWith(prefix) && token.length <= TOKEN_LENGTH;
  return token === SAMPLE_TOKEN || isMadeUp;
}

/** Copy of a text: a slice would keep the longer text in memory, such as a token's request line. */
export function ownCopy(text: string): string {
  return JSON.parse(JSON.stringify(text));
}

/**
 * @param opened null for an account created at first use
 * @param seed state that a reset of a seeded account restores
 */
export function openTenant(
  root: Root,
  settings: Settings,
  token: string,
  opened: AccountInput | null,
  now: number,
  seed: SeedAccount | null = null,
): Tenant {
  const tenant = emptyTenant(openAccount(token, settings, opened ?? {}), opened, now, seed);
  root.tenants.set(token, tenant);
  root.weight += ACCOUNT;
  return tenant;
}

/** Removes an account with everything it owns. */
export function closeTenant(root: Root, token: string): void {
  const tenant = root.tenants.get(token);
  if (tenant === undefined) return;
  for (const message of tenant.messages) {
    beforeMessageChanges(root, message);
    root.messages.delete(message.id);
  }
  forgetGone(root);
  root.tenants.delete(token);
  for (const fault of root.faults.values()) if (fault.match.token === token) root.faults.delete(fault.id);
}

export function clearJournalOf(root: Root, token: string): void {
  const tenant = root.tenants.get(token);
  if (tenant !== undefined) tenant.conversations = null;
  root.journal = new Fifo([...root.journal].filter((entry) => entry.token !== token));
}

/** Removes an account's requests and events. */
export function clearRecordsOf(root: Root, token: string): void {
  clearJournalOf(root, token);
  if (root.events.size > 0) root.events = new Fifo([...root.events].filter((event) => event.token !== token));
}

/** Moves one account from another root here, replacing the one that has its token. */
export function adoptTenant(root: Root, from: Root, token: string): void {
  closeTenant(root, token);
  clearRecordsOf(root, token);
  const tenant = from.tenants.get(token);
  if (tenant === undefined) return;
  root.tenants.set(token, tenant);
  root.weight += from.weight;
  for (const message of tenant.messages) {
    root.order.push(message);
    root.messages.set(message.id, message);
  }
  for (const fault of from.faults.values()) if (fault.match.token === token) adoptFault(root, fault, tenant);
  const entries = [...from.journal].filter((entry) => entry.token === token);
  root.journal = new Fifo([...root.journal, ...entries].sort((a, b) => a.number - b.number));
  root.journalled = Math.max(root.journalled, entries.at(-1)?.number ?? 0);
}

/** Moves all accounts from another root here, replacing those that have their tokens, with messages in order. */
export function adoptAll(root: Root, from: Root): void {
  for (const token of from.tenants.keys()) {
    closeTenant(root, token);
    clearRecordsOf(root, token);
  }
  for (const [token, tenant] of from.tenants) root.tenants.set(token, tenant);
  root.weight += from.weight;
  for (const message of from.order) {
    root.order.push(message);
    root.messages.set(message.id, message);
  }
}

/** Conflict: a message id that a remaining account also has, or that two of the coming messages share. */
export function takenIn(root: Root, coming: Root): TakenId | undefined {
  for (const message of coming.order) {
    const owner = root.messages.get(message.id)?.token;
    const isTaken = owner !== undefined && !coming.tenants.has(owner);
    if (isTaken || coming.messages.get(message.id) !== message) return { taken: message.id };
  }
  return undefined;
}

/** Adds a fault under its own id, or under a new one when another account's fault has taken that since. */
function adoptFault(root: Root, fault: Fault, { lists: { faultCounts } }: Tenant): void {
  root.faultsAdded = Math.max(root.faultsAdded, Number(fault.id.replace(/\D/g, "")));
  if (!root.faults.has(fault.id)) {
    root.faults.set(fault.id, fault);
    return;
  }
  root.faultsAdded += 1;
  const id = faultId(root.faultsAdded);
  root.faults.set(id, { ...fault, id });
  const count = faultCounts.get(fault.id);
  faultCounts.delete(fault.id);
  if (count !== undefined) faultCounts.set(id, count);
}

/** @param number counted over all accounts */
export function faultId(number: number): string {
  return `fault-${number}`;
}

/** Removed messages tolerated in the order, beyond the number of kept messages, before a sweep. */
const GONE_KEPT = 1024;

export function forgetGone(root: Root, kept = root.messages.size + GONE_KEPT): void {
  if (root.order.size <= root.messages.size + kept) return;
  root.order = new Fifo([...root.order].filter((message) => root.messages.get(message.id) === message));
}

/** Makes room for one more account created at first use. */
export function evictTenants(
  root: Root,
  { tenants: { limit } }: Settings,
  log: (line: string) => void,
): void {
  // Named accounts are few, so the cheap check comes first.
  if (root.tenants.size < limit) return;
  const automatic = Array.from(root.tenants.values()).filter((tenant) => tenant.opened === null);
  if (automatic.length < limit) return;
  const going = automatic
    .sort((a, b) => a.usedAt - b.usedAt)
    .slice(0, Math.max(1, Math.ceil(limit * EVICTED_SHARE)));
  for (const { account } of going) closeTenant(root, account.token);
  if (root.saidEvicting) return;
  root.saidEvicting = true;
  log(
    `More than ${limit} accounts created at first use: the longest unused go from now on (setting tenants.limit).`,
  );
}
