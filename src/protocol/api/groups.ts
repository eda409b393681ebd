/** `groups`. Pages list-groups, view-group, create-group, update-group. */
import type { Endpoint } from "./endpoint.ts";

export const index = {
  id: "groups.index",
  methods: ["GET"],
  path: "/v1/groups/index",
  page: "list-groups",
  success: 200,
  headers: "paginated",
} as const satisfies Endpoint;

export const view = {
  id: "groups.view",
  methods: ["GET"],
  path: "/v1/groups/view",
  page: "view-group",
  success: 200,
  headers: "plain",
} as const satisfies Endpoint;

export const create = {
  id: "groups.create",
  methods: ["POST"],
  path: "/v1/groups/create",
  page: "create-group",
  success: 201,
  headers: "plain",
} as const satisfies Endpoint;

export const update = {
  id: "groups.update",
  methods: ["PUT"],
  path: "/v1/groups/update",
  page: "update-group",
  success: 200,
  headers: "plain",
} as const satisfies Endpoint;
