import type { Snapshot } from "../../store/snapshot.ts";
import { snapshotSchema } from "../../store/snapshot-schema.ts";
import type { TenantInput } from "../../types/inputs.ts";
import { check, tenant } from "../schemas.ts";
import type { OperationServices } from "../services.ts";

/** Each acts on the account named, else on everything. */
export interface StateOperations {
  /** Back to the seed. */
  reset(input?: TenantInput): Promise<void>;
  snapshot(input?: TenantInput): Promise<Snapshot>;
  /** @throws ProblemError 400 for what is no snapshot; nothing has changed then */
  restore(snapshot: Snapshot, input?: TenantInput): Promise<void>;
}

export function stateOperations({ store }: OperationServices): StateOperations {
  return {
    async reset(input = {}) {
      await store.reset(check(tenant, input, "body").token);
    },
    async snapshot(input = {}) {
      return store.snapshot(check(tenant, input, "query").token);
    },
    async restore(snapshot, input = {}) {
      const { token } = check(tenant, input, "query");
      await store.restore(structuredClone(check(snapshotSchema, snapshot, "body")), token);
    },
  };
}
