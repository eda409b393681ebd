import type { Fault } from "../../faults/fault.ts";
import type { FaultInput, TenantInput } from "../inputs.ts";
import { check, fault as faultSchema, tenant } from "../schemas.ts";
import { type OperationServices, recipientOf, unknown } from "../services.ts";
import type { List } from "./accounts.ts";

export interface FaultOperations {
  add(input: FaultInput): Promise<Fault>;
  /** Those that match one account only when it is named. */
  list(input?: TenantInput): Promise<List<Fault>>;
  remove(id: string): Promise<void>;
  clear(input?: TenantInput): Promise<void>;
}

export function faultOperations(services: OperationServices): FaultOperations {
  const { store } = services;
  return {
    async add(input) {
      const { match, ...rest } = check(faultSchema, input, "body");
      const added = await store.addFault({
        ...rest,
        match: { ...match, recipient: recipientOf(services, match.recipient) },
      });
      return structuredClone(added);
    },
    async list(input = {}) {
      const items = structuredClone(await store.faults(check(tenant, input, "query").token));
      return { items, total: items.length };
    },
    async remove(id) {
      if (!(await store.removeFault(id))) throw unknown("fault", id);
    },
    async clear(input = {}) {
      await store.clearFaults(check(tenant, input, "query").token);
    },
  };
}
