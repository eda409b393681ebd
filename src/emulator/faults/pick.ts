/** Which of the faults asked for meets a call; counts the call for its account. */

import { type Draw, fractions } from "../runtime/random.ts";
import { beforeTenantChanges } from "../store/capture.ts";
import type { Root } from "../store/root.ts";
import { type Fault, type FaultCall, fires, matches, UNMET } from "./fault.ts";

export interface AppliedFault {
  readonly fault: Fault;
  /** For what the fault itself leaves to chance. */
  readonly drawn: string;
}

/** The first that fires, in the order in which they were asked for. */
export function meetFault(
  root: Root,
  draw: Draw,
  call: FaultCall,
  when: Fault["when"],
): AppliedFault | undefined {
  if (root.faults.size === 0) return undefined;
  const tenant = root.tenants.get(call.token);
  if (tenant === undefined) return undefined;
  const { faultCounts: counts } = tenant.lists;
  // Draws go by the place among the faults that meet this account: their ids count over all accounts.
  let place = 0;
  for (const fault of root.faults.values()) {
    if (fault.when !== when || !matches(fault, call)) continue;
    place += 1;
    const count = counts.get(fault.id) ?? UNMET;
    const drawn = draw(call.token, `fault-${when}-${place}`, count.matched);
    const fired = fires(fault, count, fractions(drawn)[0]);
    beforeTenantChanges(root, tenant);
    counts.set(fault.id, { matched: count.matched + 1, fired: count.fired + (fired ? 1 : 0) });
    if (fired) return { fault, drawn };
  }
  return undefined;
}
