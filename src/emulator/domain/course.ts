/** Which way a message to a recipient goes: by its magic number, else as the account says, for it or for all. */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import { magicOf, type Refused } from "../../protocol/magic-numbers.ts";
import type { DeliverySettings, Settings } from "../settings.ts";
import type { Account } from "./account.ts";

export interface Course {
  readonly pace: DeliverySettings;
  readonly end: DeliveryStatusId;
  readonly by: "account" | "recipient" | "magic";
  /** Of a magic number that is refused. */
  readonly magic: Refused | null;
}

/** @param recipient digits, country code first */
export function courseOf(
  recipient: string,
  { delivery, recipients }: Pick<Account, "delivery" | "recipients">,
  settings: Pick<Settings, "magicNumbers">,
): Course {
  const magic = settings.magicNumbers ? magicOf(recipient) : undefined;
  const own = Object.hasOwn(recipients, recipient) ? recipients[recipient] : undefined;
  const pace = own?.mode === undefined ? delivery : { ...delivery, mode: own.mode };
  if (own?.end !== undefined) return { pace, end: own.end, by: "recipient", magic: null };
  const refused = magic?.kind === "refusal" ? magic.refused : null;
  if (magic?.kind === "delivery") return { pace, end: magic.status, by: "magic", magic: refused };
  return { pace, end: delivery.end, by: "account", magic: refused };
}
