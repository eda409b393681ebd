/** Content of a seed, as people write it. Made by `npm run docs` from the schemas. */

import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { NumberStatusId } from "../../protocol/number-status.ts";
import type { RateTable } from "../../protocol/prices.ts";
import type { RateLimit } from "../../protocol/rate-bucket.ts";
import type { DeliveryMode, SameTextLimit } from "./settings.ts";

/**
 * Accounts with their past. Times are ISO 8601, or counted back from the moment at which the seed is put in,
 * like "-2h"; left out, they are that moment.
 */
export interface SeedData {
  /** Schema for editors; ignored. */
  readonly $schema?: string | undefined;
  /** Credits by E.164 prefix, for all accounts of the seed; an account's own take precedence. */
  readonly rates?: RateTable | undefined;
  /** Accounts, each with a different token. */
  readonly accounts: readonly SeedAccount[];
}

/** An account with its past. */
export interface SeedAccount {
  readonly token: string;
  /** Credits left after everything below has been charged. */
  readonly credits?: number | undefined;
  readonly numbers?: readonly (string | SeedNumber)[] | undefined;
  readonly limits?: LimitsInput | undefined;
  /** True when the API app is activated; otherwise every call is refused with code 6. */
  readonly activated?: boolean | undefined;
  /** Addresses, or networks like 10.0.0.0/8, that may call; null for all. Others are refused with code 7. */
  readonly allowedAddresses?: readonly string[] | null | undefined;
  /** Words and phrases that no text may contain (code 2), matched as whole words in any case. */
  readonly forbiddenWords?: readonly string[] | undefined;
  /** Credits by E.164 prefix; other prefixes cost what the settings say. */
  readonly rates?: RateTable | undefined;
  readonly delivery?: DeliveryInput | undefined;
  readonly approval?: ApprovalInput | undefined;
  /** Recipients (digits) whose delivery differs from the account's. */
  readonly recipients?: Readonly<Record<string, RecipientDelivery>> | undefined;
  /** Numbered from 10586 in this order. */
  readonly templates?: readonly SeedTemplate[] | undefined;
  /** Numbered from 1001 in order of time. */
  readonly messages?: readonly SeedMessage[] | undefined;
  /** Messages from handsets; STOP and START take effect. */
  readonly inbox?: readonly SeedInbound[] | undefined;
  readonly contacts?: readonly SeedContact[] | undefined;
  readonly customFields?: readonly SeedCustomField[] | undefined;
  readonly groups?: readonly SeedGroup[] | undefined;
  readonly keywords?: readonly SeedKeyword[] | undefined;
  readonly shortUrls?: readonly SeedShortUrl[] | undefined;
  readonly shortUrlClicks?: readonly SeedShortUrlClick[] | undefined;
  readonly scheduledMessages?: readonly SeedScheduledMessage[] | undefined;
}

/** A number of the account, with its status. */
export interface SeedNumber {
  readonly number: string;
  readonly status: NumberStatusId;
  /** Time at which the number was blocked. */
  readonly blockedAt?: string | undefined;
}

/** Limits of an account; those left out stay as they are. */
export interface LimitsInput {
  /** Calls of one account; null for no limit. */
  readonly rate?: RateLimit | null | undefined;
  /** Sends to one recipient of one account; null for no limit. */
  readonly perRecipient?: RateLimit | null | undefined;
  /** Limit on repeating a text to one recipient of one account; null for no limit. */
  readonly sameText?: SameTextLimit | null | undefined;
}

/** Delivery of messages; fields left out stay as they are. */
export interface DeliveryInput {
  readonly mode?: DeliveryMode | undefined;
  /** Milliseconds from the send to Processed. */
  readonly processedAfterMs?: number | undefined;
  /** Milliseconds from the send to the end status. */
  readonly deliveredAfterMs?: number | undefined;
  /** Final status of messages; 2 is Delivered. */
  readonly end?: DeliveryStatusId | undefined;
}

/** Approval of templates; fields left out stay as they are. */
export interface ApprovalInput {
  readonly mode?: DeliveryMode | undefined;
  /** Milliseconds between two steps. */
  readonly stepMs?: number | undefined;
  /** Final state of templates; 3 is Approved. */
  readonly end?: MmsTemplateStatusId | undefined;
}

/** Delivery to one recipient that differs from the account's. */
export interface RecipientDelivery {
  readonly mode?: DeliveryMode | undefined;
  readonly end?: DeliveryStatusId | undefined;
  /** Global opt-out or block of the recipient: no account may write to it. */
  readonly global?: "opted-out" | "blocked" | undefined;
}

/** A template. */
export interface SeedTemplate {
  /** http or https, to a file of a documented type. */
  readonly resourceLink: string;
  readonly name?: string | undefined;
  readonly createdAt?: string | undefined;
  /**
   * State until it is set by hand: 0 Pending, 1 Processing, 2 Processed, 3 Approved, 4 Rejected, 5 Failed. Left
   * out, it moves as the account's templates do.
   */
  readonly status?: MmsTemplateStatusId | undefined;
}

/** A message that was sent. */
export interface SeedMessage {
  /** 40 lower-case hexadecimal digits; drawn when left out. */
  readonly id?: string | undefined;
  /** Phone number in any notation. */
  readonly to: string;
  /** One of the account's numbers; in rotation when left out. */
  readonly from?: string | undefined;
  readonly text?: string | undefined;
  readonly sentAt?: string | undefined;
  /** Status reached at the account's pace, then kept until it is set by hand; left out, it moves as others do. */
  readonly status?: DeliveryStatusId | undefined;
  /** Steps after the sending, oldest first, in place of `status`. */
  readonly history?: readonly SeedStep[] | undefined;
  /** Makes it an MMS: a template of the account that was Approved by then, from 10586. */
  readonly template?: number | undefined;
  readonly subject?: string | undefined;
  readonly highResolution?: boolean | undefined;
  /** True to resend the MMS as SMS when its carrier rejects it. */
  readonly resend?: boolean | undefined;
}

/** A status that the message reached. */
export interface SeedStep {
  readonly status: DeliveryStatusId;
  readonly at: string;
}

/** A message from a handset. */
export interface SeedInbound {
  /** Phone number in any notation. */
  readonly from: string;
  /** One of the account's numbers; the first when left out. */
  readonly to?: string | undefined;
  readonly message: string;
  readonly receivedAt?: string | undefined;
  readonly keyword?: Belonging | undefined;
  readonly campaign?: Belonging | undefined;
}

/** A keyword or a campaign that a message belongs to. */
export interface Belonging {
  readonly id: number;
  readonly name: string;
}

/** A contact. */
export interface SeedContact {
  /** Phone number in any notation. */
  readonly number: string;
  readonly createdAt?: string | undefined;
  readonly firstName?: string | undefined;
  readonly lastName?: string | undefined;
  /** YYYY-MM-DD. */
  readonly birthDay?: string | undefined;
  readonly email?: string | undefined;
  readonly zip?: string | undefined;
  readonly city?: string | undefined;
  /** Values of the account's custom fields, by their ids. */
  readonly customFields?:
    | readonly {
        readonly id: number;
        readonly value: string;
      }[]
    | undefined;
  /** Ids of the account's groups that it is in. */
  readonly groups?: readonly number[] | undefined;
  readonly optOut?:
    | {
        readonly at?: string | undefined;
        readonly by: "api" | "handset";
        /** As the handset wrote it; STOP when left out. */
        readonly word?: string | undefined;
      }
    | undefined;
}

/** A field that the account has added to its contacts. */
export interface SeedCustomField {
  readonly name: string;
  readonly createdAt?: string | undefined;
}

/** A group of contacts, which name it. */
export interface SeedGroup {
  readonly name: string;
  readonly note?: string | undefined;
  readonly createdAt?: string | undefined;
}

/** A keyword that the account has reserved. */
export interface SeedKeyword {
  /** Word that handsets text. */
  readonly keyword: string;
  /** One of the account's numbers; the first when left out. */
  readonly number?: string | undefined;
  readonly reservedAt?: string | undefined;
  /** Reply to who texts it; the setting `keywords.autoreply` when left out. */
  readonly autoreply?: string | undefined;
  /** Reply to who texts it again; the setting `keywords.alreadyIn` when left out. */
  readonly alreadyIn?: string | undefined;
  /** 0 Not Active, 1 Active; Active when left out. */
  readonly status?: 0 | 1 | undefined;
}

/** A short address that leads to another one. */
export interface SeedShortUrl {
  /** Last part of the short address, 1 to 64 letters, digits, `-` or `_`. */
  readonly code: string;
  /** Address that it leads to, http or https. */
  readonly originalUrl: string;
  readonly title?: string | undefined;
  readonly createdAt?: string | undefined;
  /** True when left out. */
  readonly tracksNumbers?: boolean | undefined;
  /** Campaigns of groups whose messages held it, and how many messages. */
  readonly campaigns?:
    | readonly {
        readonly campaignId: number;
        readonly sent: number;
      }[]
    | undefined;
}

/** A click on one of the account's short URLs. */
export interface SeedShortUrlClick {
  /** Code of the short URL. */
  readonly code: string;
  /** Not before the short URL was made. */
  readonly clickedAt?: string | undefined;
  /** Number of the visitor; not known when left out. */
  readonly number?: string | undefined;
  readonly city?: string | undefined;
  readonly state?: string | undefined;
  readonly country?: string | undefined;
  readonly device?: string | undefined;
}

/** A message to one recipient that is sent at its time. */
export interface SeedScheduledMessage {
  /** Recipient, country code first. */
  readonly to: string;
  readonly text: string;
  /** Id of a template; makes it an MMS. */
  readonly template?: number | undefined;
  readonly subject?: string | undefined;
  readonly highResolution?: boolean | undefined;
  readonly createdAt?: string | undefined;
  /** Time from then until it is sent, like "90s" or "2h". */
  readonly after: string;
  /** 1 Pending, 2 Action Required, 3 Approved and Scheduled, which alone is sent; 3 when left out. */
  readonly status?: 1 | 2 | 3 | undefined;
}
