/** `sent-history`. Pages list-sent-single-messages, view-sent-single-message, list-sent-group-campaigns, list-sent-group-campaign-contacts. */

import { deliveryStatuses } from "../delivery-status.ts";
import { messageTypes } from "../message-type.ts";
import type { Endpoint } from "./endpoint.ts";
import { coded, identifier, number, optional, text, time, words } from "./field.ts";

/** A message as the account looks back on it, sent through the API or not. */
export const sentHistoryMessage = {
  /** Id in the history; not the one that `send` returned, which is `apiId`. */
  id: number("Id"),
  /** The recipient as the vendor shows it, its last digits masked: `1646595xxxx`. */
  mobilePhone: text("MobilePhone"),
  message: words("Message"),
  sentAt: time("DateTime"),
  /** 1 for SMS, 2 for MMS. */
  type: coded("Type", messageTypes),
  /** Null for an SMS. */
  mmsTemplateId: optional(number("MmsTemplateId"), ""),
  /** Empty for an SMS. */
  subject: words("Subject"),
  status: coded("DeliveryStatus", deliveryStatuses),
  /** Id that `send` returned; null for a message that was not sent through the API. */
  apiId: optional(identifier("Api_Id"), ""),
} as const;

/** A message to groups as the account looks back on it. */
const sentCampaign = {
  id: number("Id"),
  campaignName: words("CampaignName"),
  message: words("Message"),
  sentAt: time("DateTime"),
  /** Number of contacts it went to. */
  contactsCount: number("ContactsCount"),
  /** 1 for SMS, 2 for MMS. */
  type: coded("Type", messageTypes),
  /** Null for an SMS. */
  mmsTemplateId: optional(number("MmsTemplateId"), ""),
  /** Empty for an SMS. */
  subject: words("Subject"),
} as const;

/** A contact that a campaign went to. */
const campaignRecipient = {
  /** Masked by the vendor, its last digits: `1646595xxxx`. */
  number: text("Number"),
  status: coded("DeliveryStatus", deliveryStatuses),
} as const;

export const singleList = {
  id: "sentHistory.singleList",
  methods: ["GET"],
  path: "/v1/sent-history/single-list",
  page: "list-sent-single-messages",
  success: 200,
  headers: "paginated",
  answer: { list: sentHistoryMessage },
} as const satisfies Endpoint;

export const singleView = {
  id: "sentHistory.singleView",
  methods: ["GET"],
  path: "/v1/sent-history/single-view",
  page: "view-sent-single-message",
  success: 200,
  headers: "paginated",
  xmlItem: true,
  asks: { id: "id" },
  answer: { record: sentHistoryMessage },
  rowOf: ["sentHistory.singleList", "Id"],
} as const satisfies Endpoint;

export const groupList = {
  id: "sentHistory.groupList",
  methods: ["GET"],
  path: "/v1/sent-history/group-list",
  page: "list-sent-group-campaigns",
  success: 200,
  headers: "paginated",
  answer: { list: sentCampaign },
} as const satisfies Endpoint;

export const groupContacts = {
  id: "sentHistory.groupContacts",
  methods: ["GET"],
  path: "/v1/sent-history/group-contacts",
  page: "list-sent-group-campaign-contacts",
  success: 200,
  headers: "paginated",
  answer: { list: campaignRecipient },
} as const satisfies Endpoint;
