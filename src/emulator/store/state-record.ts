/** The state as records, each small enough to be handled at once; and a snapshot put together from them. */
import type { RootData, Snapshot, TenantData } from "./snapshot.ts";
import { SNAPSHOT_VERSION } from "./snapshot.ts";

type TenantList = "inbox" | "contacts" | "templates" | "windows" | "faultCounts";
type RootList = "tenants" | "order" | "faults" | "journal" | "events";

/** Kinds of records. Those from `inbound` to `faultCount` belong to the account before them. */
export interface RecordValues {
  readonly root: Omit<RootData, RootList>;
  readonly account: Omit<TenantData, TenantList>;
  readonly inbound: TenantData["inbox"][number];
  readonly contact: TenantData["contacts"][number];
  readonly template: TenantData["templates"][number];
  readonly window: TenantData["windows"][number];
  readonly faultCount: TenantData["faultCounts"][number];
  readonly message: RootData["order"][number];
  readonly fault: RootData["faults"][number];
  readonly call: RootData["journal"][number];
  readonly event: RootData["events"][number];
}

export type RecordKind = keyof RecordValues;

export interface RecordOf<K extends RecordKind> {
  readonly kind: K;
  readonly value: RecordValues[K];
}

export type StateRecord = { readonly [K in RecordKind]: RecordOf<K> }[RecordKind];

/** Puts a snapshot together; the values are taken as they are and not copied. */
export class SnapshotBuilder {
  #root: RecordValues["root"] | undefined;
  readonly #tenants: Lists<TenantData>[] = [];
  readonly #lists: Lists<Pick<RootData, "order" | "faults" | "journal" | "events">> = {
    order: [],
    faults: [],
    journal: [],
    events: [],
  };

  /** @throws Error when it belongs to an account and none came before */
  add(record: StateRecord): void {
    switch (record.kind) {
      case "root":
        this.#root = record.value;
        break;
      case "account":
        this.#tenants.push({
          ...record.value,
          inbox: [],
          contacts: [],
          templates: [],
          windows: [],
          faultCounts: [],
        });
        break;
      case "inbound":
        this.#tenant().inbox.push(record.value);
        break;
      case "contact":
        this.#tenant().contacts.push(record.value);
        break;
      case "template":
        this.#tenant().templates.push(record.value);
        break;
      case "window":
        this.#tenant().windows.push(record.value);
        break;
      case "faultCount":
        this.#tenant().faultCounts.push(record.value);
        break;
      case "message":
        this.#lists.order.push(record.value);
        break;
      case "fault":
        this.#lists.faults.push(record.value);
        break;
      case "call":
        this.#lists.journal.push(record.value);
        break;
      case "event":
        this.#lists.events.push(record.value);
        break;
    }
  }

  /** @throws Error when the root's own record is missing */
  snapshot(): Snapshot {
    if (this.#root === undefined) throw new Error("there is no record of the root");
    return {
      version: SNAPSHOT_VERSION,
      root: { ...this.#root, tenants: this.#tenants, ...this.#lists },
    };
  }

  #tenant(): Lists<TenantData> {
    const tenant = this.#tenants.at(-1);
    if (tenant === undefined) throw new Error("there is no account before it");
    return tenant;
  }
}

/** With lists that can be added to. */
type Lists<T> = { readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
