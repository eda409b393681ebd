/**
 * Content of a seed, as people write it. Times are ISO 8601, or counted back from the moment at which the seed is
 * planted: "-2h", "-3d"; left out, they are that moment.
 */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { NumberStatusId } from "../../protocol/number-status.ts";
import type { RateTable } from "../../protocol/prices.ts";
import type { AccountInput } from "../domain/account.ts";
import type { Belonging } from "../domain/inbox.ts";

export interface SeedData {
  /** Schema for editors; ignored. */
  readonly $schema?: string | undefined;
  /** Credits by E.164 prefix, for all accounts of the seed; an account's own take precedence. */
  readonly rates?: RateTable | undefined;
  /** Accounts, each with a different token. */
  readonly accounts: readonly SeedAccount[];
}

export interface SeedAccount
  extends SeededLists,
    Pick<
      AccountInput,
      | "limits"
      | "activated"
      | "allowedAddresses"
      | "forbiddenWords"
      | "rates"
      | "delivery"
      | "approval"
      | "recipients"
    > {
  readonly token: string;
  /** Credits left after everything below has been charged. */
  readonly credits?: number | undefined;
  readonly numbers?: readonly (string | SeedNumber)[] | undefined;
  /** Numbered from 10586 in this order. */
  readonly templates?: readonly SeedTemplate[] | undefined;
  /** Numbered from 1001 in order of time. */
  readonly messages?: readonly SeedMessage[] | undefined;
  /** Messages from handsets; STOP and START take effect. */
  readonly inbox?: readonly SeedInbound[] | undefined;
  readonly contacts?: readonly SeedContact[] | undefined;
}

/** Records by id, with their place in a seed's account. */
export interface SeedRecords {
  /** Fields that the account has added to its contacts. */
  readonly customFields: SeedCustomField;
}

export type SeededLists = { readonly [Name in keyof SeedRecords]?: readonly SeedRecords[Name][] | undefined };

export interface SeedCustomField {
  /** 3 to 255 characters. */
  readonly name: string;
  readonly createdAt?: string | undefined;
}

export interface SeedNumber {
  readonly number: string;
  readonly status: NumberStatusId;
  /** Time at which the number was blocked. */
  readonly blockedAt?: string | undefined;
}

export interface SeedTemplate {
  readonly resourceLink: string;
  readonly name?: string | undefined;
  readonly createdAt?: string | undefined;
  /** State until it is set by hand; left out, it moves as the account's templates do. */
  readonly status?: MmsTemplateStatusId | undefined;
}

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
  /** Makes it an MMS: a template of the account that was Approved by then. */
  readonly template?: number | undefined;
  readonly subject?: string | undefined;
  readonly highResolution?: boolean | undefined;
  /** True to resend the MMS as SMS when its carrier rejects it. */
  readonly resend?: boolean | undefined;
}

export interface SeedStep {
  readonly status: DeliveryStatusId;
  readonly at: string;
}

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

export interface SeedContact {
  /** Phone number in any notation. */
  readonly number: string;
  readonly createdAt?: string | undefined;
  readonly optOut?:
    | {
        readonly at?: string | undefined;
        readonly by: "api" | "handset";
        /** As the handset wrote it; STOP when left out. */
        readonly word?: string | undefined;
      }
    | undefined;
}
