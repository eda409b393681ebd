/** `mms-to-screen`. Pages list-campaign-messages, list-campaign-queue-messages. */
import type { Endpoint } from "./endpoint.ts";

export const getMessages = {
  id: "mmsToScreen.getMessages",
  methods: ["GET"],
  path: "/v1/mms-to-screen/get-messages",
  page: "list-campaign-messages",
  success: 200,
  headers: "paginated",
} as const satisfies Endpoint;

export const queue = {
  id: "mmsToScreen.queue",
  methods: ["GET"],
  path: "/v1/mms-to-screen/queue",
  page: "list-campaign-queue-messages",
  success: 200,
  headers: "paginated",
} as const satisfies Endpoint;
