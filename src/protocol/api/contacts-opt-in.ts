/** `contacts-opt-in`. Pages opt-in-contact, undo-opt-out-contact. */
import { acknowledgement } from "./acknowledgement.ts";
import type { Endpoint } from "./endpoint.ts";
import { remark } from "./field.ts";

/** An opt-in that was done. */
export const optedIn = {
  /** The API's own words. */
  message: remark("message"),
} as const;

export const create = {
  id: "contactsOptIn.create",
  methods: ["POST"],
  path: "/v1/contacts-opt-in/create",
  page: "opt-in-contact",
  success: 201,
  headers: "plain",
  answer: { record: acknowledgement },
} as const satisfies Endpoint;

export const createCustom = {
  id: "contactsOptIn.createCustom",
  methods: ["POST"],
  path: "/v1/contacts-opt-in/create-custom",
  page: "undo-opt-out-contact",
  success: 201,
  headers: "plain",
  asks: { phoneNumber: "PhoneNumber" },
  answer: { record: optedIn },
} as const satisfies Endpoint;
