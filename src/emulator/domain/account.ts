/**
 * The account aggregate: everything one transaction may look at or change. Small on purpose, so that a store
 * elsewhere can compare and set it; messages hang beside it.
 */

import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import { ACTIVE, type NumberStatusId } from "../../protocol/number-status.ts";
import type { RateTable } from "../../protocol/prices.ts";
import { type Bucket, EMPTY_BUCKET, type RateLimit } from "../../protocol/rate-bucket.ts";
import type { ApprovalSettings, DeliverySettings, SameTextLimit, Settings } from "../settings.ts";

export interface AccountLimits {
  /** Calls of the account; null for no limit. */
  readonly rate: RateLimit | null;
  /** Sends to one recipient; null for no limit. */
  readonly perRecipient: RateLimit | null;
  /** Limit on repeating a text to one recipient; null for no limit. */
  readonly sameText: SameTextLimit | null;
}

/** Totals since the account began; retention of messages does not change them. */
export interface Totals {
  readonly messages: number;
  readonly parts: number;
  readonly creditsCharged: number;
}

export interface Account {
  readonly token: string;
  readonly credits: number;
  readonly numbers: readonly string[];
  /** Of the numbers that are not Active. */
  readonly numberStates: Readonly<Record<string, NumberState>>;
  readonly limits: AccountLimits;
  /** Whether its API app is activated; without it every call is refused. */
  readonly activated: boolean;
  /** Addresses and networks that may call; null for all. */
  readonly allowedAddresses: readonly string[] | null;
  /** Words and phrases that no text may hold. */
  readonly forbiddenWords: readonly string[];
  /** What costs it other credits than the settings say, by prefix. */
  readonly rates: RateTable;
  readonly delivery: DeliverySettings;
  readonly approval: ApprovalSettings;
  /** Recipients (digits) whose messages go another way than the account's. */
  readonly recipients: Readonly<Record<string, RecipientDelivery>>;
  readonly bucket: Bucket;
  /** How many sends took their number by rotation. */
  readonly senderCursor: number;
  /** Contacts and received messages the account ever had: what the next one is numbered by. */
  readonly contactsMade: number;
  readonly received: number;
  readonly totals: Totals;
}

/** Of one of the account's numbers. */
export interface NumberState {
  readonly status: NumberStatusId;
  /** Milliseconds since 1970; null for one that is not blocked. */
  readonly blockedAt: number | null;
}

/** What differs for one recipient. */
export interface RecipientDelivery {
  readonly mode?: DeliverySettings["mode"] | undefined;
  /** Whether the recipient has opted out globally, or is blocked globally: no account may write to it. */
  readonly global?: "opted-out" | "blocked" | undefined;
  readonly end?: DeliveryStatusId | undefined;
}

/** What a caller of the control API may decide about an account; the rest comes from the template. */
export interface AccountInput {
  readonly credits?: number | undefined;
  readonly numbers?: readonly string[] | undefined;
  /** By number; those that are left out stay as they are. */
  readonly numberStates?: Readonly<Record<string, NumberState>> | undefined;
  readonly limits?:
    | {
        readonly rate?: RateLimit | null | undefined;
        readonly perRecipient?: RateLimit | null | undefined;
        readonly sameText?: SameTextLimit | null | undefined;
      }
    | undefined;
  readonly activated?: boolean | undefined;
  /** Replaces the whole list. */
  readonly allowedAddresses?: readonly string[] | null | undefined;
  /** Replaces the whole list. */
  readonly forbiddenWords?: readonly string[] | undefined;
  /** Replaces the whole table; prefixes that are not in it cost as the settings say. */
  readonly rates?: RateTable | undefined;
  readonly delivery?: Partial<{ [K in keyof DeliverySettings]: DeliverySettings[K] | undefined }> | undefined;
  readonly approval?: Partial<{ [K in keyof ApprovalSettings]: ApprovalSettings[K] | undefined }> | undefined;
  /** Replaces the whole list. */
  readonly recipients?: Readonly<Record<string, RecipientDelivery>> | undefined;
}

/** A fresh account, from the template in the settings and what the caller decided. */
export function openAccount(token: string, settings: Settings, input: AccountInput = {}): Account {
  return withInput(
    {
      token,
      credits: settings.account.credits,
      numbers: settings.account.numbers,
      numberStates: {},
      limits: {
        rate: settings.limits.rate,
        perRecipient: settings.limits.perRecipient,
        sameText: settings.limits.sameText,
      },
      activated: settings.account.activated,
      allowedAddresses: settings.account.allowedAddresses,
      forbiddenWords: settings.account.forbiddenWords,
      rates: {},
      delivery: settings.delivery,
      approval: settings.approval,
      recipients: {},
      bucket: EMPTY_BUCKET,
      senderCursor: 0,
      contactsMade: 0,
      received: 0,
      totals: { messages: 0, parts: 0, creditsCharged: 0 },
    },
    input,
  );
}

/** The account with the named parts replaced; a new rate limit starts with a full bucket. */
export function withInput(account: Account, input: AccountInput): Account {
  const rate = input.limits?.rate;
  const perRecipient = input.limits?.perRecipient;
  const sameText = input.limits?.sameText;
  return {
    ...account,
    credits: input.credits ?? account.credits,
    numbers: input.numbers ?? account.numbers,
    numberStates: statesOf(input.numbers ?? account.numbers, {
      ...account.numberStates,
      ...input.numberStates,
    }),
    limits: {
      rate: rate === undefined ? account.limits.rate : rate,
      perRecipient: perRecipient === undefined ? account.limits.perRecipient : perRecipient,
      sameText: sameText === undefined ? account.limits.sameText : sameText,
    },
    activated: input.activated ?? account.activated,
    allowedAddresses:
      input.allowedAddresses === undefined ? account.allowedAddresses : input.allowedAddresses,
    forbiddenWords: input.forbiddenWords ?? account.forbiddenWords,
    rates: input.rates ?? account.rates,
    delivery: {
      mode: input.delivery?.mode ?? account.delivery.mode,
      processedAfterMs: input.delivery?.processedAfterMs ?? account.delivery.processedAfterMs,
      deliveredAfterMs: input.delivery?.deliveredAfterMs ?? account.delivery.deliveredAfterMs,
      end: input.delivery?.end ?? account.delivery.end,
    },
    approval: {
      mode: input.approval?.mode ?? account.approval.mode,
      stepMs: input.approval?.stepMs ?? account.approval.stepMs,
      end: input.approval?.end ?? account.approval.end,
    },
    recipients: input.recipients ?? account.recipients,
    bucket: rate === undefined ? account.bucket : EMPTY_BUCKET,
  };
}

/** What the account's messages cost, by prefix. */
export function ratesOf(
  { rates }: Pick<Account, "rates">,
  { credits }: Pick<Settings, "credits">,
): RateTable {
  return Object.keys(rates).length === 0 ? credits.rates : { ...credits.rates, ...rates };
}

export function numberStatus(
  { numberStates }: Pick<Account, "numberStates">,
  number: string,
): NumberStatusId {
  return numberStates[number]?.status ?? ACTIVE;
}

/** Only those that say something, of numbers that the account has. */
function statesOf(
  numbers: readonly string[],
  states: Readonly<Record<string, NumberState>>,
): Readonly<Record<string, NumberState>> {
  return Object.fromEntries(
    Object.entries(states).filter(([number, { status }]) => status !== ACTIVE && numbers.includes(number)),
  );
}
