/** View of an account for a rule. */

import type { Message } from "../domain/message.ts";
import { firstIds } from "../domain/records.ts";
import { FIRST_TEMPLATE } from "../domain/template.ts";
import type { AccountView, Reads } from "../domain/transition.ts";
import { type Tenant, templateOf } from "./root.ts";

/** @param message of the account, as stored in the root */
export function viewOf(
  tenant: Tenant,
  { recipient, template }: Reads,
  message: Message | undefined,
): AccountView {
  return {
    account: tenant.account,
    recentSends: recipient === undefined ? [] : (tenant.lists.windows.get(recipient) ?? []),
    contact: recipient === undefined ? undefined : tenant.lists.contacts.get(recipient),
    contacts: tenant.lists.contacts,
    message,
    template: template === undefined ? undefined : templateOf(tenant, template),
    nextTemplate: (tenant.lists.templates.at(tenant.lists.templates.size - 1)?.id ?? FIRST_TEMPLATE - 1) + 1,
    records: tenant.lists,
    nextId: (of) => (tenant.lastIds[of] ?? firstIds[of] - 1) + 1,
  };
}
