/**
 * What a seed says, as people write it. Times are ISO 8601, or counted back from the moment at which the seed is
 * put in: "-2h", "-3d"; left out, they are that moment.
 */
import type { DeliveryStatusId } from "../../protocol/delivery-status.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { NumberStatusId } from "../../protocol/number-status.ts";
import type { RateTable } from "../../protocol/prices.ts";
import type { AccountInput } from "../domain/account.ts";
import type { Belonging } from "../domain/inbox.ts";

export interface SeedData {
  /** For editors; not looked at. */
  readonly $schema?: string | undefined;
  /** Credits by E.164 prefix, for all accounts of the seed; an account's own go before them. */
  readonly rates?: RateTable | undefined;
  /** No two of one token. */
  readonly accounts: readonly SeedAccount[];
}

export interface SeedAccount
  extends Pick<
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
  /** What it has left once all of the below has been charged. */
  readonly credits?: number | undefined;
  readonly numbers?: readonly (string | SeedNumber)[] | undefined;
  /** Numbered from 10586 in this order. */
  readonly templates?: readonly SeedTemplate[] | undefined;
  /** Numbered from 1001 in order of time. */
  readonly messages?: readonly SeedMessage[] | undefined;
  /** What handsets wrote. STOP and START do what they do. */
  readonly inbox?: readonly SeedInbound[] | undefined;
  readonly contacts?: readonly SeedContact[] | undefined;
}

export interface SeedNumber {
  readonly number: string;
  readonly status: NumberStatusId;
  /** Of a number that is blocked. */
  readonly blockedAt?: string | undefined;
}

export interface SeedTemplate {
  readonly resourceLink: string;
  readonly name?: string | undefined;
  readonly createdAt?: string | undefined;
  /** Stays so, unless somebody decides; left out, it moves as the account's templates do. */
  readonly status?: MmsTemplateStatusId | undefined;
}

export interface SeedMessage {
  /** 40 lower-case hexadecimal digits; drawn when left out. */
  readonly id?: string | undefined;
  /** In any writing. */
  readonly to: string;
  /** One of the account's numbers; in rotation when left out. */
  readonly from?: string | undefined;
  readonly text?: string | undefined;
  readonly sentAt?: string | undefined;
  /** Reached at the account's pace, then it stays so unless somebody decides; left out, it moves as others do. */
  readonly status?: DeliveryStatusId | undefined;
  /** Steps after the sending, oldest first, in place of `status`. */
  readonly history?: readonly SeedStep[] | undefined;
  /** Makes it an MMS: a template of the account that was Approved by then. */
  readonly template?: number | undefined;
  readonly subject?: string | undefined;
  readonly highResolution?: boolean | undefined;
  /** An MMS that its carrier rejects goes again as SMS. */
  readonly resend?: boolean | undefined;
}

export interface SeedStep {
  readonly status: DeliveryStatusId;
  readonly at: string;
}

export interface SeedInbound {
  /** In any writing. */
  readonly from: string;
  /** One of the account's numbers; the first when left out. */
  readonly to?: string | undefined;
  readonly message: string;
  readonly receivedAt?: string | undefined;
  readonly keyword?: Belonging | undefined;
  readonly campaign?: Belonging | undefined;
}

export interface SeedContact {
  /** In any writing. */
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
