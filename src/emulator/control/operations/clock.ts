import { durationMs } from "../../../protocol/duration.ts";
import { isoTime, timeOfIso } from "../../../protocol/vendor-time.ts";
import { type ClockChange, isTime } from "../../domain/clock.ts";
import type { AdvanceClockInput, SetClockInput, TenantInput } from "../../types/inputs.ts";
import type { ClockView } from "../../types/views.ts";
import { advanceClock, check, invalid, setClock, TIMES, tenant } from "../schemas.ts";
import { type OperationServices, unknown } from "../services.ts";

/** Each acts on the account named, else on the clock beneath all accounts. */
export interface ClockOperations {
  get(input?: TenantInput): Promise<ClockView>;
  set(input: SetClockInput): Promise<ClockView>;
  advance(by: AdvanceClockInput["by"], input?: TenantInput): Promise<ClockView>;
  freeze(input?: TenantInput): Promise<ClockView>;
  resume(input?: TenantInput): Promise<ClockView>;
}

export function clockOperations({ store }: OperationServices): ClockOperations {
  async function show(token: string | undefined): Promise<ClockView> {
    const clock = await store.clock(token);
    if (clock === undefined) throw unknown("account", token ?? "");
    return { now: isoTime(store.now(token)), frozen: clock.frozenAt !== null };
  }

  async function move(token: string | undefined, change: ClockChange): Promise<ClockView> {
    // An account that opens at first use may have its clock set before that.
    if (token !== undefined) await store.admit(token);
    if (!(await store.moveClock(change, token))) throw unknown("account", token ?? "");
    return show(token);
  }

  return {
    async get(input = {}) {
      return show(check(tenant, input, "query").token);
    },
    async set(input) {
      const { token, now, frozen } = check(setClock, input, "body");
      return move(token, { kind: "set", now: typeof now === "number" ? now : timeOfIso(now), frozen });
    },
    async advance(by, input = {}) {
      const { token, ...checked } = check(advanceClock, { ...input, by }, "body");
      const change = { kind: "advance", by: durationMs(checked.by) ?? 0 } as const;
      if (!isTime(store.now(token) + change.by)) {
        throw invalid("body", [{ field: "by", message: `the time it leads to ${TIMES}` }]);
      }
      return move(token, change);
    },
    async freeze(input = {}) {
      return move(check(tenant, input, "body").token, { kind: "freeze" });
    },
    async resume(input = {}) {
      return move(check(tenant, input, "body").token, { kind: "resume" });
    },
  };
}
