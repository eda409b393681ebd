/** Answers of the control API and the handle. Made by `npm run docs` from the schemas. */

import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { Source } from "../../protocol/evidence/entry.ts";
import type { EvidenceId } from "../../protocol/evidence/ledger.ts";
import type { LiveStatus } from "../../protocol/evidence/live.ts";
import type { FaultKind } from "../../protocol/magic-numbers.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { NumberStatusId } from "../../protocol/number-status.ts";
import type { RateTable } from "../../protocol/prices.ts";
import type { RateLimit } from "../../protocol/rate-bucket.ts";
import type { Latency } from "./inputs.ts";
import type { Belonging, RecipientDelivery } from "./seed.ts";
import type { ApprovalSettings, DeliverySettings, HandsetCommand, SameTextLimit } from "./settings.ts";

/** An account. */
export interface AccountView {
  readonly token: string;
  readonly credits: number;
  readonly numbers: readonly string[];
  /** Status of each of its numbers. */
  readonly numberStatus: Readonly<Record<string, NumberStatusView>>;
  readonly limits: AccountLimits;
  /** True when the API app is activated; otherwise every call is refused with code 6. */
  readonly activated: boolean;
  /** Addresses, or networks like 10.0.0.0/8, that may call; null for all. Others are refused with code 7. */
  readonly allowedAddresses: readonly string[] | null;
  /** Words and phrases that no text may contain (code 2), matched as whole words in any case. */
  readonly forbiddenWords: readonly string[];
  /** Credits by E.164 prefix, where they differ from the settings. */
  readonly rates: RateTable;
  readonly delivery: DeliverySettings;
  readonly approval: ApprovalSettings;
  /** Recipients (digits) whose delivery differs from the account's. */
  readonly recipients: Readonly<Record<string, RecipientDelivery>>;
  readonly totals: Totals;
}

/** Status of one of the account's numbers. */
export interface NumberStatusView {
  readonly id: NumberStatusId;
  /** The vendor's words for it. */
  readonly description: string;
  /** ISO 8601; null for a number that is not blocked. */
  readonly blockedAt: string | null;
}

/** Limits of an account. */
export interface AccountLimits {
  /** Calls of one account; null for no limit. */
  readonly rate: RateLimit | null;
  /** Sends to one recipient of one account; null for no limit. */
  readonly perRecipient: RateLimit | null;
  /** Limit on repeating a text to one recipient of one account; null for no limit. */
  readonly sameText: SameTextLimit | null;
}

/** Totals since the account began; retention of messages does not change them. */
export interface Totals {
  readonly messages: number;
  readonly parts: number;
  readonly creditsCharged: number;
}

/** A message from a handset. */
export interface InboundView {
  /** Sequence number among the account's received messages, from 1. */
  readonly number: number;
  readonly token: string;
  /** Digits, country code first. */
  readonly from: string;
  readonly to: string;
  readonly message: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly keyword: Belonging | null;
  readonly campaign: Belonging | null;
  /** Command that the whole text is; null for an ordinary message. */
  readonly asks: HandsetCommand | null;
  /** Automatic reply to the handset, and its cost. */
  readonly reply: {
    readonly text: string;
    readonly credits: number;
  } | null;
}

/** A message from a handset, and its push. */
export interface ReceivedView {
  /** Sequence number among the account's received messages, from 1. */
  readonly number: number;
  readonly token: string;
  /** Digits, country code first. */
  readonly from: string;
  readonly to: string;
  readonly message: string;
  /** ISO 8601. */
  readonly receivedAt: string;
  readonly keyword: Belonging | null;
  readonly campaign: Belonging | null;
  /** Command that the whole text is; null for an ordinary message. */
  readonly asks: HandsetCommand | null;
  /** Automatic reply to the handset, and its cost. */
  readonly reply: {
    readonly text: string;
    readonly credits: number;
  } | null;
  /** Null when the settings ask for no push. */
  readonly push: PushView | null;
}

/** Result of a push. */
export interface PushView {
  readonly url: string;
  /** HTTP status of the answer; null when there was none. */
  readonly status: number | null;
  /** Reason of the failure; null for an answer of 200 to 299. */
  readonly failed: string | null;
}

/** A contact. */
export interface ContactView {
  readonly id: number;
  /** Digits, country code first. */
  readonly number: string;
  readonly optedOut: boolean;
  /** Time and origin of the opt-out; null when the contact takes messages. */
  readonly optOut: {
    /** ISO 8601. */
    readonly at: string;
    readonly by: "api" | "handset";
    readonly word: string | null;
  } | null;
  /** ISO 8601. */
  readonly createdAt: string;
  /** ISO 8601. */
  readonly updatedAt: string;
}

/** A message that was sent. */
export interface MessageView {
  readonly id: string;
  /** Number in the account's sent history. */
  readonly number: number;
  readonly token: string;
  /** Digits, country code first. */
  readonly recipient: string;
  readonly sender: string;
  readonly kind: "sms" | "mms";
  readonly text: string;
  readonly encoding: "GSM-7" | "UCS-2";
  readonly parts: {
    readonly documented: number;
    readonly gsm: number;
  };
  readonly credits: number;
  readonly status: StatusView;
  /** Oldest first. */
  readonly history: readonly {
    readonly id: DeliveryStatusId;
    /** ISO 8601. */
    readonly at: string;
  }[];
  /** ISO 8601. */
  readonly sentAt: string;
  readonly explanation: ExplanationView;
  /** Id of the template; this and the fields below are an MMS's alone, except `replaces`. */
  readonly templateId?: number | undefined;
  readonly subject?: string | undefined;
  readonly mediaUrl?: string | undefined;
  readonly highResolution?: boolean | undefined;
  /** Outcome of resending it as SMS if its carrier rejects it; null when that was not requested. */
  readonly resend?: ResendView | null | undefined;
  /** Id of the MMS, rejected by its carrier, that this SMS replaces. */
  readonly replaces?: string | undefined;
}

/** A delivery status. */
export interface StatusView {
  readonly id: DeliveryStatusId;
  /** The vendor's words for it. */
  readonly description: string;
}

/** Why it was answered so. */
export interface ExplanationView {
  readonly outcome: "accepted" | "refused";
  readonly decidedBy: EvidenceId;
  readonly source: Source;
  readonly steps: readonly {
    readonly rule: EvidenceId;
    readonly source: string;
    readonly says: string;
    readonly inputs: Readonly<Record<string, string | number | boolean | null>>;
  }[];
  /** For a refusal: what would have been accepted. */
  readonly wouldSucceed?: string | undefined;
}

/** Outcome of resending a rejected MMS as SMS. */
export type ResendView =
  | {
      readonly state: "not-rejected";
    }
  | {
      readonly state: "sent";
      /** ISO 8601. */
      readonly at: string;
      /** Id of the SMS. */
      readonly message: string;
    }
  | {
      readonly state: "not-sent";
      /** ISO 8601. */
      readonly at: string;
      readonly rule: EvidenceId;
      readonly source: string;
      readonly says: string;
    };

/** A request and its answer. */
export interface JournalView {
  readonly number: number;
  /** ISO 8601. */
  readonly at: string;
  readonly token: string | null;
  readonly request: {
    readonly method: string;
    readonly target: string;
    readonly fields: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** Outcome by the checks and the store; null when a fault ended the call before them. */
  readonly books: {
    readonly outcome: "accepted" | "refused";
    readonly status: number;
  } | null;
  /** Part of the response that reached the caller. */
  readonly caller: {
    /** Null when nothing arrived. */
    readonly status: number | null;
    /** `answer` when it arrived whole; `cut` when its body broke off. */
    readonly got: "answer" | "reset" | "close" | "garbage" | "hang" | "cut";
  };
  /** The fault that met it, or null. */
  readonly fault: string | null;
  readonly explanation: ExplanationView;
}

/** An MMS template. */
export interface TemplateView {
  readonly id: number;
  readonly token: string;
  readonly name: string;
  /** As it was given; it is never fetched. */
  readonly resourceLink: string;
  readonly url: string;
  readonly status: TemplateStatusView;
  /** Oldest first. */
  readonly history: readonly {
    readonly id: MmsTemplateStatusId;
    /** ISO 8601. */
    readonly at: string;
  }[];
  /** Final state unless one is set by hand; `endBy` is its source. */
  readonly end: MmsTemplateStatusId;
  readonly endBy: "account" | "magic";
  /** ISO 8601. */
  readonly createdAt: string;
}

/** State of a template. */
export interface TemplateStatusView {
  readonly id: MmsTemplateStatusId;
  /** The vendor's words for it. */
  readonly description: string;
}

/** A short URL. */
export interface ShortUrlView {
  readonly id: number;
  readonly token: string;
  readonly title: string;
  readonly code: string;
  /** The address as texts have it. */
  readonly shortUrl: string;
  readonly originalUrl: string;
  readonly tracksNumbers: boolean;
  /** ISO 8601. */
  readonly createdAt: string;
}

/** A click on a short URL; a text is empty where it is not known. */
export interface ShortUrlClickView {
  readonly id: number;
  readonly token: string;
  /** Id of the short URL. */
  readonly shortUrl: number;
  /** ISO 8601. */
  readonly clickedAt: string;
  readonly number: string;
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly device: string;
}

/** A clock. */
export interface ClockView {
  /** ISO 8601. */
  readonly now: string;
  readonly frozen: boolean;
}

/** A fault that was asked for. */
export interface Fault {
  readonly id: string;
  readonly kind: FaultKind;
  /** Calls that it meets; a property left out matches all. */
  readonly match: {
    /** Id of an endpoint, like `sms.send`. */
    readonly endpoint?: string | undefined;
    readonly token?: string | undefined;
    /** Phone number. */
    readonly recipient?: string | undefined;
  };
  /** Before or after the store is written; before when left out. */
  readonly when: "before" | "after";
  /** The first matching call of each account it may meet, counted from 1. */
  readonly nth: number;
  /** Number of calls of each account it meets; null, or left out, for no limit. */
  readonly times: number | null;
  /** Probability for each call, 1 when left out. */
  readonly probability: number;
  /** HTTP status of kind `status`, 500 when left out. */
  readonly status: number;
  /** Bytes of the body that kind `cut` sends; null, or left out, for half of them. */
  readonly atByte: number | null;
  readonly latency: Latency;
}

/** A rule of the ledger. */
export interface EvidenceView {
  readonly id: string;
  readonly says: string;
  readonly source: Source;
  readonly reference: string;
  /** Path of the setting that changes an assumed rule. */
  readonly setting?: string | undefined;
  /** How the emulator differs from it. */
  readonly deviation?: string | undefined;
  readonly live: LiveStatus;
}

/** A problem (RFC 9457) that names the field where there is one. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** One per field of the body or query that was refused. */
  readonly errors?:
    | readonly {
        readonly field: string;
        readonly message: string;
      }[]
    | undefined;
}
