/**
 * The vendor's answers, field for field in the vendor's names and order.
 *
 * Types are those of the printed samples: the delivery report writes its status id as a string, although its
 * table says Integer (`fixtures/vendor/api.md` section 7, line 4).
 */

/** Answer of `sms/send` (an object) and of `sms-simple/send` (in a list of one). Page send-sms-mms. */
export interface SendAnswer {
  readonly Id: string;
  readonly DeliveryReportUrl: string;
  readonly Message: string;
}

/** Answer of both delivery reports, in a list of one. Page delivery-reports. */
export interface DeliveryReportAnswer {
  readonly Id: string;
  readonly DeliveryStatus_Id: string;
  readonly DeliveryStatus_Description: string;
}

/**
 * A row of `sent-history/single-list`, and the answer of `single-view`. Page list-sent-single-messages.
 * MmsTemplateId is "" for an SMS, although its table says Integer.
 */
export interface SentMessageAnswer {
  readonly Id: number;
  readonly MobilePhone: string;
  readonly Message: string;
  readonly DateTime: string;
  readonly Type_Id: number;
  readonly Type_Description: string;
  readonly MmsTemplateId: number | "";
  readonly Subject: string;
  readonly DeliveryStatus_Id: number;
  readonly DeliveryStatus_Description: string;
  readonly Api_Id: string;
}

/** Answer of `mms-template/view` and `create`, and a row of `index`. Page list-mms-templates. */
export interface MmsTemplateAnswer {
  readonly Id: number;
  readonly Name: string;
  readonly Url: string;
  readonly DateCreated: string;
  readonly Status_Id: number;
  readonly Status_Description: string;
}

/** Page available-credits-balance. */
export interface BalanceAnswer {
  readonly AvailableCredits: number;
}

/** A row of `numbers/index`, and the answer of `numbers/view`. Pages list-numbers and view-number. */
export interface NumberAnswer {
  readonly Number: string;
  readonly Status_Id: number;
  readonly Status_Description: string;
  readonly Blocked_Date: string | null;
}

/** A row of `inbox/index`. Page list-messages. */
export interface InboxAnswer {
  readonly MobilePhone: string;
  readonly Message: string;
  readonly DateReceived: string;
  readonly AppName: string;
  readonly CampaignName: string;
  readonly Type_Id: number;
  readonly Type_Description: string;
  readonly Resource_Urls: readonly string[];
  readonly Groups: readonly { readonly Id: number; readonly Name: string }[];
}

/** Answer of `contacts/opt-out`. Page opt-out. */
export interface ContactAnswer {
  readonly Id: number;
  readonly Number: string;
  readonly OptedOut: 0 | 1;
  readonly FirstName: string;
  readonly LastName: string;
  readonly BirthDay: string;
  readonly Email: string;
  readonly Zip: string;
  readonly City: string;
  readonly DateCreated: string;
  readonly DateUpdated: string;
  readonly GroupIds: readonly number[];
  readonly CustomFieldIds: readonly number[];
}

/** Answer of `contacts-opt-in/create-custom`. Page undo-opt-out-contact. */
export interface OptInAnswer {
  readonly message: string;
}

/** Every refusal but a failed validation. Recorded: `fixtures/wire/FRAMEWORK.md` section 5. */
export interface ErrorAnswer {
  readonly name: string;
  readonly message: string;
  readonly code: number;
  readonly status: number;
}

/** One entry of the list a failed validation answers with (422). Recorded: section 8. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

export type Format = "json" | "xml";

/** Content types as the framework writes them on answers. */
export const contentTypes = {
  json: "application/json; charset=UTF-8",
  xml: "application/xml; charset=UTF-8",
} as const satisfies Record<Format, string>;
