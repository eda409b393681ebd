/** `groups`. Pages list-groups, view-group, create-group, update-group. */
import type { Endpoint } from "./endpoint.ts";
import { number, numbers, time, words } from "./field.ts";

/** A group of contacts that campaigns are sent to. */
export const group = {
  id: number("Id"),
  /** 3 to 255 characters. */
  name: words("Name"),
  note: words("Note"),
  /** Keyword whose subscribers the group holds; 0 for none. */
  keywordId: number("KeywordId"),
  /** Group that this one is part of; 0 for none. */
  parentId: number("ParentId"),
  createdAt: time("DateCreated"),
  updatedAt: time("DateUpdated"),
  /** Ids of its contacts. */
  phoneNumberIds: numbers("PhoneNumberIds"),
} as const;

export const index = {
  id: "groups.index",
  methods: ["GET"],
  path: "/v1/groups/index",
  page: "list-groups",
  success: 200,
  headers: "paginated",
  answer: { list: group },
} as const satisfies Endpoint;

export const view = {
  id: "groups.view",
  methods: ["GET"],
  path: "/v1/groups/view",
  page: "view-group",
  success: 200,
  headers: "plain",
  xmlItem: true,
  asks: { id: "id" },
  answer: { record: group },
  rowOf: ["groups.index", "Id"],
} as const satisfies Endpoint;

export const create = {
  id: "groups.create",
  methods: ["POST"],
  path: "/v1/groups/create",
  page: "create-group",
  success: 201,
  headers: "plain",
  xmlItem: true,
  asks: { name: "fname", note: "fnote" },
  answer: { record: group },
} as const satisfies Endpoint;

export const update = {
  id: "groups.update",
  methods: ["PUT"],
  path: "/v1/groups/update",
  page: "update-group",
  success: 200,
  headers: "plain",
  xmlItem: true,
  asks: { id: "id", name: "fname", note: "fnote" },
  inQuery: "id",
  answer: { record: group },
} as const satisfies Endpoint;
