/** `shorturl.analytics`. Page short-url-analytics. */
import { success } from "./answers.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { commonRefusals } from "./refusals.ts";
import { ANSWER, clicked, SPRING, token, UNKNOWN, unknownShortUrl } from "./shorturl.ts";

const analyticsRoute: ApiRoute = {
  endpoint: "shorturl.analytics",
  method: "GET",
  path: "/v1/shorturl/analytics",
};
const TITLE = clicked.params.shortUrls[0]?.title ?? "";

const NO_FIGURES = {
  wire: [
    {
      Id: SPRING,
      Title: TITLE,
      TotalClicks: 0,
      TotalSentMessages: 1500,
      GroupCampaigns: [{ Campaign_Id: 100, TotalSentMessages: 1500 }],
      TotalByState: [],
      TotalByCity: [],
    },
  ],
  read: {
    id: SPRING,
    title: TITLE,
    totalClicks: 0,
    totalSentMessages: 1500,
    groupCampaigns: [{ campaignId: 100, totalSentMessages: 1500 }],
    totalByState: [],
    totalByCity: [],
  },
} as const;
const FIGURES = {
  wire: [
    {
      ...NO_FIGURES.wire[0],
      TotalClicks: 3,
      TotalByState: [
        { State: "Ohio", TotalClicks: 1 },
        { State: "Zürich", TotalClicks: 1 },
        { State: "New York", TotalClicks: 1 },
      ],
      TotalByCity: [
        { City: "Wooster", TotalClicks: 1 },
        { City: "Zürich", TotalClicks: 1 },
        { City: "New York", TotalClicks: 1 },
      ],
    },
  ],
  read: {
    ...NO_FIGURES.read,
    totalClicks: 3,
    totalByState: [
      { state: "Ohio", totalClicks: 1 },
      { state: "Zürich", totalClicks: 1 },
      { state: "New York", totalClicks: 1 },
    ],
    totalByCity: [
      { city: "Wooster", totalClicks: 1 },
      { city: "Zürich", totalClicks: 1 },
      { city: "New York", totalClicks: 1 },
    ],
  },
} as const;

const figures = {
  route: analyticsRoute,
  touches: "state",
  given: clicked,
  request: { token, query: { id: String(SPRING) } },
  restsOn: ["shorturl.analytics", ...ANSWER],
} as const;
const springQuery = `access_token=${token}&id=${SPRING}`;

export const shortUrlAnalyticsInteractions: readonly Interaction[] = [
  {
    ...figures,
    outcome: "of all time",
    answer: success(analyticsRoute, springQuery, FIGURES.wire),
    call: (client) => client.shorturls.analytics(SPRING),
    result: { gives: FIGURES.read },
  },
  {
    ...figures,
    outcome: "of days on which nobody clicked",
    restsOn: [...figures.restsOn, "shorturl.analytics-dates", "inbox.dates"],
    request: { token, query: { id: String(SPRING), from_date: "2001-01-01", to_date: "2001-12-31" } },
    answer: success(analyticsRoute, springQuery, NO_FIGURES.wire),
    call: (client) => client.shorturls.analytics(SPRING, { fromDate: "2001-01-01", toDate: "2001-12-31" }),
    result: { gives: NO_FIGURES.read },
  },
  ...commonRefusals({
    route: analyticsRoute,
    request: { query: { id: String(SPRING) } },
    call: (client) => client.shorturls.analytics(SPRING),
  }),
  {
    route: analyticsRoute,
    ...unknownShortUrl,
    call: (client) => client.shorturls.analytics(UNKNOWN),
  },
];
