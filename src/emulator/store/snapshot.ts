/**
 * The root as plain data, and back. `RootData` names every part of the root, so a part that is forgotten here does
 * not compile.
 */
import type { InboundMessage } from "../domain/inbox.ts";
import { DueQueue } from "./due-queue.ts";
import { Fifo } from "./fifo.ts";
import { awaitPending } from "./pending.ts";
import { emptyRoot, type Root, type StoredTemplate, type Tenant } from "./root.ts";
import type { StoredMessage } from "./types.ts";

export const SNAPSHOT_VERSION = 1;

type Pairs<M> = M extends ReadonlyMap<infer K, infer V> ? readonly (readonly [K, V])[] : never;

/** State of a tenant; `due` is rebuilt while there is a subscriber, `pending` and `conversations` from the rest. */
export interface TenantData
  extends Readonly<
    Omit<
      Tenant,
      | "messages"
      | "inbox"
      | "contacts"
      | "templates"
      | "windows"
      | "faultCounts"
      | "due"
      | "pending"
      | "conversations"
    >
  > {
  readonly inbox: readonly InboundMessage[];
  readonly contacts: Pairs<Tenant["contacts"]>;
  readonly templates: readonly StoredTemplate[];
  readonly windows: Pairs<Tenant["windows"]>;
  readonly faultCounts: Pairs<Tenant["faultCounts"]>;
}

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
    if (tenant !== undefined) awaitPending(tenant, message);
  }
  return root;
}

function tenantFrom({ inbox, contacts, templates, windows, faultCounts, ...rest }: TenantData): Tenant {
  return {
    ...rest,
    messages: new Fifo(),
    due: new DueQueue(),
    pending: new DueQueue(),
    conversations: null,
    templates: new Fifo(templates),
    inbox: new Fifo(inbox),
    contacts: new Map(contacts),
    windows: new Map(windows),
    faultCounts: new Map(faultCounts),
  };
}
