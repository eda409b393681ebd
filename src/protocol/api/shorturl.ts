/** `shorturl`. Pages list-short-url, view-short-url, short-url-analytics. */
import type { Endpoint } from "./endpoint.ts";
import { flag, identifier, number, records, text, time, words } from "./field.ts";

/** A short address that leads to another one. */
const shortUrl = {
  id: number("Id"),
  title: words("Title"),
  shortUrl: identifier("Short_Url"),
  originalUrl: identifier("Original_Url"),
  /** Spelt `DateCreaed` by the API. */
  createdAt: time("DateCreaed"),
  /** True when numbers are tracked. */
  tracksNumbers: flag("Track_Numbers"),
} as const;

/** A visit to a short address. */
const shortUrlVisit = {
  /** The visitor's number, `1646xxxxxxx` in the vendor's samples; empty when it is not known. */
  number: text("Number"),
  visitedAt: time("DateTime"),
  city: words("City"),
  state: words("State"),
  country: words("Country"),
  device: words("Device"),
} as const;

/** Messages of a campaign that held a short address. */
const shortUrlCampaign = {
  campaignId: number("Campaign_Id"),
  totalSentMessages: number("TotalSentMessages"),
} as const;

/** Clicks out of one state. */
const clicksByState = {
  state: words("State"),
  totalClicks: number("TotalClicks"),
} as const;

/** Clicks out of one city. */
const clicksByCity = {
  city: words("City"),
  totalClicks: number("TotalClicks"),
} as const;

/** Figures of a short address. */
const shortUrlAnalytics = {
  id: number("Id"),
  title: words("Title"),
  totalClicks: number("TotalClicks"),
  totalSentMessages: number("TotalSentMessages"),
  groupCampaigns: records("GroupCampaigns", shortUrlCampaign),
  totalByState: records("TotalByState", clicksByState),
  totalByCity: records("TotalByCity", clicksByCity),
} as const;

export const index = {
  id: "shorturl.index",
  methods: ["GET"],
  path: "/v1/shorturl/index",
  page: "list-short-url",
  success: 200,
  headers: "paginated",
  asks: {
    number: "number",
    groupCampaignId: "group_campaign_id",
    fromDateTime: "from_date_time",
    toDateTime: "to_date_time",
  },
  answer: { list: shortUrl },
} as const satisfies Endpoint;

export const details = {
  id: "shorturl.details",
  methods: ["GET"],
  path: "/v1/shorturl/details",
  page: "view-short-url",
  success: 200,
  headers: "paginated",
  asks: {
    id: "id",
    number: "number",
    fromDateTime: "from_date_time",
    toDateTime: "to_date_time",
    city: "city",
    state: "state",
  },
  answer: { list: shortUrlVisit },
} as const satisfies Endpoint;

export const analytics = {
  id: "shorturl.analytics",
  methods: ["GET"],
  path: "/v1/shorturl/analytics",
  page: "short-url-analytics",
  success: 200,
  headers: "paginated",
  asks: { id: "id", fromDate: "from_date", toDate: "to_date" },
  answer: { record: shortUrlAnalytics },
} as const satisfies Endpoint;
