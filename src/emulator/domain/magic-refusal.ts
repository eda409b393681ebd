/** Which check refuses a magic number, and with which of the settings' errors. */
import type { Refused } from "../../protocol/magic-numbers.ts";
import type { SubmitCheck } from "../settings.ts";

/** A check of the send, or what stands before them all: the account itself. */
export type RefusingCheck = SubmitCheck | "account";

/** Null for what is no mobile number, which the field rules refuse. */
export const checkOfMagic: Readonly<Record<Refused, RefusingCheck | null>> = {
  "app-not-activated": "account",
  "address-not-allowed": "account",
  unprocessable: "account",
  "empty-mms": "template",
  "sender-temporarily-blocked": "sender",
  "sender-permanently-blocked": "sender",
  "opted-out": "opt-out",
  "opted-out-globally": "opt-out",
  "blocked-globally": "opt-out",
  "forbidden-words": "words",
  "carrier-blocked": "carrier",
  throttled: "recipient-rate",
  "same-text": "same-text",
  "no-credits": "balance",
  "not-mobile": null,
};

export const settingOfMagic = {
  "app-not-activated": "appNotActivated",
  "address-not-allowed": "addressNotAllowed",
  unprocessable: "unprocessable",
  "empty-mms": "emptyMms",
  "sender-temporarily-blocked": "senderTemporarilyBlocked",
  "sender-permanently-blocked": "senderPermanentlyBlocked",
  "opted-out": "optedOut",
  "opted-out-globally": "optedOutGlobally",
  "blocked-globally": "blockedGlobally",
  "forbidden-words": "forbiddenWords",
  "carrier-blocked": "carrierBlocked",
  throttled: "throttled",
  "same-text": "sameText",
  "no-credits": "insufficientCredits",
  // Refused by the field rules, so that this one is never looked up.
  "not-mobile": "unprocessable",
} as const satisfies Readonly<Record<Refused, string>>;
