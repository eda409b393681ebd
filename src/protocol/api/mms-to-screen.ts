/** `mms-to-screen`. Pages list-campaign-messages, list-campaign-queue-messages. */
import type { Endpoint } from "./endpoint.ts";
import { coded, number, text, time, words } from "./field.ts";

/** A message that was texted to a campaign for a screen. */
const campaignMessage = {
  id: number("Id"),
  /** Sender's number; ten digits in the vendor's samples. */
  mobilePhone: text("Mobile"),
  message: words("Message"),
  /** May be empty. */
  keyword: words("Keyword"),
  /** `Sms` in the vendor's samples. */
  type: text("Type"),
  /** 1 Pending; other states are not documented here. */
  status: coded("Status", { 1: "Pending" }),
  /** Empty for a message without media. */
  resourceFile: text("Resource_File"),
  /** Empty for a message without media. */
  resourceType: text("Resource_Type"),
  receivedAt: time("Date_Received"),
} as const;

/** A campaign's message that waits for its screen or is on it. */
const queuedCampaignMessage = {
  ...campaignMessage,
  /** 0 Pending, 1 On Screen: the ids differ from those of a campaign's messages. */
  status: coded("Status", { 0: "Pending", 1: "On Screen" }),
} as const;

export const getMessages = {
  id: "mmsToScreen.getMessages",
  methods: ["GET"],
  path: "/v1/mms-to-screen/get-messages",
  page: "list-campaign-messages",
  success: 200,
  headers: "paginated",
  answer: { list: campaignMessage },
} as const satisfies Endpoint;

export const queue = {
  id: "mmsToScreen.queue",
  methods: ["GET"],
  path: "/v1/mms-to-screen/queue",
  page: "list-campaign-queue-messages",
  success: 200,
  headers: "paginated",
  answer: { list: queuedCampaignMessage },
} as const satisfies Endpoint;
