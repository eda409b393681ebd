/**
 * Events: noted only while somebody listens, so that nobody else pays for them. Statuses change by themselves as
 * time passes; their events are told in the order in which they fell due, whenever a clock has moved.
 */
import { timeOf } from "../domain/clock.ts";
import { type DeliveryStep, deliveryPlan } from "../domain/delivery.ts";
import type { Fifo } from "./fifo.ts";
import type { Root, StoredMessage, Tenant } from "./root.ts";
import type { StoreEvent } from "./store.ts";

export function note(root: Root, kept: number, event: Omit<StoreEvent, "id">): void {
  root.lastEvent += 1;
  root.events.push({ id: root.lastEvent, ...event });
  if (root.events.size > kept) root.events.shift();
}

/** Position of the first event newer than an id. Ids count up, with holes where an account was reset. */
export function firstAfter(events: Fifo<StoreEvent>, id: number): number {
  let [low, high] = [0, events.size];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events.at(middle)?.id ?? 0) <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Remembers when the message's next step falls due. */
export function awaitStep(tenant: Tenant, message: StoredMessage, after: number): void {
  awaitStepOf(tenant, message, deliveryPlan(message), after);
}

function awaitStepOf(
  tenant: Tenant,
  message: StoredMessage,
  plan: readonly DeliveryStep[],
  after: number,
): void {
  const step = plan.find(({ at }) => at > after);
  if (step !== undefined) tenant.due.push({ at: step.at, message, plan, taken: message.taken });
}

/** Begins to wait for the steps of every message that still moves. */
export function awaitAll(root: Root, base: number): void {
  for (const tenant of root.tenants.values()) awaitTenant(root, tenant, base);
}

export function awaitTenant(root: Root, tenant: Tenant, base: number): void {
  const now = tenantTime(root, tenant, base);
  for (const message of tenant.messages) awaitStep(tenant, message, now);
}

/** Tells of all steps that have fallen due by now, earliest first. */
export function tellDue(root: Root, tenant: Tenant, now: number, kept: number): void {
  for (let due = tenant.due.peek(); due !== undefined && due.at <= now; due = tenant.due.peek()) {
    tenant.due.pop();
    const { at, message } = due;
    // A message may have gone, or have ended by hand before this step came.
    if (root.messages.get(message.id) !== message) continue;
    const plan = due.taken === message.taken ? due.plan : deliveryPlan(message);
    const step = plan.findLast((planned) => planned.at === at);
    if (step === undefined) continue;
    const what = { type: "status", message: message.id, status: step.status } as const;
    note(root, kept, { token: message.token, at, what });
    awaitStepOf(tenant, message, plan, at);
  }
}

/** Milliseconds since 1970 by a tenant's clock. @param base by the machine's */
export function tenantTime(root: Root, tenant: Tenant, base: number): number {
  return timeOf(tenant.clock, timeOf(root.clock, base));
}

/** Milliseconds until the next step of any tenant whose clock runs; undefined when there is none. */
export function untilNextDue(root: Root, base: number): number | undefined {
  let least: number | undefined;
  if (root.clock.frozenAt !== null) return undefined;
  for (const tenant of root.tenants.values()) {
    const due = tenant.due.peek();
    if (due === undefined || tenant.clock.frozenAt !== null) continue;
    const wait = Math.max(0, due.at - tenantTime(root, tenant, base));
    if (least === undefined || wait < least) least = wait;
  }
  return least;
}
