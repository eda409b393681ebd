/**
 * Keeps the state within `retention.bytes`. Additions are weighed as they come, most removals are not: when the sum
 * could exceed the bound, everything is weighed, and the largest holder loses its oldest entries.
 */
import { beforeMessageChanges, beforeTenantChanges } from "./capture.ts";
import { type Collections, collections, listNames } from "./collections.ts";
import { forgetGoneSteps } from "./events.ts";
import type { Fifo } from "./fifo.ts";
import type { ListName, Lists } from "./lists.ts";
import { forgetGonePending } from "./pending.ts";
import type { Root, Tenant } from "./root.ts";
import { closeTenant, forgetGone } from "./tenants.ts";
import { ACCOUNT, sum, weighCall, weighEvent, weighMessage } from "./weigh.ts";

/** Share of the bound kept after making room, so that it is not needed again soon. */
const LEFT = 0.9;
/** Share of the bound above which a holder is large. */
const LARGE = 0.1;
/** Share of its entries that a part loses in one round. */
const GOING = 1 / 8;
/** Share of a holder's heaviest part above which its other parts lose entries too. */
const MATTERS = 0.25;

/** A queue of a holder. */
interface Part {
  readonly weigh: () => number;
  readonly dropOldest: (count: number) => void;
  readonly size: number;
}

/** The journal, the events, or an account. */
interface Holder {
  readonly parts: readonly Part[];
  /** Account that may be removed as a whole. */
  readonly automatic: Tenant | null;
  weight: number;
}

/**
 * Weighs everything and, above the bound, removes the oldest eighth of the heaviest holder until nine tenths of the
 * bound are left. When no holder is large, it removes accounts created at first use, the longest unused first.
 *
 * @param busy token of the account whose call is under way: it is not removed as a whole
 */
export function makeRoom(root: Root, bound: number, busy: string | null, log: (line: string) => void): void {
  const holders = new Set<Holder>();
  const add = (parts: readonly Part[], automatic: Tenant | null, own: number): void => {
    holders.add({ parts, automatic, weight: own + sum(parts, (part) => part.weigh()) });
  };
  add([partOf(root.journal, weighCall, () => forgetConversations(root))], null, 0);
  add([partOf(root.events, weighEvent)], null, 0);
  for (const tenant of root.tenants.values()) {
    const { token } = tenant.account;
    add(partsOf(root, tenant), tenant.opened === null && token !== busy ? tenant : null, ACCOUNT);
  }
  root.weight = sum(holders, ({ weight }) => weight);
  if (root.weight > bound) {
    lighten(root, holders, bound);
    sayOnce(root, bound, log);
  }
  // Waiting steps and the order still reference removed messages.
  for (const tenant of root.tenants.values()) {
    forgetGoneSteps(tenant);
    forgetGonePending(root, tenant);
  }
  forgetGone(root, 0);
}

function lighten(root: Root, holders: Set<Holder>, bound: number): void {
  const goal = bound * LEFT;
  while (root.weight > goal && holders.size > 0) {
    const heaviest = [...holders].reduce((a, b) => (b.weight > a.weight ? b : a));
    const unused = [...holders].filter(({ automatic }) => automatic !== null);
    if (heaviest.weight <= bound * LARGE && unused.length > 0) {
      for (const holder of unused.sort((a, b) => usedAt(a) - usedAt(b))) {
        if (root.weight <= goal) break;
        if (holder.automatic !== null) closeTenant(root, holder.automatic.account.token);
        root.weight -= holder.weight;
        holders.delete(holder);
      }
    } else if (!shrink(root, heaviest)) holders.delete(heaviest);
  }
}

/** @returns true when anything was removed: the newest entry stays */
function shrink(root: Root, holder: Holder): boolean {
  const weights = holder.parts.map((part) => part.weigh());
  const least = Math.max(...weights) * MATTERS;
  const before = weights.reduce((total, weight) => total + weight, 0);
  for (const [index, part] of holder.parts.entries()) {
    const weight = weights[index] ?? 0;
    if (weight > 0 && weight >= least) part.dropOldest(Math.min(part.size - 1, Math.ceil(part.size * GOING)));
  }
  const gone = before - sum(holder.parts, (part) => part.weigh());
  holder.weight -= gone;
  root.weight -= gone;
  return gone > 0;
}

const usedAt = ({ automatic }: Holder): number => automatic?.usedAt ?? 0;

function partsOf(root: Root, tenant: Tenant): readonly Part[] {
  const { messages, lists } = tenant;
  return [
    partOf(messages, weighMessage, (message) => {
      beforeMessageChanges(root, message);
      root.messages.delete(message.id);
      tenant.conversations = null;
    }),
    ...listNames.map((name) => partOfList(name, lists[name], root, tenant)),
  ];
}

function partOf<T>(queue: Fifo<T>, weigh: (item: T) => number, gone: (item: T) => void = () => {}): Part {
  return {
    weigh: () => sum(queue, weigh),
    dropOldest(count) {
      for (let left = count; left > 0; left--) {
        const item = queue.shift();
        if (item !== undefined) gone(item);
      }
    },
    get size() {
      return queue.size;
    },
  };
}

function partOfList<Name extends ListName>(name: Name, list: Lists[Name], root: Root, tenant: Tenant): Part {
  const rules: Collections[Name] = collections[name];
  return {
    weigh: () => sum(rules.entries(list), rules.weigh),
    dropOldest(count) {
      beforeTenantChanges(root, tenant);
      for (let left = count; left > 0; left--) rules.shift(list);
      tenant.conversations = null;
    },
    get size() {
      return rules.size(list);
    },
  };
}

function forgetConversations(root: Root): void {
  for (const tenant of root.tenants.values()) tenant.conversations = null;
}

function sayOnce(root: Root, bound: number, log: (line: string) => void): void {
  if (root.saidFull) return;
  root.saidFull = true;
  const most = bound < 2 ** 20 ? `${bound} bytes` : `${Math.floor(bound / 2 ** 20)} MiB`;
  log(
    `More than ${most} of state: the oldest of what takes most, and accounts that are not used, go from now on; totals stay true (setting retention.bytes).`,
  );
}
