/** `sms`. Pages send-sms-mms, delivery-reports, send-group-sms-mms, list-scheduled-group-sms-mms-campaigns, schedule-single-sms-mms, list-scheduled-single-sms-mms, delete-scheduled-single-sms-mms. */

import { deliveryStatuses } from "../delivery-status.ts";
import type { Endpoint } from "./endpoint.ts";
import { coded, identifier, words } from "./field.ts";

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
  status: { ...coded("DeliveryStatus", deliveryStatuses), idAs: "text" },
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
  follows: [{ list: "sentHistory.singleList", field: "Api_Id", parameter: "id" }],
} as const satisfies Endpoint;

export const sendGroupScheduleMessage = {
  id: "sms.sendGroupScheduleMessage",
  methods: ["POST"],
  path: "/v1/sms/send-group-schedule-message",
  page: "send-group-sms-mms",
  success: 200,
  headers: "link",
} as const satisfies Endpoint;

export const groupScheduleMessages = {
  id: "sms.groupScheduleMessages",
  methods: ["GET"],
  path: "/v1/sms/group-schedule-messages",
  page: "list-scheduled-group-sms-mms-campaigns",
  success: 200,
  headers: "link",
} as const satisfies Endpoint;

export const sendSingleScheduleMessage = {
  id: "sms.sendSingleScheduleMessage",
  methods: ["POST"],
  path: "/v1/sms/send-single-schedule-message",
  page: "schedule-single-sms-mms",
  success: 200,
  headers: "link",
} as const satisfies Endpoint;

export const singleScheduleMessages = {
  id: "sms.singleScheduleMessages",
  methods: ["GET"],
  path: "/v1/sms/single-schedule-messages",
  page: "list-scheduled-single-sms-mms",
  success: 200,
  headers: "link",
} as const satisfies Endpoint;

export const deleteSingleScheduleMessage = {
  id: "sms.deleteSingleScheduleMessage",
  methods: ["DELETE"],
  path: "/v1/sms/delete-single-schedule-message",
  page: "delete-scheduled-single-sms-mms",
  success: 200,
  headers: "link",
} as const satisfies Endpoint;
