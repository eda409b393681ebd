/** `custom-contact-fields`. Pages list-custom-fields, create-custom-field. */
import type { Endpoint } from "./endpoint.ts";
import { number, time, unexplained, words } from "./field.ts";

/** A field that the account has added to its contacts. */
const customContactField = {
  id: number("Id"),
  name: words("Name"),
  createdAt: time("DateCreated"),
  updatedAt: time("DateUpdated"),
} as const;

/** A custom field that was just created. */
export const createdCustomContactField = {
  ...customContactField,
  /** Printed empty; the API's pages do not say what it holds. */
  values: unexplained("Value"),
} as const;

export const index = {
  id: "customContactFields.index",
  methods: ["GET"],
  path: "/v1/custom-contact-fields/index",
  page: "list-custom-fields",
  success: 200,
  headers: "paginated",
  answer: { list: customContactField },
} as const satisfies Endpoint;

export const create = {
  id: "customContactFields.create",
  methods: ["POST"],
  path: "/v1/custom-contact-fields/create",
  page: "create-custom-field",
  success: 201,
  headers: "plain",
  xmlItem: true,
  asks: { name: "fname" },
  answer: { record: createdCustomContactField },
} as const satisfies Endpoint;
