/** `inbox.index`. Page list-messages. */
import { integer, text } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { listInteractions, type Row } from "./paging.ts";

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
const rowOf = (from: string, message: string): Row => ({
  wire: row(from, message),
  read: received(from, message),
});
const first = rowOf(HANDSET, "Hello <you> & me");
const second = rowOf(OTHER_HANDSET, "Yes");

/** The handset texts the keyword, whose id is 100. */
const joined = {
  state: "an account with keywords",
  params: {
    token,
    keywords: [{ keyword: "PIZZA" }],
    messages: [
      { from: HANDSET, message: "Pizza" },
      { from: OTHER_HANDSET, message: "pizza please" },
    ],
  },
} satisfies Interaction["given"];
const KEYWORD_ID = 100;
const APP_NAME = "Auto Replay";
const joining: Row = {
  wire: { ...row(HANDSET, "Pizza"), AppName: APP_NAME },
  read: { ...received(HANDSET, "Pizza"), appName: APP_NAME },
};

const ROW_RULES = ["inbox.answer", "inbox.app-name", "headers.documented", "headers.link"] as const;

export const inboxInteractions: readonly Interaction[] = listInteractions({
  route,
  token,
  call: (client, params) => client.inbox.list(params),
  cases: [
    {
      outcome: "the newest message is the first",
      given: written,
      restsOn: [...ROW_RULES, "inbox.order", "paging.rows"],
      rows: [second, first],
    },
    {
      outcome: "a handset that is in a group",
      given: {
        state: "an account that was written to",
        params: { token, messages: [{ from: HANDSET, message: "Yes" }], group: "My <Group>" },
      },
      restsOn: [...ROW_RULES, "groups.ids", "paging.rows"],
      rows: [
        {
          wire: { ...row(HANDSET, "Yes"), Groups: [{ Id: integer(1), Name: "My <Group>" }] },
          read: { ...received(HANDSET, "Yes"), groups: [{ id: 1, name: "My <Group>" }] },
        },
      ],
    },
    {
      outcome: "the messages of one handset",
      given: written,
      restsOn: [...ROW_RULES, "inbox.filters"],
      filtered: {
        query: { MobilePhone: HANDSET },
        call: (client) => client.inbox.list({ mobilePhone: HANDSET }),
      },
      rows: [first],
    },
    {
      outcome: "the messages of one keyword",
      given: joined,
      restsOn: [...ROW_RULES, "inbox.filters", "handset.joins"],
      filtered: {
        query: { Keyword_Id: String(KEYWORD_ID) },
        call: (client) => client.inbox.list({ keywordId: KEYWORD_ID }),
      },
      rows: [joining],
    },
    {
      outcome: "the messages between two points in time, of a type",
      given: written,
      restsOn: [...ROW_RULES, "inbox.order", "inbox.filters", "inbox.dates"],
      filtered: {
        query: { FromDateReceived: "2001-01-01 00:00:00", ToDateReceived: "2999-12-31", Type_Id: "1" },
        call: (client) =>
          client.inbox.list({
            fromDateReceived: "2001-01-01 00:00:00",
            toDateReceived: "2999-12-31",
            typeId: 1,
          }),
      },
      rows: [second, first],
    },
    {
      outcome: "no message is of the keyword and the campaign",
      given: written,
      restsOn: ["inbox.answer", "inbox.filters", "paging.clamp", "headers.documented", "headers.link"],
      filtered: {
        query: { Keyword_Id: "999999", Campaign_Id: "999999" },
        call: (client) => client.inbox.list({ keywordId: 999_999, campaignId: 999_999 }),
      },
      rows: [],
    },
    {
      outcome: "a filter that cannot be read counts as left out",
      given: written,
      restsOn: [...ROW_RULES, "inbox.order", "inbox.invalid-filter"],
      filtered: {
        query: { MobilePhone: "nobody", FromDateReceived: "yesterday" },
        call: (client) => client.inbox.list({ mobilePhone: "nobody", fromDateReceived: "yesterday" }),
      },
      rows: [second, first],
    },
  ],
  three: {
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
    restsOn: [...ROW_RULES, "inbox.order"],
    rows: [rowOf(HANDSET, "Three"), rowOf(OTHER_HANDSET, "Two"), rowOf(HANDSET, "One")],
  },
});
