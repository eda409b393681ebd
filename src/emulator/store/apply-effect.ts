/** Application of each effect of a rule to the root, retention included. */
import { PENDING } from "../../protocol/delivery-status.ts";
import { statesOf } from "../domain/account.ts";
import { type ApprovalStep, approvalAt } from "../domain/approval.ts";
import type { Contact } from "../domain/contact.ts";
import { statusAt } from "../domain/delivery.ts";
import type { InboundMessage } from "../domain/inbox.ts";
import type { Message } from "../domain/message.ts";
import { type RecentSend, windowMsOf } from "../domain/recipient-rate.ts";
import type { RecordName, Records } from "../domain/records.ts";
import { FIRST_TEMPLATE } from "../domain/template.ts";
import type { Effect } from "../domain/transition.ts";
import type { Settings } from "../settings.ts";
import { beforeMessageChanges, beforeTenantChanges } from "./capture.ts";
import { awaitApproval, pushEvent, scheduleStep } from "./events.ts";
import type { RecordLists, StoredTemplate } from "./lists.ts";
import { awaitMessage, awaitScheduled } from "./pending.ts";
import { recordCollections } from "./record-collections.ts";
import { type Root, type Tenant, templateOf, WINDOWS_BEFORE_SWEEP } from "./root.ts";
import type { StoredMessage, StoreEvent } from "./types.ts";
import { weighEffect } from "./weigh.ts";

/** Context in which effects are applied. */
export interface EffectContext {
  readonly root: Root;
  readonly settings: Settings;
  readonly log: (line: string) => void;
  /** True when a subscriber has asked for events. */
  readonly listening: boolean;
}

export function applyEffect(context: EffectContext, tenant: Tenant, effect: Effect): void {
  const { account } = tenant;
  beforeTenantChanges(context.root, tenant);
  context.root.weight += weighEffect(effect);
  switch (effect.kind) {
    case "bucket":
      account.bucket = effect.bucket;
      break;
    case "charge":
      account.credits -= effect.credits;
      account.totals.creditsCharged += effect.credits;
      break;
    case "numbers":
      account.numbers = effect.numbers;
      account.numberMadeAt = effect.madeAt ?? account.numberMadeAt;
      account.numberStates = statesOf(effect.numbers, account.numberStates);
      break;
    case "sender-cursor":
      account.senderCursor = effect.cursor;
      break;
    case "recent-sends":
      remember(tenant, effect.recipient, effect.sends);
      break;
    case "append":
      append(context, tenant, effect.message);
      break;
    case "received":
      receive(context, tenant, effect.message);
      break;
    case "contact":
      if (effect.instead !== undefined) tenant.lists.contacts.delete(effect.instead);
      keepContact(context, tenant, effect.contact);
      break;
    case "delivery-step":
      takeStep(context, tenant, effect.id, effect.step);
      break;
    case "resent":
      noteResent(context, effect.id, effect.resent);
      break;
    case "handset-wrote":
      noteWrote(context, effect.id, effect.at);
      break;
    case "append-template":
      appendTemplate(context, tenant, effect.template);
      break;
    case "approval-step":
      takeApprovalStep(context, tenant, effect.id, effect.step);
      break;
    case "keep":
      keepRecord(context, tenant, effect);
      if (effect.of === "scheduledMessages") awaitScheduled(context.root, tenant, effect.record);
      break;
    case "drop":
      tenant.lists[effect.of].delete(effect.id);
      break;
    default:
      effect satisfies never;
  }
}

function append(context: EffectContext, tenant: Tenant, message: StoredMessage): void {
  const { root, settings, listening } = context;
  tenant.account.totals.messages += 1;
  tenant.account.totals.parts += message.facts.parts;
  tenant.messages.push(message);
  root.order.push(message);
  root.messages.set(message.id, message);
  awaitMessage(tenant, message);
  tenant.conversations?.sent(message);
  if (root.messages.size > settings.retention.messages) dropOldest(context);
  if (!listening) return;
  emit(context, message, message.sentAt, { type: "message", message: message.id });
  const status = statusAt(message, message.sentAt);
  if (status !== PENDING)
    emit(context, message, message.sentAt, { type: "status", message: message.id, status });
  scheduleStep(tenant, message, message.sentAt);
}

function receive(context: EffectContext, tenant: Tenant, message: InboundMessage): void {
  tenant.account.received += 1;
  tenant.lists.inbox.push(message);
  tenant.conversations?.received(message);
  if (tenant.lists.inbox.size > context.settings.retention.inbox) {
    const gone = tenant.lists.inbox.shift();
    if (gone !== undefined) tenant.conversations?.receivedGone(gone);
  }
  if (!context.listening) return;
  const { number, from, to } = message;
  emit(context, message, message.receivedAt, { type: "inbound", number, from, to });
}

/** Keeps the map ordered by last change, so its first contact is the longest unchanged. */
function keepContact(
  context: EffectContext,
  { account, lists: { contacts } }: Tenant,
  contact: Contact,
): void {
  const before = contacts.get(contact.number);
  contacts.delete(contact.number);
  contacts.set(contact.number, contact);
  account.contactsMade = Math.max(account.contactsMade, contact.id);
  for (const { id } of contact.profile?.fieldValues ?? [])
    account.fieldValuesMade = Math.max(account.fieldValuesMade, id);
  const [oldest] = contacts.keys();
  if (contacts.size > context.settings.retention.contacts && oldest !== undefined) contacts.delete(oldest);
  const { optOut } = contact;
  if (!context.listening || (before?.optOut ?? null) === optOut) return;
  const by = optOut?.by ?? null;
  emit(context, account, contact.updatedAt, {
    type: "opt-out",
    recipient: contact.number,
    optedOut: optOut !== null,
    by,
  });
}

function takeStep(context: EffectContext, tenant: Tenant, id: string, step: Message["taken"][number]): void {
  const message = context.root.messages.get(id);
  if (message === undefined || message.token !== tenant.account.token) return;
  beforeMessageChanges(context.root, message);
  message.taken = [...message.taken, step];
  awaitMessage(tenant, message);
  if (context.listening)
    emit(context, message, step.at, { type: "status", message: id, status: step.status });
}

function noteResent({ root }: EffectContext, id: string, resent: Message["resent"]): void {
  const message = root.messages.get(id);
  if (message === undefined) return;
  beforeMessageChanges(root, message);
  message.resent = resent;
}

function noteWrote({ root }: EffectContext, id: string, at: number): void {
  const message = root.messages.get(id);
  if (!message?.handset) return;
  beforeMessageChanges(root, message);
  message.handset = { ...message.handset, wroteAt: at };
}

/** Keeps a new record, or puts a changed one in its place. */
function keepRecord<Of extends RecordName>(
  { settings, log }: EffectContext,
  tenant: Tenant,
  { of, record }: { readonly of: Of; readonly record: Records[Of] },
): void {
  const lists: RecordLists = tenant.lists;
  const list: Map<number, Records[Of]> = lists[of];
  list.set(record.id, record);
  if (record.id > (tenant.lastIds[of] ?? 0)) tenant.lastIds = { ...tenant.lastIds, [of]: record.id };
  while (list.size > settings.retention.records) {
    recordCollections[of].shift(list);
    if (tenant.saidDropping.has(of)) continue;
    tenant.saidDropping.add(of);
    log(
      `More than ${settings.retention.records} ${of} of one account: its oldest are dropped from now on (setting retention.records).`,
    );
  }
}

function appendTemplate(context: EffectContext, tenant: Tenant, template: StoredTemplate): void {
  const { settings, listening, log } = context;
  const { templates } = tenant.lists;
  templates.push(template);
  const isTooMany = templates.size > settings.retention.templates;
  if (isTooMany && templates.shift()?.id === FIRST_TEMPLATE) {
    log(
      `More than ${settings.retention.templates} templates of one account: its oldest are dropped from now on (setting retention.templates).`,
    );
  }
  if (!listening) return;
  const { id, createdAt } = template;
  const status = approvalAt(template, createdAt);
  emit(context, template, createdAt, { type: "template", template: id, status });
  awaitApproval(tenant, template, createdAt);
}

function takeApprovalStep(context: EffectContext, tenant: Tenant, id: number, step: ApprovalStep): void {
  const template = templateOf(tenant, id);
  if (template === undefined) return;
  template.taken = [...template.taken, step];
  if (context.listening)
    emit(context, template, step.at, { type: "template", template: id, status: step.status });
}

function emit(
  { root, settings }: EffectContext,
  { token }: { readonly token: string },
  at: number,
  what: StoreEvent["what"],
): void {
  pushEvent(root, settings.retention.events, { token, at, what });
}

/** Drops the oldest message of all accounts. */
export function dropOldest({ root, settings, log }: EffectContext): void {
  let oldest = root.order.shift();
  // A removed account took its messages with it.
  while (oldest !== undefined && root.messages.get(oldest.id) !== oldest) oldest = root.order.shift();
  if (oldest === undefined) return;
  beforeMessageChanges(root, oldest);
  root.messages.delete(oldest.id);
  const tenant = root.tenants.get(oldest.token);
  tenant?.messages.shift();
  tenant?.conversations?.sentGone(oldest);
  if (root.saidDropping) return;
  root.saidDropping = true;
  log(
    `More than ${settings.retention.messages} messages: the oldest are dropped from now on, totals stay true (setting retention.messages).`,
  );
}

/**
 * Keeps a recipient's window behind those that changed before it, and from time to time drops windows whose sends no
 * longer count.
 */
function remember(tenant: Tenant, recipient: string, sends: readonly RecentSend[]): void {
  const { account, lists } = tenant;
  const { windows } = lists;
  windows.delete(recipient);
  windows.set(recipient, sends);
  if (windows.size < tenant.sweepAt) return;
  const newest = sends.at(-1)?.at ?? 0;
  const windowMs = windowMsOf(account.limits);
  for (const [other, kept] of windows) {
    if ((kept.at(-1)?.at ?? 0) <= newest - windowMs) windows.delete(other);
  }
  tenant.sweepAt = Math.max(WINDOWS_BEFORE_SWEEP, windows.size * 2);
}
