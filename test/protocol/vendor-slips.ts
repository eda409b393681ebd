/** Slips of the vendor: samples of a success that contradict themselves, each other or their tables, one entry each. */

/** Samples that no stored page prints, and why. */
export const UNPRINTED: Readonly<Record<string, string>> = {
  "smsSimple.send in XML": "The stored copies of the page are cut before it.",
  "smsSimple.deliveryReport in JSON": "The endpoint has no page.",
  "smsSimple.deliveryReport in XML": "The endpoint has no page.",
  "sms.sendGroupScheduleMessage in XML": "The stored copies are cut after the second field.",
  "contacts.find in XML": "The fixture describes it in words, as that of contacts.create.",
  "contacts.view in XML": "The stored copies are cut; the fixture describes the rest in words.",
  "contacts.optOut in XML": "The page prints JSON alone.",
};

/**
 * Slips of the pages that the fixture has corrected: as printed no parser reads them, but for the misprinted status,
 * which the client reads as it is meant.
 */
export const CORRECTED: Readonly<Record<string, string>> = {
  "sms.deliveryReport": "XML as printed is malformed: <DeliveryStatus_Id><2/DeliveryStatus_Id>",
  "sms.sendSingleScheduleMessage": "comma missing after the Message member: JSON as printed is invalid",
  "sms.singleScheduleMessages": "comma missing after the Message member: JSON as printed is invalid",
  "sms.deleteSingleScheduleMessage": "trailing comma inside the object",
  "keyword.checkAvailability": "JSON key Message lacks its closing quote",
  "contacts.view": "CustomFields sample lacks a comma after CustomFieldValueId and has a trailing comma",
  "contactsOptIn.create": "trailing comma in the JSON message",
  "contactsOptIn.createCustom": "trailing comma in JSON",
  "shorturl.analytics": "JSON printed with a trailing comma and dots",
  "sentHistory.groupContacts": "Number printed unquoted (1646595xxxx) although typed String",
  "numbers.index": "Number printed unquoted (16463498xxx) although typed String",
  "numbers.view": "Number printed unquoted (16463498xxx) although typed String",
  "numbers.create": "Number printed unquoted (16463498xxx) although typed String",
};

export interface SampleSlip {
  readonly says: string;
  /** Printed text and the meant one, in turn. */
  readonly mend?: readonly (readonly [printed: string, meant: string])[];
  /** Fields of the definition that are not printed. */
  readonly missing?: readonly string[];
  /** Printed names that are no fields. */
  readonly extra?: readonly string[];
}

const shortened = (dots: string): SampleSlip => ({
  says: "Dots stand for further rows.",
  mend: [[dots, ""]],
});

export const SAMPLE_SLIPS: Readonly<Record<string, SampleSlip>> = {
  "smsSimple.send in JSON": { says: "Cut within the report's address.", missing: ["Message"] },
  "sms.groupScheduleMessages in XML": {
    says: "ContactsCount is printed twice in one row, and dots stand for further rows.",
    mend: [
      ["<ContactsCount>150</ContactsCount><GroupIds>", "<GroupIds>"],
      ["<item>.........</item>", ""],
    ],
  },
  "sentHistory.groupList in XML": shortened("<item>.................</item>"),
  "mmsTemplate.index in XML": shortened("..."),
  "numbers.index in XML": shortened("..."),
  "keyword.reserve in XML": {
    says: "Number holds the keyword and ShortCode the number; JSON and the table have Keyword and Number.",
    mend: [
      ["<Number>ProTexting</Number>", "<Keyword>ProTexting</Keyword>"],
      ["<ShortCode>82257</ShortCode>", "<Number>82257</Number>"],
    ],
  },
  "groups.index in XML": shortened("…(cut)"),
  "customContactFields.index in XML": shortened("<item>…gender…</item>"),
  "shorturl.index in XML": { says: "DateCreated stands beside DateCreaed.", extra: ["DateCreated"] },
  "shorturl.analytics in XML": { says: "The tail is cut.", missing: ["TotalByState", "TotalByCity"] },
};

export interface TableSlip {
  readonly says: string;
  /** Names of the table and those of the samples. */
  readonly names: Readonly<Record<string, string>>;
}

export const TABLE_SLIPS: Readonly<Record<string, TableSlip>> = {
  "keyword.index": {
    says: "JSON and XML agree on other names.",
    names: { Name: "Keyword", Satus_Description: "Status_Description" },
  },
  "contacts.view": {
    says: "The sample and the page undo-opt-out-contact say Via.",
    names: { OptedOutFromApi: "OptedOutViaApi" },
  },
  "shorturl.index": { says: "Both samples say DateCreaed.", names: { Date_Created: "DateCreaed" } },
};

const scheduledCampaign = ["Id", "ContactsCount", "MmsTemplateId"];
const scheduledMessage = ["Id", "Status_Id", "MmsTemplateId"];

/** Integers of the tables that JSON prints as texts; a template's id only as the empty text of an SMS. */
export const TEXTS_FOR_INTEGERS: Readonly<Record<string, readonly string[]>> = {
  "sms.deliveryReport": ["DeliveryStatus_Id"],
  "sms.sendGroupScheduleMessage": scheduledCampaign,
  "sms.groupScheduleMessages": scheduledCampaign,
  "sms.sendSingleScheduleMessage": scheduledMessage,
  "sms.singleScheduleMessages": scheduledMessage,
  "sentHistory.singleList": ["MmsTemplateId"],
  "sentHistory.singleView": ["MmsTemplateId"],
  "sentHistory.groupList": ["MmsTemplateId"],
  "keyword.reserve": ["Number"],
  "keyword.checkAvailability": ["Number"],
  "shorturl.details": ["Number"],
};

/** Texts of status tables that the samples spell differently, with the sample's spelling. */
export const STATUS_SLIPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "keyword.checkAvailability": { "Not Available": "Not_Available" },
};

export interface Difference {
  readonly says: string;
  /** Values of the first row in XML that are not those in JSON. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** How many rows the XML prints, where the JSON prints more. */
  readonly rows?: number;
}

const otherId: Difference = { says: "Id is 1001 in JSON and 10001 in XML.", values: { id: 10_001 } };

export const DIFFERENCES: Readonly<Record<string, Difference>> = {
  "sentHistory.singleList": otherId,
  "sentHistory.singleView": otherId,
  "sentHistory.groupList": otherId,
  "inbox.index": { says: "Groups is filled in JSON and empty in XML.", values: { groups: [] } },
  "keyword.checkAvailability": {
    says: "XML misspells the status and leaves out the full stop.",
    values: { status: { id: 0, description: "Not_Avialable" }, message: "The keyword is not available" },
  },
  "groups.index": { says: "XML is cut after the first row.", rows: 1 },
  "customContactFields.index": { says: "XML shortens the second row to dots.", rows: 1 },
};
