/** `shorturl.index`. Page list-short-url. */
import { integer, text } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { listInteractions, type Row } from "./paging.ts";

const route: ApiRoute = { endpoint: "shorturl.index", method: "GET", path: "/v1/shorturl/index" };
const token = "test_shorturl";
const CREATED_AT = "2026-01-15 07:00:00";
const RECIPIENT = "12125550123";

const shortUrls = [
  { code: "spring", title: "Spring <sale> & more", tracksNumbers: true },
  { code: "menu", title: "Menü", tracksNumbers: false },
  { code: "hours", title: "Opening hours", tracksNumbers: true },
] as const;
const [spring, menu, hours] = shortUrls;

const row = (id: number, { code, title, tracksNumbers }: (typeof shortUrls)[number]): Row => {
  const shortUrl = `https://ptxt.io/${code}`;
  const originalUrl = `https://shop.example.test/${code}`;
  return {
    wire: {
      Id: integer(id),
      Title: title,
      Short_Url: text(`[a-z]+://[^/\\s]+/\\S*${code}`, shortUrl),
      Original_Url: originalUrl,
      DateCreaed: text("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}", CREATED_AT),
      Track_Numbers: tracksNumbers ? 1 : 0,
    },
    read: {
      id,
      title,
      shortUrl,
      originalUrl,
      createdAt: { text: CREATED_AT, date: new Date("2026-01-15T12:00:00Z") },
      tracksNumbers,
    },
  };
};

const given = { state: "an account with short URLs", params: { token, shortUrls: [...shortUrls] } } as const;
const texted = { ...given, params: { ...given.params, recipient: RECIPIENT } };
const rows = [row(1, spring), row(2, menu), row(3, hours)] as const;
const restsOn = ["shorturl.index", "shorturl.ids", "mms.short-url", "lists.order"] as const;
const ANSWER = ["headers.documented", "headers.link"] as const;

export const shortUrlInteractions: readonly Interaction[] = listInteractions({
  route,
  token,
  cases: [
    { outcome: "all of them on one page", given, rows, restsOn: [...restsOn, "paging.rows", ...ANSWER] },
    {
      outcome: "those that were texted to a number",
      given: texted,
      rows: [rows[0]],
      restsOn: [...restsOn, "shorturl.filters", ...ANSWER],
      filtered: {
        query: { number: RECIPIENT },
        call: (client) => client.shorturls.list({ number: RECIPIENT }),
      },
    },
    {
      outcome: "those of a campaign, created between two points in time",
      given,
      rows: [rows[0]],
      restsOn: [...restsOn, "shorturl.filters", "inbox.dates", ...ANSWER],
      filtered: {
        query: {
          group_campaign_id: "100",
          from_date_time: "2001-01-01 00:00:00",
          to_date_time: "2999-12-31",
        },
        call: (client) =>
          client.shorturls.list({
            groupCampaignId: 100,
            fromDateTime: "2001-01-01 00:00:00",
            toDateTime: "2999-12-31",
          }),
      },
    },
    {
      outcome: "none is of the campaign",
      given,
      rows: [],
      restsOn: ["shorturl.index", "shorturl.filters", "paging.clamp", ...ANSWER],
      filtered: {
        query: { group_campaign_id: "999999" },
        call: (client) => client.shorturls.list({ groupCampaignId: 999_999 }),
      },
    },
  ],
  three: { given, rows, restsOn },
  call: (client, params) => client.shorturls.list(params),
});
