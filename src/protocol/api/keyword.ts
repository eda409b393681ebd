/** `keyword`. Pages list-keywords, reserve-keyword, check-keyword-availability, remove-keyword. */
import type { Endpoint } from "./endpoint.ts";

export const index = {
  id: "keyword.index",
  methods: ["GET"],
  path: "/v1/keyword/index",
  page: "list-keywords",
  success: 200,
  headers: "paginated",
} as const satisfies Endpoint;

export const reserve = {
  id: "keyword.reserve",
  methods: ["POST"],
  path: "/v1/keyword/reserve",
  page: "reserve-keyword",
  success: 201,
  headers: "link",
} as const satisfies Endpoint;

export const checkAvailability = {
  id: "keyword.checkAvailability",
  methods: ["GET"],
  path: "/v1/keyword/check-availability",
  page: "check-keyword-availability",
  success: 200,
  headers: "link",
} as const satisfies Endpoint;

export const remove = {
  id: "keyword.remove",
  methods: ["DELETE"],
  path: "/v1/keyword/remove",
  page: "remove-keyword",
  success: 200,
  headers: "link",
} as const satisfies Endpoint;
