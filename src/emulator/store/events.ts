/**
 * Events: recorded only while there is a subscriber, so that they cost nothing otherwise. Statuses change with time;
 * their events are emitted in the order in which they fell due, whenever a clock has moved.
 */
import { isFinal } from "../../protocol/delivery-status.ts";
import { approvalPlan } from "../domain/approval.ts";
import { timeOf } from "../domain/clock.ts";
import { type DeliveryStep, deliveryPlan, statusAt } from "../domain/delivery.ts";
import type { Fifo } from "./fifo.ts";
import type { StoredTemplate } from "./lists.ts";
import {
  type DueApproval,
  type DueDelivery,
  type DueStep,
  type Root,
  type Tenant,
  templateOf,
} from "./root.ts";
import type { StoredMessage, StoreEvent } from "./types.ts";
import { weighEvent } from "./weigh.ts";

/** Waiting steps of removed messages that are tolerated before a sweep. */
const GONE_KEPT = 1024;

export function pushEvent(root: Root, kept: number, { token, at, what }: Omit<StoreEvent, "id">): void {
  root.lastEvent += 1;
  const event = { id: root.lastEvent, token, at, what };
  root.events.push(event);
  root.weight += weighEvent(event);
  const gone = root.events.size > kept ? root.events.shift() : undefined;
  if (gone !== undefined) root.weight -= weighEvent(gone);
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
export function scheduleStep(tenant: Tenant, message: StoredMessage, after: number): void {
  const kept = tenant.messages.size + tenant.lists.templates.size;
  if (tenant.due.size > 2 * kept + GONE_KEPT) tenant.due.keep((due) => isDueKept(tenant, due));
  awaitStepOf(tenant, message, deliveryPlan(message), -1, after);
}

/** @param index of the step last emitted, or -1 */
function awaitStepOf(
  tenant: Tenant,
  message: StoredMessage,
  plan: readonly DeliveryStep[],
  index: number,
  after: number,
): void {
  let next = index + 1;
  let step = plan[next];
  while (step !== undefined && step.at <= after) step = plan[++next];
  if (step === undefined) return;
  const { at } = step;
  while (plan[next + 1]?.at === at) next++;
  tenant.due.push({ at, message, plan, index: next, taken: message.taken });
}

/** Remembers when the template's next step falls due. */
export function awaitApproval(tenant: Tenant, template: StoredTemplate, after: number): void {
  const plan = approvalPlan(template);
  const next = plan.find((step) => step.at > after);
  const step = next && plan.findLast(({ at }) => at === next.at);
  if (step !== undefined) tenant.due.push({ at: step.at, template, step });
}

/** Drops the waiting steps of removed messages and templates. */
export function forgetGoneSteps(tenant: Tenant): void {
  tenant.due.keep((due) => isDueKept(tenant, due));
}

function isDueKept(tenant: Tenant, due: DueStep): boolean {
  return "template" in due
    ? templateOf(tenant, due.template.id) === due.template
    : isKept(tenant, due.message);
}

/** True when the message is still kept; messages are removed oldest first, so no index is needed. */
function isKept({ messages }: Tenant, { number }: StoredMessage): boolean {
  const oldest = messages.at(0);
  return oldest !== undefined && oldest.number <= number;
}

/** Schedules the steps of every message that is not final. */
export function awaitAll(root: Root, base: number): void {
  for (const tenant of root.tenants.values()) awaitTenant(root, tenant, base);
}

export function awaitTenant(root: Root, tenant: Tenant, base: number): void {
  const now = tenantTime(root, tenant, base);
  for (const message of tenant.messages) if (mayMove(message, now)) scheduleStep(tenant, message, now);
  for (const template of tenant.lists.templates) awaitApproval(tenant, template, now);
}

/** Fast path: most messages are final, so skip building their plan. */
function mayMove(message: StoredMessage, now: number): boolean {
  return message.sentAt > now || !isFinal(statusAt(message, now));
}

/** Emits all steps that have fallen due by now, earliest first. */
export function emitDue(root: Root, tenant: Tenant, now: number, kept: number): void {
  for (let due = tenant.due.peek(); due !== undefined && due.at <= now; due = tenant.due.peek()) {
    tenant.due.pop();
    if (!isDueKept(tenant, due)) continue;
    if ("template" in due) emitApproval(root, tenant, due, kept);
    else emitDelivery(root, tenant, due, kept);
  }
}

function emitDelivery(root: Root, tenant: Tenant, due: DueDelivery, kept: number): void {
  const { at, message } = due;
  // A status set by hand since then may have ended the message before this step.
  const isAsPlanned = due.taken === message.taken;
  const plan = isAsPlanned ? due.plan : deliveryPlan(message);
  const index = isAsPlanned ? due.index : plan.findLastIndex((planned) => planned.at === at);
  const step = plan[index];
  if (step === undefined) return;
  pushEvent(root, kept, {
    token: message.token,
    at,
    what: { type: "status", message: message.id, status: step.status },
  });
  awaitStepOf(tenant, message, plan, index, at);
}

function emitApproval(root: Root, tenant: Tenant, { template, step }: DueApproval, kept: number): void {
  const { at, status } = step;
  // A state set by hand since then may be final, which leaves no further step.
  if (!approvalPlan(template).some((planned) => planned.at === at && planned.status === status)) return;
  pushEvent(root, kept, {
    token: template.token,
    at,
    what: { type: "template", template: template.id, status },
  });
  awaitApproval(tenant, template, at);
}

/** Milliseconds since 1970 by a tenant's clock. @param base time by the machine's clock */
export function tenantTime(root: Root, tenant: Tenant, base: number): number {
  return timeOf(tenant.clock, timeOf(root.clock, base));
}
