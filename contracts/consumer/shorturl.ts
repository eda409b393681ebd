/** `shorturl.index` and `shorturl.details`. Pages list-short-url and view-short-url. */
import { notFound } from "./answers.ts";
import { integer, text } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { listInteractions, type Row } from "./paging.ts";

const detailsRoute: ApiRoute = {
  endpoint: "shorturl.details",
  method: "GET",
  path: "/v1/shorturl/details",
};
const route: ApiRoute = { endpoint: "shorturl.index", method: "GET", path: "/v1/shorturl/index" };
export const token = "test_shorturl";
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
      Short_Url: text("[a-z]+://[^/\\s]+/\\S+", shortUrl),
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

const given = {
  state: "an account with short URLs",
  params: { token, shortUrls: [...shortUrls] },
} as const;
const texted = { ...given, params: { ...given.params, recipient: RECIPIENT } };
const rows = [row(1, spring), row(2, menu), row(3, hours)] as const;
const restsOn = ["shorturl.index", "shorturl.ids", "mms.short-url", "lists.order"] as const;
export const ANSWER = ["headers.documented", "headers.link"] as const;

/** Ids of the account's first short URL and of one that it does not have. */
export const SPRING = 1;
export const UNKNOWN = 999_999;

const shortUrlClicks = [
  {
    code: "spring",
    number: RECIPIENT,
    city: "Wooster",
    state: "Ohio",
    country: "United States",
    device: "Android",
  },
  {
    code: "spring",
    number: "12125550124",
    city: "Zürich",
    state: "Zürich",
    country: "Switzerland",
    device: "iPhone",
  },
  {
    code: "spring",
    number: RECIPIENT,
    city: "New York",
    state: "New York",
    country: "United States",
    device: "Mac",
  },
] as const;

const clickRow = ({ number, city, state, country, device }: (typeof shortUrlClicks)[number]): Row => ({
  wire: {
    // Masked by the samples.
    Number: text("\\d+x*", number),
    DateTime: text("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}", CREATED_AT),
    City: city,
    State: state,
    Country: country,
    Device: device,
  },
  read: {
    number,
    visitedAt: { text: CREATED_AT, date: new Date("2026-01-15T12:00:00Z") },
    city,
    state,
    country,
    device,
  },
});
const [wooster, zurich, newYork] = shortUrlClicks;
const clicks = [clickRow(wooster), clickRow(zurich), clickRow(newYork)] as const;
export const clicked = { ...given, params: { ...given.params, shortUrlClicks: [...shortUrlClicks] } };
/** Refusal of an id that the account does not have, but for the call. */
export const unknownShortUrl = {
  outcome: "the account has no such short URL",
  given,
  touches: "safe",
  restsOn: ["shorturl.unknown-id", "errors.shape", "headers.scope"],
  request: { token, query: { id: String(UNKNOWN) } },
  answer: notFound,
  result: { throws: { name: "NotFoundError", status: 404 } },
} as const;
const clickRules = ["shorturl.details", "shorturl.number", "lists.order"] as const;

const listed = listInteractions({
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

const clicksListed = listInteractions({
  route: detailsRoute,
  token,
  query: { id: String(SPRING) },
  cases: [
    {
      outcome: "all of them on one page",
      given: clicked,
      rows: clicks,
      restsOn: [...clickRules, "paging.rows", ...ANSWER],
    },
    {
      outcome: "nobody has clicked",
      given,
      rows: [],
      restsOn: ["shorturl.details", "paging.clamp", ...ANSWER],
    },
    {
      outcome: "those of a number, between two points in time",
      given: clicked,
      rows: [clicks[0], clicks[2]],
      restsOn: [...clickRules, "shorturl.click-filters", "inbox.dates", ...ANSWER],
      filtered: {
        query: { number: RECIPIENT, from_date_time: "2001-01-01 00:00:00", to_date_time: "2999-12-31" },
        call: (client) =>
          client.shorturls.details(SPRING, {
            number: RECIPIENT,
            fromDateTime: "2001-01-01 00:00:00",
            toDateTime: "2999-12-31",
          }),
      },
    },
    {
      outcome: "those out of a city",
      given: clicked,
      rows: [clicks[1]],
      restsOn: [...clickRules, "shorturl.click-filters", ...ANSWER],
      filtered: {
        query: { city: "Zürich", state: "Zürich" },
        call: (client) => client.shorturls.details(SPRING, { city: "Zürich", state: "Zürich" }),
      },
    },
  ],
  three: { given: clicked, rows: clicks, restsOn: clickRules },
  call: (client, params) => client.shorturls.details(SPRING, params),
});

export const shortUrlInteractions: readonly Interaction[] = [
  ...listed,
  ...clicksListed,
  {
    route: detailsRoute,
    ...unknownShortUrl,
    call: (client) => client.shorturls.details(UNKNOWN),
  },
];
