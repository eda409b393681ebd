/** The API's records. Made by `npm run docs` from the definitions in `src/protocol/api`. */
import type { Coded, VendorTime } from "../protocol/api/values.ts";

/** A change that the API confirms in words and nothing else. */
export interface Acknowledgement {
  /** The API's own words. */
  readonly message: string;
}

/** An opt-in that was done. */
export interface OptedIn {
  /** The API's own words. */
  readonly message: string;
}

/** A person whom the account knows by number. */
export interface Contact {
  readonly id: number;
  /** Digits, country code first. */
  readonly number: string;
  /** True when it gets no more messages. */
  readonly optedOut: boolean;
  readonly firstName: string;
  readonly lastName: string;
  /** `YYYY-MM-DD`; null when it is not known, which the API writes as `0000-00-00`. */
  readonly birthDay: string | null;
  readonly email: string;
  readonly zip: string;
  readonly city: string;
  readonly createdAt: VendorTime;
  readonly updatedAt: VendorTime;
  readonly groupIds: readonly number[];
  readonly customFieldIds: readonly number[];
}

/** A contact's value of a custom field. */
export interface CustomFieldValue {
  readonly fieldId: number;
  readonly fieldName: string;
  readonly valueId: number;
  readonly value: string;
}

/** A contact with the values of its custom fields. */
export interface ContactDetails {
  readonly id: number;
  /** Digits, country code first. */
  readonly number: string;
  /** True when it gets no more messages. */
  readonly optedOut: boolean;
  /** True when the API opted it out; only then can the API undo it. */
  readonly optedOutViaApi: boolean;
  readonly firstName: string;
  readonly lastName: string;
  /** `YYYY-MM-DD`; null when it is not known, which the API writes as `0000-00-00`. */
  readonly birthDay: string | null;
  readonly email: string;
  readonly zip: string;
  readonly city: string;
  readonly createdAt: VendorTime;
  readonly updatedAt: VendorTime;
  readonly groupIds: readonly number[];
  readonly customFields: readonly CustomFieldValue[];
}

/** The account's money. */
export interface Balance {
  /** Credits the account can spend. */
  readonly availableCredits: number;
}

/** A field that the account has added to its contacts. */
export interface CustomContactField {
  readonly id: number;
  readonly name: string;
  readonly createdAt: VendorTime;
  readonly updatedAt: VendorTime;
}

/** A custom field that was just created. */
export interface CreatedCustomContactField {
  readonly id: number;
  readonly name: string;
  readonly createdAt: VendorTime;
  readonly updatedAt: VendorTime;
  /** Printed empty; the API's pages do not say what it holds. */
  readonly values: readonly unknown[];
}

/** A group of contacts that campaigns are sent to. */
export interface Group {
  readonly id: number;
  /** 3 to 255 characters. */
  readonly name: string;
  readonly note: string;
  /** Keyword whose subscribers the group holds; 0 for none. */
  readonly keywordId: number;
  /** Group that this one is part of; 0 for none. */
  readonly parentId: number;
  readonly createdAt: VendorTime;
  readonly updatedAt: VendorTime;
  /** Ids of its contacts. */
  readonly phoneNumberIds: readonly number[];
}

/** A group that a contact is in. */
export interface ContactGroup {
  readonly id: number;
  readonly name: string;
}

/** A message that a handset sent to the account. The API gives it no id. */
export interface ReceivedMessage {
  /** Sender's number, in full. */
  readonly mobilePhone: string;
  readonly message: string;
  readonly receivedAt: VendorTime;
  /** The vendor's application that took it in; may be empty. */
  readonly appName: string;
  readonly campaignName: string;
  /** 1 for SMS, 2 for MMS. */
  readonly type: Coded;
  /** Addresses of media. */
  readonly resourceUrls: readonly string[];
  /** The groups that the contact is in. */
  readonly groups: readonly ContactGroup[];
}

/** A word that people text to one of the account's numbers to subscribe. */
export interface AccountKeyword {
  readonly id: number;
  readonly keyword: string;
  /** `YYYY-MM-DD`. */
  readonly reservedOn: string;
  /** Short code or long number that it is texted to. */
  readonly number: string;
  /** 0 Not Active, 1 Active. */
  readonly status: Coded;
}

/** A keyword that was just reserved. */
export interface ReservedKeyword {
  readonly id: number;
  readonly keyword: string;
  /** Short code or long number that it is texted to. */
  readonly number: string;
  /** Answer to subscribers; the vendor's own when none was given. */
  readonly autoreplyMessage: string;
}

/** A keyword that may be free to reserve. */
export interface KeywordAvailability {
  readonly keyword: string;
  /** Short code or long number that it would be texted to. */
  readonly number: string;
  /** 0 Not_Available, 1 Avialable, as the vendor spells it. */
  readonly status: Coded;
  /** The API's own words. */
  readonly message: string;
}

/** Media that MMS are made of, once the vendor has approved them. */
export interface MmsTemplate {
  /** Id that `send` takes as `mmsTemplateId`. */
  readonly id: number;
  /** Empty when none was given. */
  readonly name: string;
  /** Address of the processed media. */
  readonly url: string;
  readonly createdAt: VendorTime;
  /** Only one that is Approved (3) can be sent; that, Rejected (4) and Processed Failed (5) are final. */
  readonly status: Coded;
}

/** A short code or long number of the account. */
export interface AccountNumber {
  /** Number as `sendFrom` takes it. */
  readonly number: string;
  /** 0 Active, 1 Inactive, 301 Temporarily blocked., 302 Permanently blocked. */
  readonly status: Coded;
  /** Null for a number that is not blocked. */
  readonly blockedAt: VendorTime | null;
}

/** A message as the account looks back on it, sent through the API or not. */
export interface SentHistoryMessage {
  /** Id in the history; not the one that `send` returned, which is `apiId`. */
  readonly id: number;
  /** The recipient as the vendor shows it, its last digits masked: `1646595xxxx`. */
  readonly mobilePhone: string;
  readonly message: string;
  readonly sentAt: VendorTime;
  /** 1 for SMS, 2 for MMS. */
  readonly type: Coded;
  /** Null for an SMS. */
  readonly mmsTemplateId: number | null;
  /** Empty for an SMS. */
  readonly subject: string;
  readonly status: Coded;
  /** Id that `send` returned; null for a message that was not sent through the API. */
  readonly apiId: string | null;
}

/** A short address that leads to another one. */
export interface ShortUrl {
  readonly id: number;
  readonly title: string;
  readonly shortUrl: string;
  readonly originalUrl: string;
  /** Spelt `DateCreaed` by the API. */
  readonly createdAt: VendorTime;
  /** True when numbers are tracked. */
  readonly tracksNumbers: boolean;
}

/** A visit to a short address. */
export interface ShortUrlVisit {
  /** The visitor's number, `1646xxxxxxx` in the vendor's samples; empty when it is not known. */
  readonly number: string;
  readonly visitedAt: VendorTime;
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly device: string;
}

/** Messages of a campaign that held a short address. */
export interface ShortUrlCampaign {
  readonly campaignId: number;
  readonly totalSentMessages: number;
}

/** Clicks out of one state. */
export interface ClicksByState {
  readonly state: string;
  readonly totalClicks: number;
}

/** Clicks out of one city. */
export interface ClicksByCity {
  readonly city: string;
  readonly totalClicks: number;
}

/** Figures of a short address. */
export interface ShortUrlAnalytics {
  readonly id: number;
  readonly title: string;
  readonly totalClicks: number;
  readonly totalSentMessages: number;
  readonly groupCampaigns: readonly ShortUrlCampaign[];
  readonly totalByState: readonly ClicksByState[];
  readonly totalByCity: readonly ClicksByCity[];
}

/** A message that was accepted. */
export interface SentMessage {
  /** 40 hexadecimal digits; what `deliveryReport` takes. */
  readonly id: string;
  /**
   * Where the report is. It holds the access token: `JSON.stringify` and `console.log` of the whole result show
   * it redacted, the property itself is the real address.
   */
  readonly deliveryReportUrl: string;
  /** The API's own words, with the recipient masked. */
  readonly message: string;
}

/** Where a message is on its way. The id of its status is a text here and a number in the sent history, as printed. */
export interface DeliveryReport {
  /** The message's id. */
  readonly id: string;
  readonly status: Coded;
}

/** A message to one recipient that is to be sent later. */
export interface ScheduledMessage {
  readonly id: number;
  /** Recipient's number, in full. */
  readonly mobilePhone: string;
  readonly message: string;
  readonly scheduledAt: VendorTime;
  /** 1 Pending, 2 Action Required, 3 Approved and Scheduled. */
  readonly status: Coded;
  /** 1 for SMS, 2 for MMS. */
  readonly type: Coded;
  /** Null for an SMS. */
  readonly mmsTemplateId: number | null;
  /** Empty for an SMS. */
  readonly subject: string;
}
