/** `sms-simple`. Pages send-sms-mms-simple. */
import type { Endpoint } from "./endpoint.ts";
import { deliveryReportRecord, sentMessage } from "./sms.ts";

export const send = {
  id: "smsSimple.send",
  methods: ["POST"],
  path: "/v1/sms-simple/send",
  page: "send-sms-mms-simple",
  success: 200,
  headers: "paginated",
  asks: {
    mobilePhone: "MobilePhone",
    message: "Message",
    mmsTemplateId: "MmsTemplateId",
    subject: "Subject",
    mmsHighResolution: "MmsHighResolution",
    mmsResend: "MmsResend",
  },
  answer: { record: sentMessage },
} as const satisfies Endpoint;

export const deliveryReport = {
  id: "smsSimple.deliveryReport",
  methods: ["GET"],
  path: "/v1/sms-simple/delivery-report",
  page: null,
  success: 200,
  headers: "paginated",
  asks: { id: "id" },
  answer: { record: deliveryReportRecord },
} as const satisfies Endpoint;
