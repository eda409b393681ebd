/** `mms-template`. Pages list-mms-templates, view-mms-template, create-mms-template. */

import { mmsTemplateStatuses } from "../mms-template-status.ts";
import type { Endpoint } from "./endpoint.ts";
import { coded, identifier, number, time, words } from "./field.ts";

/** Media that MMS are made of, once the vendor has approved them. */
export const mmsTemplate = {
  /** Id that `send` takes as `mmsTemplateId`. */
  id: number("Id"),
  /** Empty when none was given. */
  name: words("Name"),
  /** Address of the processed media. */
  url: identifier("Url"),
  createdAt: time("DateCreated"),
  /** Only one that is Approved (3) can be sent; that, Rejected (4) and Processed Failed (5) are final. */
  status: coded("Status", mmsTemplateStatuses),
} as const;

export const index = {
  id: "mmsTemplate.index",
  methods: ["GET"],
  path: "/v1/mms-template/index",
  page: "list-mms-templates",
  success: 200,
  headers: "paginated",
  answer: { list: mmsTemplate },
} as const satisfies Endpoint;

export const view = {
  id: "mmsTemplate.view",
  methods: ["GET"],
  path: "/v1/mms-template/view",
  page: "view-mms-template",
  success: 200,
  headers: "plain",
  asks: { id: "id" },
  answer: { record: mmsTemplate },
  rowOf: ["mmsTemplate.index", "Id"],
} as const satisfies Endpoint;

export const create = {
  id: "mmsTemplate.create",
  methods: ["POST"],
  path: "/v1/mms-template/create",
  page: "create-mms-template",
  success: 201,
  headers: "plain",
  asks: { resourceLink: "ResourceLink", name: "Name" },
  answer: { record: mmsTemplate },
} as const satisfies Endpoint;
