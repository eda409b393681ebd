/** `custom-contact-fields`. Pages list-custom-fields, create-custom-field. */
import type { Endpoint } from "./endpoint.ts";

export const index = {
  id: "customContactFields.index",
  methods: ["GET"],
  path: "/v1/custom-contact-fields/index",
  page: "list-custom-fields",
  success: 200,
  headers: "paginated",
} as const satisfies Endpoint;

export const create = {
  id: "customContactFields.create",
  methods: ["POST"],
  path: "/v1/custom-contact-fields/create",
  page: "create-custom-field",
  success: 201,
  headers: "plain",
} as const satisfies Endpoint;
