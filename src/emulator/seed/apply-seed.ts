/**
 * Puts a seed into a root: each account's past is run through the rules of the present, in order of time, so that
 * books, contacts and windows come out as if it had happened. Only the checks that would refuse are left out: what a
 * seed says has happened.
 */
import { newContact, optedOut, type Profile } from "../domain/contact.ts";
import { receive } from "../domain/inbound.ts";
import { createTemplate } from "../domain/template-rules.ts";
import type { AccountView, Effect, Reads } from "../domain/transition.ts";
import type { Draw } from "../runtime/random.ts";
import type { Settings } from "../settings.ts";
import { applyEffect, type EffectContext } from "../store/apply-effect.ts";
import { emptyRoot, type Root, type Tenant } from "../store/root.ts";
import { runDue } from "../store/run-due.ts";
import { openTenant } from "../store/tenants.ts";
import { viewOf } from "../store/view.ts";
import type { SeedAccount, SeedContact, SeedInbound, SeedTemplate } from "../types/seed.ts";
import { accountInput } from "./seed-account.ts";
import { sent } from "./seed-message.ts";
import { approvalOf } from "./seed-template.ts";
import { seedTime } from "./seed-time.ts";
import { seededRecords } from "./seeded-records.ts";

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
export function applySeed(accounts: readonly SeedAccount[], seeding: SeedContext): Root {
  const { root: rehearsed } = run(accounts, () => PLENTY, { ...seeding, log: () => {} });
  const spent = (token: string): number => PLENTY - (rehearsed.tenants.get(token)?.account.credits ?? PLENTY);
  const { root } = run(accounts, (credits, token) => credits + spent(token), seeding);
  return root;
}

/** @param opening credits before all that happened, from those that are left and the token */
function run(
  accounts: readonly SeedAccount[],
  opening: (credits: number, token: string) => number,
  seeding: SeedContext,
): EffectContext {
  const { settings, log, start, draw } = seeding;
  const context: EffectContext = { root: emptyRoot(), settings, log, listening: false };
  const happenings = accounts.flatMap((seed) => {
    const input = accountInput(seed, start);
    const credits = opening(input.credits ?? settings.account.credits, seed.token);
    const tenant = openTenant(context.root, settings, seed.token, input, start, seed);
    tenant.account.credits = credits;
    return happeningsOf(seed, tenant, context, seeding);
  });
  for (const { at, tenant, effects } of happenings.sort((a, b) => a.at - b.at)) {
    runDue(context, tenant, draw, at);
    for (const effect of effects()) applyEffect(context, tenant, effect);
  }
  for (const tenant of context.root.tenants.values()) runDue(context, tenant, draw, start);
  return context;
}

/** Those of one time come in this order. Templates go first, since messages may be of any. */
function happeningsOf(
  seed: SeedAccount,
  tenant: Tenant,
  context: EffectContext,
  seeding: SeedContext,
): readonly Happening[] {
  const { templates = [], contacts = [], messages = [], inbox = [] } = seed;
  for (const template of templates) applyEffect(context, tenant, templateEffect(template, tenant, seeding));
  const happens = (written: string | undefined, effects: (at: number) => readonly Effect[]): Happening => {
    const at = seedTime(written, seeding.start);
    return { at, tenant, effects: () => effects(at) };
  };
  return [
    ...contacts.map((contact) => happens(contact.createdAt ?? contact.optOut?.at, known(contact, tenant))),
    ...contacts
      .filter((contact) => contact.optOut !== undefined)
      .map((contact) => happens(contact.optOut?.at, optOut(contact, tenant))),
    ...Object.values(seededRecords)
      .flatMap(({ past }) => past(seed))
      .map(({ madeAt, effects }) => happens(madeAt, (at) => effects(view(tenant, {}), at))),
    ...messages.map((message) => happens(message.sentAt, sent(message, tenant, seeding))),
    ...inbox.map((inbound) => happens(inbound.receivedAt, received(inbound, tenant, seeding))),
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

function known(seed: SeedContact, { account, lists: { contacts } }: Tenant): Effects {
  return (at) => {
    const { number } = seed;
    if (contacts.has(number)) return [];
    const profile = seededProfile(seed, account.fieldValuesMade);
    const contact = { ...newContact(number, account.contactsMade, at), profile };
    return [{ kind: "contact", contact }];
  };
}

/** @param valuesMade values of custom fields that the account's contacts ever had */
function seededProfile(seed: SeedContact, valuesMade: number): Profile | null {
  const { number: _number, createdAt: _at, optOut: _out, groups = [], customFields = [], ...person } = seed;
  if (groups.length + customFields.length + Object.keys(person).length === 0) return null;
  const { firstName = "", lastName = "", birthDay = null, email = "", zip = "", city = "" } = person;
  const fieldValues = customFields.map(({ id, value }, index) => ({
    id: valuesMade + index + 1,
    fieldId: id,
    value,
  }));
  return { firstName, lastName, birthDay, email, zip, city, groupIds: [...new Set(groups)], fieldValues };
}

function optOut({ number, optOut: out }: SeedContact, { account, lists: { contacts } }: Tenant): Effects {
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
  seeding: SeedContext,
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
    return receive(inbound, view(tenant, { recipient: from }), seeding.settings, at).effects;
  };
}
