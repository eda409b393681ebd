/** Delivery of a message to a recipient: by magic number, else by the account's settings for it or for all. */
import { type DeliveryStatusId, REJECTED } from "../../protocol/delivery-status.ts";
import { magicOf, type Refused } from "../../protocol/magic-numbers.ts";
import type { DeliverySettings, Settings } from "../settings.ts";
import type { Account } from "./account.ts";

export interface DeliveryPolicy {
  readonly pace: DeliverySettings;
  readonly end: DeliveryStatusId;
  readonly by: "account" | "recipient" | "magic";
  /** Refusal of a magic number that is always refused; null for other recipients. */
  readonly magic: Refused | null;
  /** Text that the handset of a magic number writes back once it is delivered. */
  readonly thenWrites: string | null;
}

/** @param recipient digits, country code first */
export function deliveryPolicyOf(
  recipient: string,
  { delivery, recipients }: Pick<Account, "delivery" | "recipients">,
  settings: Pick<Settings, "magicNumbers" | "submit">,
): DeliveryPolicy {
  const magic = settings.magicNumbers ? magicOf(recipient) : undefined;
  const own = recipientOf(recipient, recipients);
  const pace = own?.mode === undefined ? delivery : { ...delivery, mode: own.mode };
  const refused = magic?.kind === "refusal" ? magic.refused : null;
  const policy = { pace, end: delivery.end, by: "account", magic: refused, thenWrites: null } as const;
  if (own?.end !== undefined) return { ...policy, end: own.end, by: "recipient", magic: null };
  if (refused === "carrier-blocked" && settings.submit.carrierBlocks === "delivery")
    return { ...policy, end: REJECTED, by: "magic", magic: null };
  if (magic?.kind !== "delivery") return policy;
  const thenWrites = magic.thenWrites ?? null;
  return { ...policy, pace: lateBy(pace, magic.afterMs), end: magic.status, by: "magic", thenWrites };
}

/** The account's entry for a recipient. */
export function recipientOf(
  recipient: string,
  recipients: Account["recipients"],
): Account["recipients"][string] | undefined {
  return Object.hasOwn(recipients, recipient) ? recipients[recipient] : undefined;
}

/** Delays a late magic number's message even when the account delivers at once. */
function lateBy(pace: DeliverySettings, afterMs: number | undefined): DeliverySettings {
  if (afterMs === undefined) return pace;
  return { ...pace, mode: pace.mode === "immediate" ? "time" : pace.mode, deliveredAfterMs: afterMs };
}
