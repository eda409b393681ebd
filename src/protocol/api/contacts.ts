/** `contacts`. Pages add-contact, update-contact, find-contact, view-contact, opt-out. */
import type { Endpoint } from "./endpoint.ts";
import { flag, identifier, number, numbers, optional, records, text, time, words } from "./field.ts";

/** Facts that every answer about a contact tells. */
const person = {
  firstName: words("FirstName"),
  lastName: words("LastName"),
  /** `YYYY-MM-DD`; null when it is not known, which the API writes as `0000-00-00`. */
  birthDay: optional(identifier("BirthDay"), "0000-00-00"),
  email: text("Email"),
  zip: text("Zip"),
  city: words("City"),
  createdAt: time("DateCreated"),
  updatedAt: time("DateUpdated"),
  groupIds: numbers("GroupIds"),
} as const;

/** A person whom the account knows by number. */
export const contact = {
  id: number("Id"),
  /** Digits, country code first. */
  number: identifier("Number"),
  /** True when it gets no more messages. */
  optedOut: flag("OptedOut"),
  ...person,
  customFieldIds: numbers("CustomFieldIds"),
} as const;

/** A contact's value of a custom field. */
const customFieldValue = {
  fieldId: number("CustomFieldId"),
  fieldName: words("CustomFieldName"),
  valueId: number("CustomFieldValueId"),
  value: words("CustomFieldValue"),
} as const;

/** A contact with the values of its custom fields. */
export const contactDetails = {
  id: number("Id"),
  /** Digits, country code first. */
  number: identifier("Number"),
  /** True when it gets no more messages. */
  optedOut: flag("OptedOut"),
  /** True when the API opted it out; only then can the API undo it. */
  optedOutViaApi: flag("OptedOutViaApi"),
  ...person,
  customFields: records("CustomFields", customFieldValue),
} as const;

export const create = {
  id: "contacts.create",
  methods: ["POST"],
  path: "/v1/contacts/create",
  page: "add-contact",
  success: 201,
  headers: "plain",
  xmlItem: true,
  asks: {
    number: "fnumber",
    firstName: "ffirstname",
    lastName: "flastname",
    birthDay: "fbirthdate",
    email: "femail",
    zip: "fzipcode",
    city: "fcity",
    groupIds: "GroupIds",
    message: "Message",
    customFieldId: "frfield",
    customFieldValue: "fvalue",
  },
  answer: { record: contact },
} as const satisfies Endpoint;

export const update = {
  id: "contacts.update",
  methods: ["PUT", "POST"],
  path: "/v1/contacts/update",
  page: "update-contact",
  success: 200,
  headers: "plain",
  xmlItem: true,
  asks: {
    id: "id",
    number: "fnumber",
    firstName: "ffirstname",
    lastName: "flastname",
    birthDay: "fbirthdate",
    email: "femail",
    zip: "fzipcode",
    city: "fcity",
    groupIds: "GroupIds",
  },
  inQuery: "id",
  answer: { record: contact },
} as const satisfies Endpoint;

export const find = {
  id: "contacts.find",
  methods: ["GET"],
  path: "/v1/contacts/find",
  page: "find-contact",
  success: 200,
  headers: "plain",
  xmlItem: true,
  asks: { number: "number" },
  answer: { record: contact },
} as const satisfies Endpoint;

export const view = {
  id: "contacts.view",
  methods: ["GET"],
  path: "/v1/contacts/view",
  page: "view-contact",
  success: 200,
  headers: "plain",
  xmlItem: true,
  asks: { id: "id" },
  answer: { record: contactDetails },
} as const satisfies Endpoint;

export const optOut = {
  id: "contacts.optOut",
  methods: ["POST"],
  path: "/v1/contacts/opt-out",
  page: "opt-out",
  success: 201,
  headers: "plain",
  asks: { phoneNumber: "PhoneNumber" },
  answer: { record: contact },
} as const satisfies Endpoint;
