/** `inbox`. Pages list-messages. */

import { messageTypes } from "../message-type.ts";
import type { Endpoint } from "./endpoint.ts";
import { addresses, coded, number, records, text, time, words } from "./field.ts";

/** A group that a contact is in. */
const contactGroup = {
  id: number("Id"),
  name: words("Name"),
} as const;

/** A message that a handset sent to the account. The API gives it no id. */
const receivedMessage = {
  /** Sender's number, in full. */
  mobilePhone: text("MobilePhone"),
  message: words("Message"),
  receivedAt: time("DateReceived"),
  /** The vendor's application that took it in; may be empty. */
  appName: words("AppName"),
  campaignName: words("CampaignName"),
  /** 1 for SMS, 2 for MMS. */
  type: coded("Type", messageTypes),
  /** Addresses of media. */
  resourceUrls: addresses("Resource_Urls"),
  /** The groups that the contact is in. */
  groups: records("Groups", contactGroup),
} as const;

export const index = {
  id: "inbox.index",
  methods: ["GET"],
  path: "/v1/inbox/index",
  page: "list-messages",
  success: 200,
  headers: "paginated",
  asks: {
    mobilePhone: "MobilePhone",
    fromDateReceived: "FromDateReceived",
    toDateReceived: "ToDateReceived",
    typeId: "Type_Id",
    keywordId: "Keyword_Id",
    campaignId: "Campaign_Id",
  },
  answer: { list: receivedMessage },
} as const satisfies Endpoint;
