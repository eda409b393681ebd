/**
 * The account aggregate: everything one transaction may read or change. It stays small so that another store
 * can compare and set it; messages are kept beside it.
 */

import { ACTIVE, type NumberStatusId } from "../../protocol/number-status.ts";
import type { RateTable } from "../../protocol/prices.ts";
import { type Bucket, EMPTY_BUCKET } from "../../protocol/rate-bucket.ts";
import type { ApprovalSettings, DeliverySettings, Settings } from "../settings.ts";
import type { AccountPatch } from "../types/inputs.ts";
import type { RecipientDelivery } from "../types/seed.ts";
import type { AccountLimits, Totals } from "../types/views.ts";

export interface Account {
  readonly token: string;
  readonly credits: number;
  readonly numbers: readonly string[];
  /** States of the numbers that are not Active. */
  readonly numberStates: Readonly<Record<string, NumberState>>;
  /** When it last got a number through the API, in milliseconds since 1970; null for never. */
  readonly numberMadeAt: number | null;
  readonly limits: AccountLimits;
  /** True when its API app is activated; otherwise every call is refused. */
  readonly activated: boolean;
  /** Addresses and networks that may call; null for all. */
  readonly allowedAddresses: readonly string[] | null;
  /** Words and phrases that no text may contain. */
  readonly forbiddenWords: readonly string[];
  /** Credits per prefix, where they differ from the settings. */
  readonly rates: RateTable;
  readonly delivery: DeliverySettings;
  readonly approval: ApprovalSettings;
  /** Recipients (digits) whose delivery differs from the account's. */
  readonly recipients: Readonly<Record<string, RecipientDelivery>>;
  readonly bucket: Bucket;
  /** Number of sends that took their sender by rotation. */
  readonly senderCursor: number;
  /** Contacts and received messages the account ever had; the next one's number follows from the count. */
  readonly contactsMade: number;
  readonly received: number;
  /** Values of custom fields that its contacts ever had. */
  readonly fieldValuesMade: number;
  readonly totals: Totals;
}

/** State of one of the account's numbers. */
export interface NumberState {
  readonly status: NumberStatusId;
  /** Milliseconds since 1970; null when the number is not blocked. */
  readonly blockedAt: number | null;
}

/** Properties of an account that a caller of the control API may set; the rest comes from the template. */
export interface AccountInput extends Omit<AccountPatch, "numberStatus"> {
  /** States by number; numbers left out stay as they are. */
  readonly numberStates?: Readonly<Record<string, NumberState>> | undefined;
}

/** Makes an account from the template in the settings and the caller's input. */
export function openAccount(token: string, settings: Settings, input: AccountInput = {}): Account {
  return withInput(
    {
      token,
      credits: settings.account.credits,
      numbers: settings.account.numbers,
      numberStates: {},
      numberMadeAt: null,
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
      fieldValuesMade: 0,
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

/** Credits of the account's messages, by prefix. */
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

/** Keeps the states other than Active, of numbers that the account has. */
export function statesOf(
  numbers: readonly string[],
  states: Readonly<Record<string, NumberState>>,
): Readonly<Record<string, NumberState>> {
  return Object.fromEntries(
    Object.entries(states).filter(([number, { status }]) => status !== ACTIVE && numbers.includes(number)),
  );
}
