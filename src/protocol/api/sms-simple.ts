/** `sms-simple`. Pages send-sms-mms-simple. */
import type { Endpoint } from "./endpoint.ts";
import { report, sentMessage } from "./sms.ts";

export const send = {
  id: "smsSimple.send",
  methods: ["POST"],
  path: "/v1/sms-simple/send",
  page: "send-sms-mms-simple",
  success: 200,
  headers: "paginated",
  answer: { record: sentMessage },
} as const satisfies Endpoint;

export const deliveryReport = {
  id: "smsSimple.deliveryReport",
  methods: ["GET"],
  path: "/v1/sms-simple/delivery-report",
  page: null,
  success: 200,
  headers: "paginated",
  answer: { record: report },
} as const satisfies Endpoint;
