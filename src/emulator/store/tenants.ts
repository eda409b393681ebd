/** Accounts in the root: who is let in, how they open and close, and which go when there are too many. */
import { type AccountInput, openAccount } from "../domain/account.ts";
import type { Settings } from "../settings.ts";
import { emptyTenant, type Root, type Tenant } from "./root.ts";

/** Share of the accounts that go at once when there are too many, so that it is not done at every request. */
const EVICTED_SHARE = 0.01;

/** The token printed in the vendor's examples; every curl of its pages works as pasted. */
const SAMPLE_TOKEN = "your_access_token";

/** Whether a token gets an account at first use. */
export function mayOpen(token: string, { tenants }: Settings): boolean {
  return token === SAMPLE_TOKEN || (tenants.prefix !== "" && token.startsWith(tenants.prefix));
}

/** @param opened null for an account created at first use */
export function openTenant(
  root: Root,
  settings: Settings,
  token: string,
  opened: AccountInput | null,
  now: number,
): Tenant {
  const tenant = emptyTenant(openAccount(token, settings, opened ?? {}), opened, now);
  root.tenants.set(token, tenant);
  return tenant;
}

/** Takes an account away with all that is its own. */
export function closeTenant(root: Root, token: string): void {
  const tenant = root.tenants.get(token);
  if (tenant === undefined) return;
  for (const message of tenant.messages) root.messages.delete(message.id);
  root.tenants.delete(token);
  for (const fault of root.faults.values()) if (fault.match.token === token) root.faults.delete(fault.id);
}

/** Makes room for one more account created at first use. */
export function evictTenants(
  root: Root,
  { tenants: { limit } }: Settings,
  log: (line: string) => void,
): void {
  // Named accounts are few, so this is the cheap question first.
  if (root.tenants.size < limit) return;
  const automatic = Array.from(root.tenants.values()).filter((tenant) => tenant.opened === null);
  if (automatic.length < limit) return;
  const going = automatic
    .sort((a, b) => a.usedAt - b.usedAt)
    .slice(0, Math.max(1, Math.ceil(limit * EVICTED_SHARE)));
  for (const { account } of going) closeTenant(root, account.token);
  if (root.saidEvicting) return;
  root.saidEvicting = true;
  log(
    `More than ${limit} accounts created at first use: the longest unused go from now on (setting tenants.limit).`,
  );
}
