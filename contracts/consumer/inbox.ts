/** `inbox.index`. Page list-messages. */
import type { ProTexting } from "../../src/client/index.ts";
import { listed } from "./answers.ts";
import { text } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { onePage, pagesOf, readPosition } from "./paging.ts";
import { commonRefusals } from "./refusals.ts";

const route: ApiRoute = { endpoint: "inbox.index", method: "GET", path: "/v1/inbox/index" };

const token = "test_inbox";
const HANDSET = "12125550123";
const OTHER_HANDSET = "12125550124";
const RECEIVED_AT = "2026-01-15 07:00:00";

const row = (from: string, message: string) => ({
  MobilePhone: from,
  Message: message,
  DateReceived: text("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}", RECEIVED_AT),
  AppName: "",
  CampaignName: "",
  Type_Id: 1,
  Type_Description: "SMS",
  Resource_Urls: [] as const,
  Groups: [] as const,
});

const received = (mobilePhone: string, message: string) => ({
  mobilePhone,
  message,
  receivedAt: { text: RECEIVED_AT, date: new Date("2026-01-15T12:00:00Z") },
  appName: "",
  campaignName: "",
  type: { id: 1, description: "SMS" },
  resourceUrls: [],
  groups: [],
});

const written = {
  state: "an account that was written to",
  params: {
    token,
    messages: [
      { from: HANDSET, message: "Hello <you> & me" },
      { from: OTHER_HANDSET, message: "Yes" },
    ],
  },
} satisfies Interaction["given"];
const first = row(HANDSET, "Hello <you> & me");
const second = row(OTHER_HANDSET, "Yes");
const firstRead = received(HANDSET, "Hello <you> & me");
const secondRead = received(OTHER_HANDSET, "Yes");

const list = (client: ProTexting) => client.inbox.list();
const common = { route, touches: "state" } as const;
const ROW_RULES = ["inbox.answer", "inbox.app-name", "headers.documented", "headers.link"] as const;
const read = (total: number) => readPosition(onePage(total));

export const inboxInteractions: readonly Interaction[] = [
  {
    ...common,
    outcome: "the newest message is the first",
    given: written,
    restsOn: [...ROW_RULES, "inbox.order", "paging.rows"],
    request: { token },
    answer: listed(route, token, onePage(2), [second, first]),
    call: list,
    result: { gives: { items: [secondRead, firstRead], page: read(2) } },
  },
  {
    ...common,
    outcome: "the messages of one handset",
    given: written,
    restsOn: [...ROW_RULES, "inbox.filters"],
    request: { token, query: { MobilePhone: HANDSET } },
    answer: listed(route, token, onePage(1), [first]),
    call: (client) => client.inbox.list({ mobilePhone: HANDSET }),
    result: { gives: { items: [firstRead], page: read(1) } },
  },
  {
    ...common,
    outcome: "the messages between two points in time, of a type",
    given: written,
    restsOn: [...ROW_RULES, "inbox.order", "inbox.filters", "inbox.dates"],
    request: {
      token,
      query: {
        FromDateReceived: "2001-01-01 00:00:00",
        ToDateReceived: "2999-12-31",
        Type_Id: "1",
      },
    },
    answer: listed(route, token, onePage(2), [second, first]),
    call: (client) =>
      client.inbox.list({
        fromDateReceived: "2001-01-01 00:00:00",
        toDateReceived: "2999-12-31",
        typeId: 1,
      }),
    result: { gives: { items: [secondRead, firstRead], page: read(2) } },
  },
  {
    ...common,
    outcome: "no message is of the keyword and the campaign",
    given: written,
    restsOn: ["inbox.answer", "inbox.filters", "paging.clamp", "headers.documented", "headers.link"],
    request: { token, query: { Keyword_Id: "999999", Campaign_Id: "999999" } },
    answer: listed(route, token, onePage(0), []),
    call: (client) => client.inbox.list({ keywordId: 999_999, campaignId: 999_999 }),
    result: { gives: { items: [], page: read(0) } },
  },
  {
    ...common,
    outcome: "a filter that cannot be read counts as left out",
    given: written,
    restsOn: [...ROW_RULES, "inbox.order", "inbox.invalid-filter"],
    request: { token, query: { MobilePhone: "nobody", FromDateReceived: "yesterday" } },
    answer: listed(route, token, onePage(2), [second, first]),
    call: (client) => client.inbox.list({ mobilePhone: "nobody", fromDateReceived: "yesterday" }),
    result: { gives: { items: [secondRead, firstRead], page: read(2) } },
  },
  ...pagesOf({
    route,
    token,
    given: {
      state: "an account that was written to",
      params: {
        token,
        messages: [
          { from: HANDSET, message: "One" },
          { from: OTHER_HANDSET, message: "Two" },
          { from: HANDSET, message: "Three" },
        ],
      },
    },
    rows: [
      { wire: row(HANDSET, "Three"), read: received(HANDSET, "Three") },
      { wire: row(OTHER_HANDSET, "Two"), read: received(OTHER_HANDSET, "Two") },
      { wire: row(HANDSET, "One"), read: received(HANDSET, "One") },
    ],
    rules: [...ROW_RULES, "inbox.order"],
    list: (client, params) => client.inbox.list(params),
  }),
  ...commonRefusals({ route, request: {}, call: list }),
];
