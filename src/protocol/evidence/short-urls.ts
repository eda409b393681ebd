/** Ledger: short URLs and the clicks on them. */
import { type Ledger, ownRule, page } from "./entry.ts";

export const shortUrlEvidence = {
  "shorturl.index": {
    source: "documented",
    says: "shorturl/index lists Id, Title, Short_Url, Original_Url, DateCreaed in GMT-5 and Track_Numbers, 0 or 1.",
    reference: page("list-short-url"),
    deviation:
      "The page's table says Date_Created, and its XML has DateCreated beside DateCreaed; DateCreaed alone is sent, in both formats.",
  },
  "shorturl.ids": {
    source: "documented",
    says: "A short URL's Id is an integer; an account's first is the sample's, 1.",
    reference: page("list-short-url"),
    deviation: "Each account counts its own, so that what others do changes nothing.",
    decides: false,
  },
  "shorturl.filters": {
    source: "documented",
    says: "number, group_campaign_id, from_date_time and to_date_time narrow the list; an empty one is as good as none.",
    reference: page("list-short-url"),
    deviation:
      "No page says what of a short URL they look at: here number finds those that were texted to it, group_campaign_id those of a campaign, and the times are of the creation.",
  },
  "shorturl.details": {
    source: "documented",
    says: "shorturl/details lists the clicks on one short URL: Number, DateTime in GMT-5, City, State, Country and Device; what is not known is empty.",
    reference: page("view-short-url"),
    deviation: "The page's table calls Number an Integer; it is a text, as the sample has it.",
  },
  "shorturl.click-filters": {
    source: "documented",
    says: "number, from_date_time, to_date_time, city and state narrow the clicks; an empty one is as good as none.",
    reference: page("view-short-url"),
    deviation: "Whether capitals count in city and state stands nowhere; they do not.",
  },
  "shorturl.number": {
    source: "assumed",
    says: "Number of a click is shown in full, since the filter takes it so; the x of the sample hide a customer's.",
    reference: page("view-short-url"),
    setting: "numbersShown",
  },
  "shorturl.unknown-id": {
    source: "assumed",
    says: "An unknown short URL and another account's are the same 404.",
    reference: page("view-short-url"),
    setting: "errors.unknownId",
  },
  "shorturl.analytics": {
    source: "documented",
    says: "shorturl/analytics answers a list of one: Id, Title, TotalClicks, TotalSentMessages, and lists GroupCampaigns, TotalByState and TotalByCity.",
    reference: page("short-url-analytics"),
    deviation:
      "No page says what is counted: here the messages whose text holds the address and those of its campaigns; and of places, the most clicked first, those that are known.",
  },
  "shorturl.analytics-dates": {
    source: "documented",
    says: "from_date and to_date narrow the figures; an empty one is as good as none.",
    reference: page("short-url-analytics"),
    deviation: "Campaigns of the past have no time here, so they count whatever the dates.",
  },
  "shorturl.follow": {
    source: "own",
    says: "GET /_emulator/links/{code} redirects with 302 to Original_Url and counts a click: Device by User-Agent, place by Cloudflare's CF-IPCity, CF-Region and CF-IPCountry, Number where Track_Numbers is 1 and one recipient alone was sent the address. HEAD counts nothing.",
    reference: "the emulator's own",
    decides: false,
    outside: ownRule,
  },
} as const satisfies Ledger;
