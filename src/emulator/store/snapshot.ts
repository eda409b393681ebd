/**
 * The root as plain data, and back. `RootData` names every part of the root, so a part that is forgotten here does
 * not compile.
 */
import { recordNames } from "../domain/records.ts";
import { makeLists } from "./collections.ts";
import { DueQueue } from "./due-queue.ts";
import { Fifo } from "./fifo.ts";
import type { ListEntries } from "./lists.ts";
import { awaitMessage, awaitScheduled } from "./pending.ts";
import { emptyRoot, type Root, type Tenant } from "./root.ts";
import type { StoredMessage } from "./types.ts";

export const SNAPSHOT_VERSION = 1;

type Pairs<M> = M extends ReadonlyMap<infer K, infer V> ? readonly (readonly [K, V])[] : never;

/** State of a tenant; `due` is rebuilt while there is a subscriber, `pending` and `conversations` from the rest. */
export type TenantData = TenantFields & ListEntries;
export type TenantFields = Readonly<
  Omit<Tenant, "messages" | "lists" | "saidDropping" | "due" | "pending" | "conversations">
>;

/** Content of the root; `messages` by id is rebuilt from `order`. */
export interface RootData
  extends Readonly<Omit<Root, "tenants" | "messages" | "order" | "faults" | "journal" | "events">> {
  readonly tenants: readonly TenantData[];
  readonly order: readonly StoredMessage[];
  readonly faults: Pairs<Root["faults"]>;
  readonly journal: readonly (Root["journal"] extends Fifo<infer E> ? E : never)[];
  readonly events: readonly (Root["events"] extends Fifo<infer E> ? E : never)[];
}

export interface Snapshot {
  readonly version: typeof SNAPSHOT_VERSION;
  readonly root: RootData;
}

/** Makes the root as it was when the snapshot was taken; it takes over the snapshot's objects. */
export function rootFrom({ root: data }: Snapshot): Root {
  const { tenants, order, faults, journal, events, ...rest } = data;
  const root: Root = {
    ...emptyRoot(),
    ...rest,
    order: new Fifo(order),
    faults: new Map(faults),
    journal: new Fifo(journal),
    events: new Fifo(events),
  };
  for (const tenant of tenants) root.tenants.set(tenant.account.token, tenantFrom(tenant));
  for (const message of root.order) {
    root.messages.set(message.id, message);
    const tenant = root.tenants.get(message.token);
    tenant?.messages.push(message);
    if (tenant !== undefined) awaitMessage(tenant, message);
  }
  for (const tenant of root.tenants.values())
    for (const record of tenant.lists.scheduledMessages.values()) awaitScheduled(root, tenant, record);
  return root;
}

function tenantFrom(data: TenantData): Tenant {
  const { account, opened, seed, usedAt, clock, sweepAt } = data;
  return {
    account,
    opened,
    seed,
    usedAt,
    clock,
    lastIds: lastIdsOf(data),
    sweepAt,
    saidDropping: new Set(),
    messages: new Fifo(),
    lists: makeLists(data),
    due: new DueQueue(),
    pending: new DueQueue(),
    conversations: null,
  };
}

/** Last ids as they were told, or as the records show when a snapshot tells lower ones. */
function lastIdsOf(data: TenantData): TenantData["lastIds"] {
  const lastIds = { ...data.lastIds };
  for (const name of recordNames) {
    for (const { id } of data[name]) if (id > (lastIds[name] ?? 0)) lastIds[name] = id;
  }
  return lastIds;
}
