/** The state as records, each small enough to be handled at once; and a snapshot put together from them. */
import { entriesOf, makeLists } from "./collections.ts";
import type { ListEntry, ListName } from "./lists.ts";
import type { RootData, Snapshot, TenantData, TenantFields } from "./snapshot.ts";
import { SNAPSHOT_VERSION } from "./snapshot.ts";

type RootList = "tenants" | "order" | "faults" | "journal" | "events";

/** Kinds of records beside the entries of lists, which belong to the account before them. */
export interface RecordValues {
  readonly root: Omit<RootData, RootList>;
  readonly account: TenantFields;
  readonly message: RootData["order"][number];
  readonly fault: RootData["faults"][number];
  readonly call: RootData["journal"][number];
  readonly event: RootData["events"][number];
}

interface RecordOf<K extends keyof RecordValues> {
  readonly kind: K;
  readonly value: RecordValues[K];
}

/** No list may be called as another kind is: its entries would be read as that. */
export type StateRecord = [keyof RecordValues & ListName] extends [never]
  ?
      | { readonly [K in keyof RecordValues]: RecordOf<K> }[keyof RecordValues]
      | { readonly kind: ListName; readonly value: ListEntry }
  : never;

/** Puts a snapshot together; the values are taken as they are and not copied. */
export class SnapshotBuilder {
  #root: RecordValues["root"] | undefined;
  readonly #tenants: TenantData[] = [];
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
        this.#tenants.push({ ...record.value, ...entriesOf(makeLists()) });
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
      default:
        this.#addTo(record.kind, record.value);
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

  #addTo(name: ListName, entry: ListEntry): void {
    const tenant = this.#tenants.at(-1);
    if (tenant === undefined) throw new Error("there is no account before it");
    const list: unknown[] = tenant[name];
    list.push(entry);
  }
}

/** With lists that can be added to. */
type Lists<T> = { readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K] };
