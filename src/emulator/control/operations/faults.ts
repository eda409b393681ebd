import type { Fault } from "../../faults/fault.ts";
import type { FaultInput, TenantInput } from "../../types/inputs.ts";
import { fault as faultSchema } from "../fault-schema.ts";
import type { List } from "../list.ts";
import { check, invalid, tenant } from "../schemas.ts";
import { type OperationServices, unknown } from "../services.ts";

export interface FaultOperations {
  add(input: FaultInput): Promise<Fault>;
  /** Those that match one account only when it is named. */
  list(input?: TenantInput): Promise<List<Fault>>;
  remove(id: string): Promise<void>;
  clear(input?: TenantInput): Promise<void>;
}

export function faultOperations(services: OperationServices): FaultOperations {
  const { store, readPhone } = services;

  /** @throws ProblemError 400 for what is no number, which no call could ever name */
  function readRecipient(written: string): string {
    const digits = readPhone(written);
    if (digits !== undefined) return digits;
    const message = "must be a phone number, country code first, like 16465550123: it would meet no call";
    throw invalid("body", [{ field: "match.recipient", message }]);
  }

  return {
    async add(input) {
      const { match, ...rest } = check(faultSchema, input, "body");
      const recipient = match.recipient === undefined ? undefined : readRecipient(match.recipient);
      const added = await store.addFault({ ...rest, match: { ...match, recipient } });
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
