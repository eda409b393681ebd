/** `shorturl`. Pages list-short-url, view-short-url, short-url-analytics. */
import type { Endpoint } from "./endpoint.ts";

export const index = {
  id: "shorturl.index",
  methods: ["GET"],
  path: "/v1/shorturl/index",
  page: "list-short-url",
  success: 200,
  headers: "paginated",
} as const satisfies Endpoint;

export const details = {
  id: "shorturl.details",
  methods: ["GET"],
  path: "/v1/shorturl/details",
  page: "view-short-url",
  success: 200,
  headers: "paginated",
} as const satisfies Endpoint;

export const analytics = {
  id: "shorturl.analytics",
  methods: ["GET"],
  path: "/v1/shorturl/analytics",
  page: "short-url-analytics",
  success: 200,
  headers: "paginated",
} as const satisfies Endpoint;
