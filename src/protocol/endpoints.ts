/**
 * Every endpoint of the vendor's REST API v2, in the order of its documentation.
 *
 * 43 have a page of their own; `smsSimple.deliveryReport` has none and is known only from the
 * `DeliveryReportUrl` that `sms-simple/send` answers with.
 *
 * Source: the vendor's pages, `fixtures/vendor/api.md` section 2.
 */

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface Endpoint {
  /** Controller and action in camelCase; the client's method too, but for plurals and `list` where they say `index`. */
  readonly id: string;
  /** What the page allows; the framework answers 405 to all others. */
  readonly methods: readonly Method[];
  readonly path: string;
  /** Slug of the vendor's page, or null where none is stored. */
  readonly page: string | null;
  /** Status of a success. */
  readonly success: 200 | 201;
  /**
   * Which header block the page prints: `paginated` has Link and X-Pagination-*, `link` has Link alone,
   * `plain` has neither.
   */
  readonly headers: "paginated" | "link" | "plain";
  /** Whether the page's XML nests a single object in `item`, where its JSON does not. */
  readonly xmlItem?: true;
}

export const endpoints = [
  {
    id: "sms.send",
    methods: ["POST"],
    path: "/v1/sms/send",
    page: "send-sms-mms",
    success: 200,
    headers: "paginated",
  },
  {
    id: "smsSimple.send",
    methods: ["POST"],
    path: "/v1/sms-simple/send",
    page: "send-sms-mms-simple",
    success: 200,
    headers: "paginated",
  },
  {
    id: "smsSimple.deliveryReport",
    methods: ["GET"],
    path: "/v1/sms-simple/delivery-report",
    page: null,
    success: 200,
    headers: "paginated",
  },
  {
    id: "sms.deliveryReport",
    methods: ["GET"],
    path: "/v1/sms/delivery-report",
    page: "delivery-reports",
    success: 200,
    headers: "paginated",
  },
  {
    id: "sms.sendGroupScheduleMessage",
    methods: ["POST"],
    path: "/v1/sms/send-group-schedule-message",
    page: "send-group-sms-mms",
    success: 200,
    headers: "link",
  },
  {
    id: "sms.groupScheduleMessages",
    methods: ["GET"],
    path: "/v1/sms/group-schedule-messages",
    page: "list-scheduled-group-sms-mms-campaigns",
    success: 200,
    headers: "link",
  },
  {
    id: "sms.sendSingleScheduleMessage",
    methods: ["POST"],
    path: "/v1/sms/send-single-schedule-message",
    page: "schedule-single-sms-mms",
    success: 200,
    headers: "link",
  },
  {
    id: "sms.singleScheduleMessages",
    methods: ["GET"],
    path: "/v1/sms/single-schedule-messages",
    page: "list-scheduled-single-sms-mms",
    success: 200,
    headers: "link",
  },
  {
    id: "sms.deleteSingleScheduleMessage",
    methods: ["DELETE"],
    path: "/v1/sms/delete-single-schedule-message",
    page: "delete-scheduled-single-sms-mms",
    success: 200,
    headers: "link",
  },
  {
    id: "sentHistory.singleList",
    methods: ["GET"],
    path: "/v1/sent-history/single-list",
    page: "list-sent-single-messages",
    success: 200,
    headers: "paginated",
  },
  {
    id: "sentHistory.singleView",
    methods: ["GET"],
    path: "/v1/sent-history/single-view",
    page: "view-sent-single-message",
    success: 200,
    headers: "paginated",
    xmlItem: true,
  },
  {
    id: "sentHistory.groupList",
    methods: ["GET"],
    path: "/v1/sent-history/group-list",
    page: "list-sent-group-campaigns",
    success: 200,
    headers: "paginated",
  },
  {
    id: "sentHistory.groupContacts",
    methods: ["GET"],
    path: "/v1/sent-history/group-contacts",
    page: "list-sent-group-campaign-contacts",
    success: 200,
    headers: "paginated",
  },
  {
    id: "inbox.index",
    methods: ["GET"],
    path: "/v1/inbox/index",
    page: "list-messages",
    success: 200,
    headers: "paginated",
  },
  {
    id: "mmsTemplate.index",
    methods: ["GET"],
    path: "/v1/mms-template/index",
    page: "list-mms-templates",
    success: 200,
    headers: "paginated",
  },
  {
    id: "mmsTemplate.view",
    methods: ["GET"],
    path: "/v1/mms-template/view",
    page: "view-mms-template",
    success: 200,
    headers: "plain",
  },
  {
    id: "mmsTemplate.create",
    methods: ["POST"],
    path: "/v1/mms-template/create",
    page: "create-mms-template",
    success: 201,
    headers: "plain",
  },
  {
    id: "numbers.index",
    methods: ["GET"],
    path: "/v1/numbers/index",
    page: "list-numbers",
    success: 200,
    headers: "paginated",
  },
  {
    id: "numbers.view",
    methods: ["GET"],
    path: "/v1/numbers/view",
    page: "view-number",
    success: 200,
    headers: "paginated",
  },
  {
    id: "numbers.create",
    methods: ["POST"],
    path: "/v1/numbers/create",
    page: "create-number",
    success: 201,
    headers: "plain",
  },
  {
    id: "numbers.delete",
    methods: ["DELETE"],
    path: "/v1/numbers/delete",
    page: "delete-number",
    success: 200,
    headers: "plain",
  },
  {
    id: "keyword.index",
    methods: ["GET"],
    path: "/v1/keyword/index",
    page: "list-keywords",
    success: 200,
    headers: "paginated",
  },
  {
    id: "keyword.reserve",
    methods: ["POST"],
    path: "/v1/keyword/reserve",
    page: "reserve-keyword",
    success: 201,
    headers: "link",
  },
  {
    id: "keyword.checkAvailability",
    methods: ["GET"],
    path: "/v1/keyword/check-availability",
    page: "check-keyword-availability",
    success: 200,
    headers: "link",
  },
  {
    id: "groups.index",
    methods: ["GET"],
    path: "/v1/groups/index",
    page: "list-groups",
    success: 200,
    headers: "paginated",
  },
  {
    id: "groups.view",
    methods: ["GET"],
    path: "/v1/groups/view",
    page: "view-group",
    success: 200,
    headers: "plain",
  },
  {
    id: "groups.create",
    methods: ["POST"],
    path: "/v1/groups/create",
    page: "create-group",
    success: 201,
    headers: "plain",
  },
  {
    id: "groups.update",
    methods: ["PUT"],
    path: "/v1/groups/update",
    page: "update-group",
    success: 200,
    headers: "plain",
  },
  {
    id: "contacts.create",
    methods: ["POST"],
    path: "/v1/contacts/create",
    page: "add-contact",
    success: 201,
    headers: "plain",
  },
  {
    id: "contacts.update",
    methods: ["PUT", "POST"],
    path: "/v1/contacts/update",
    page: "update-contact",
    success: 200,
    headers: "plain",
  },
  {
    id: "contacts.find",
    methods: ["GET"],
    path: "/v1/contacts/find",
    page: "find-contact",
    success: 200,
    headers: "plain",
  },
  {
    id: "contacts.view",
    methods: ["GET"],
    path: "/v1/contacts/view",
    page: "view-contact",
    success: 200,
    headers: "plain",
  },
  {
    id: "contacts.optOut",
    methods: ["POST"],
    path: "/v1/contacts/opt-out",
    page: "opt-out",
    success: 201,
    headers: "plain",
  },
  {
    id: "contactsOptIn.create",
    methods: ["POST"],
    path: "/v1/contacts-opt-in/create",
    page: "opt-in-contact",
    success: 201,
    headers: "plain",
  },
  {
    id: "contactsOptIn.createCustom",
    methods: ["POST"],
    path: "/v1/contacts-opt-in/create-custom",
    page: "undo-opt-out-contact",
    success: 201,
    headers: "plain",
  },
  {
    id: "customContactFields.index",
    methods: ["GET"],
    path: "/v1/custom-contact-fields/index",
    page: "list-custom-fields",
    success: 200,
    headers: "paginated",
  },
  {
    id: "customContactFields.create",
    methods: ["POST"],
    path: "/v1/custom-contact-fields/create",
    page: "create-custom-field",
    success: 201,
    headers: "plain",
  },
  {
    id: "shorturl.index",
    methods: ["GET"],
    path: "/v1/shorturl/index",
    page: "list-short-url",
    success: 200,
    headers: "paginated",
  },
  {
    id: "shorturl.details",
    methods: ["GET"],
    path: "/v1/shorturl/details",
    page: "view-short-url",
    success: 200,
    headers: "paginated",
  },
  {
    id: "credits.balance",
    methods: ["GET"],
    path: "/v1/credits/balance",
    page: "available-credits-balance",
    success: 200,
    headers: "paginated",
  },
  {
    id: "keyword.remove",
    methods: ["DELETE"],
    path: "/v1/keyword/remove",
    page: "remove-keyword",
    success: 200,
    headers: "link",
  },
  {
    id: "shorturl.analytics",
    methods: ["GET"],
    path: "/v1/shorturl/analytics",
    page: "short-url-analytics",
    success: 200,
    headers: "paginated",
  },
  {
    id: "mmsToScreen.getMessages",
    methods: ["GET"],
    path: "/v1/mms-to-screen/get-messages",
    page: "list-campaign-messages",
    success: 200,
    headers: "paginated",
  },
  {
    id: "mmsToScreen.queue",
    methods: ["GET"],
    path: "/v1/mms-to-screen/queue",
    page: "list-campaign-queue-messages",
    success: 200,
    headers: "paginated",
  },
] as const satisfies readonly Endpoint[];

export type EndpointId = (typeof endpoints)[number]["id"];

const byId: ReadonlyMap<string, Endpoint> = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));

/** The row of the table; the type rules out an unknown id. */
export function endpointOf(id: EndpointId): Endpoint {
  const endpoint = byId.get(id);
  if (endpoint === undefined) throw new Error(`Failed to find an endpoint: none has the id "${id}".`);
  return endpoint;
}
