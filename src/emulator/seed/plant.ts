/**
 * Puts a seed into a root: each account's past is run through the rules of the present, in order of time, so that
 * books, contacts and windows come out as if it had happened. Only the checks that would refuse are left out: what a
 * seed says has happened.
 */
import { optedOut } from "../domain/contact.ts";
import { receive } from "../domain/inbound.ts";
import { createTemplate } from "../domain/template-rules.ts";
import type { AccountView, Effect, Reads } from "../domain/transition.ts";
import type { Draw } from "../runtime/random.ts";
import type { Settings } from "../settings.ts";
import { applyEffect, type EffectContext } from "../store/apply-effect.ts";
import { emptyRoot, type Root, type Tenant } from "../store/root.ts";
import { settle } from "../store/settle.ts";
import { openTenant } from "../store/tenants.ts";
import { viewOf } from "../store/view.ts";
import type { SeedAccount, SeedContact, SeedInbound, SeedTemplate } from "../types/seed.ts";
import { accountInput } from "./seed-account.ts";
import { sent } from "./seed-message.ts";
import { approvalOf } from "./seed-template.ts";
import { seedTime } from "./seed-time.ts";

export interface SeedContext {
  readonly settings: Settings;
  readonly draw: Draw;
  readonly log: (line: string) => void;
  /** Milliseconds since 1970 that the seed's times are counted back from. */
  readonly start: number;
}

/** Something that happened to an account. */
interface Happening {
  readonly at: number;
  readonly tenant: Tenant;
  readonly effects: () => readonly Effect[];
}

/** More than any past costs; what it did cost is known only once it has been run. */
const PLENTY = 1e15;

/** @param accounts as they were read, in a root of their own */
export function plant(accounts: readonly SeedAccount[], plot: SeedContext): Root {
  const { root: rehearsed } = run(accounts, () => PLENTY, { ...plot, log: () => {} });
  const spent = (token: string): number => PLENTY - (rehearsed.tenants.get(token)?.account.credits ?? PLENTY);
  const { root } = run(accounts, (credits, token) => credits + spent(token), plot);
  return root;
}

/** @param opening credits before all that happened, from those that are left and the token */
function run(
  accounts: readonly SeedAccount[],
  opening: (credits: number, token: string) => number,
  plot: SeedContext,
): EffectContext {
  const { settings, log, start, draw } = plot;
  const desk: EffectContext = { root: emptyRoot(), settings, log, listening: false };
  const happenings = accounts.flatMap((seed) => {
    const input = accountInput(seed, start);
    const credits = opening(input.credits ?? settings.account.credits, seed.token);
    const tenant = openTenant(desk.root, settings, seed.token, input, start, seed);
    tenant.account.credits = credits;
    return happeningsOf(seed, tenant, desk, plot);
  });
  for (const { at, tenant, effects } of happenings.sort((a, b) => a.at - b.at)) {
    settle(desk, tenant, draw, at);
    for (const effect of effects()) applyEffect(desk, tenant, effect);
  }
  for (const tenant of desk.root.tenants.values()) settle(desk, tenant, draw, start);
  return desk;
}

/** Those of one time come in this order. Templates go first, since messages may be of any. */
function happeningsOf(
  seed: SeedAccount,
  tenant: Tenant,
  desk: EffectContext,
  plot: SeedContext,
): readonly Happening[] {
  const { templates = [], contacts = [], messages = [], inbox = [] } = seed;
  for (const template of templates) applyEffect(desk, tenant, templateEffect(template, tenant, plot));
  const happens = (written: string | undefined, effects: (at: number) => readonly Effect[]): Happening => {
    const at = seedTime(written, plot.start);
    return { at, tenant, effects: () => effects(at) };
  };
  return [
    ...contacts.map((contact) => happens(contact.createdAt ?? contact.optOut?.at, known(contact, tenant))),
    ...contacts
      .filter((contact) => contact.optOut !== undefined)
      .map((contact) => happens(contact.optOut?.at, optOut(contact, tenant))),
    ...messages.map((message) => happens(message.sentAt, sent(message, tenant, plot))),
    ...inbox.map((inbound) => happens(inbound.receivedAt, received(inbound, tenant, plot))),
  ];
}

function view(tenant: Tenant, reads: Reads): AccountView {
  return viewOf(tenant, reads, undefined);
}

function templateEffect(seed: SeedTemplate, tenant: Tenant, { settings, draw, start }: SeedContext): Effect {
  const { resourceLink, name = "", status } = seed;
  const seen = view(tenant, {});
  const approval = approvalOf(seed, tenant.account.approval, settings, start);
  const drawn = draw(tenant.account.token, "media", seen.nextTemplate);
  const { result } = createTemplate({ name, resourceLink }, seen, settings, drawn, approval.createdAt);
  const endBy = status === undefined ? result.endBy : "account";
  return { kind: "append-template", template: { ...result, ...approval, endBy } };
}

type Effects = (at: number) => readonly Effect[];

function known({ number }: SeedContact, { account, contacts }: Tenant): Effects {
  return (at) => {
    if (contacts.has(number)) return [];
    const contact = { id: account.contactsMade + 1, number, createdAt: at, updatedAt: at, optOut: null };
    return [{ kind: "contact", contact }];
  };
}

function optOut({ number, optOut: out }: SeedContact, { account, contacts }: Tenant): Effects {
  return (at) => {
    if (out === undefined) return [];
    const { by } = out;
    const word = by === "api" ? null : (out.word ?? "STOP");
    const contact = optedOut(contacts.get(number), number, { at, by, word }, account.contactsMade);
    return contact === contacts.get(number) ? [] : [{ kind: "contact", contact }];
  };
}

function received(
  { from, to, message, keyword, campaign }: SeedInbound,
  tenant: Tenant,
  plot: SeedContext,
): Effects {
  return (at) => {
    const { numbers } = tenant.account;
    const inbound = {
      from,
      to: to ?? numbers[0] ?? "",
      text: message,
      keyword: keyword ?? null,
      campaign: campaign ?? null,
    };
    return receive(inbound, view(tenant, { recipient: from }), plot.settings.handset, at).effects;
  };
}
