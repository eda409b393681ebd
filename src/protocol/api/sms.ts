/** `sms`. Pages send-sms-mms, delivery-reports, send-group-sms-mms, list-scheduled-group-sms-mms-campaigns, schedule-single-sms-mms, list-scheduled-single-sms-mms, delete-scheduled-single-sms-mms. */

import { deliveryStatuses } from "../delivery-status.ts";
import { messageTypes } from "../message-type.ts";
import { acknowledgement } from "./acknowledgement.ts";
import type { Endpoint } from "./endpoint.ts";
import { coded, colons, identifier, number, numbers, optional, quoted, text, time, words } from "./field.ts";

/** Source: page list-scheduled-single-sms-mms; on the other pages the table is cut. */
const scheduledStatuses = { 1: "Pending", 2: "Action Required", 3: "Approved and Scheduled" } as const;

/** A message that was accepted. */
export const sentMessage = {
  /** 40 hexadecimal digits; what `deliveryReport` takes. */
  id: identifier("Id"),
  /**
   * Where the report is. It holds the access token: `JSON.stringify` and `console.log` of the whole result show
   * it redacted, the property itself is the real address.
   */
  deliveryReportUrl: identifier("DeliveryReportUrl"),
  /** The API's own words, with the recipient masked. */
  message: words("Message"),
} as const;

/** Where a message is on its way. The id of its status is a text here and a number in the sent history, as printed. */
export const deliveryReportRecord = {
  /** The message's id. */
  id: identifier("Id"),
  status: quoted(coded("DeliveryStatus", deliveryStatuses)),
} as const;

/** A message to groups that is to be sent later. */
const scheduledCampaign = {
  id: quoted(number("Id")),
  campaignName: words("CampaignName"),
  message: words("Message"),
  scheduledAt: time("DateTime"),
  groupIds: quoted(numbers("GroupIds")),
  /** 0 in the vendor's samples; the table of its values is cut. */
  typeRecipients: number("TypeRecipients"),
  /** Number of contacts it goes to. */
  contactsCount: quoted(number("ContactsCount")),
  /** 1 Pending, 2 Action Required, 3 Approved and Scheduled. */
  status: coded("Status", scheduledStatuses),
  /** 1 for SMS, 2 for MMS. */
  type: coded("Type", messageTypes),
  /** Null for an SMS. */
  mmsTemplateId: optional(number("MmsTemplateId"), ""),
  /** Empty for an SMS. */
  subject: words("Subject"),
} as const;

/** A message to one recipient that is to be sent later. */
const scheduledMessage = {
  id: quoted(number("Id")),
  /** Recipient's number, in full. */
  mobilePhone: text("MobilePhone"),
  message: words("Message"),
  scheduledAt: colons(time("DateTime")),
  /** 1 Pending, 2 Action Required, 3 Approved and Scheduled. */
  status: quoted(coded("Status", scheduledStatuses)),
  /** 1 for SMS, 2 for MMS. */
  type: coded("Type", messageTypes),
  /** Null for an SMS. */
  mmsTemplateId: optional(number("MmsTemplateId"), ""),
  /** Empty for an SMS. */
  subject: words("Subject"),
} as const;

export const send = {
  id: "sms.send",
  methods: ["POST"],
  path: "/v1/sms/send",
  page: "send-sms-mms",
  success: 200,
  headers: "paginated",
  asks: {
    mobilePhone: "MobilePhone",
    sendFrom: "SendFrom",
    message: "Message",
    mmsTemplateId: "MmsTemplateId",
    subject: "Subject",
    mmsHighResolution: "MmsHighResolution",
    mmsResend: "MmsResend",
  },
  answer: { record: sentMessage },
} as const satisfies Endpoint;

export const deliveryReport = {
  id: "sms.deliveryReport",
  methods: ["GET"],
  path: "/v1/sms/delivery-report",
  page: "delivery-reports",
  success: 200,
  headers: "paginated",
  asks: { id: "id" },
  answer: { record: deliveryReportRecord },
  rowOf: ["sentHistory.singleList", "Api_Id"],
} as const satisfies Endpoint;

export const sendGroupScheduleMessage = {
  id: "sms.sendGroupScheduleMessage",
  methods: ["POST"],
  path: "/v1/sms/send-group-schedule-message",
  page: "send-group-sms-mms",
  success: 200,
  headers: "link",
  answer: { record: scheduledCampaign },
} as const satisfies Endpoint;

export const groupScheduleMessages = {
  id: "sms.groupScheduleMessages",
  methods: ["GET"],
  path: "/v1/sms/group-schedule-messages",
  page: "list-scheduled-group-sms-mms-campaigns",
  success: 200,
  headers: "link",
  answer: { list: scheduledCampaign },
} as const satisfies Endpoint;

export const sendSingleScheduleMessage = {
  id: "sms.sendSingleScheduleMessage",
  methods: ["POST"],
  path: "/v1/sms/send-single-schedule-message",
  page: "schedule-single-sms-mms",
  success: 200,
  headers: "link",
  asks: {
    mobilePhone: "MobilePhone",
    message: "Message",
    dateTime: "DateTime",
    mmsTemplateId: "MmsTemplateId",
    mmsHighResolution: "MmsHighResolution",
    subject: "Subject",
  },
  answer: { record: scheduledMessage },
} as const satisfies Endpoint;

export const singleScheduleMessages = {
  id: "sms.singleScheduleMessages",
  methods: ["GET"],
  path: "/v1/sms/single-schedule-messages",
  page: "list-scheduled-single-sms-mms",
  success: 200,
  headers: "link",
  answer: { list: scheduledMessage },
} as const satisfies Endpoint;

export const deleteSingleScheduleMessage = {
  id: "sms.deleteSingleScheduleMessage",
  methods: ["DELETE"],
  path: "/v1/sms/delete-single-schedule-message",
  page: "delete-scheduled-single-sms-mms",
  success: 200,
  headers: "link",
  asks: { id: "id" },
  answer: { record: acknowledgement },
} as const satisfies Endpoint;
