/** Ledger: short URLs and the clicks on them. */
import { type Ledger, page } from "./entry.ts";

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
} as const satisfies Ledger;
