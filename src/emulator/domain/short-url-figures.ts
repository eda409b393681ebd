/** Figures of a short URL. */
import type { ShortUrl } from "./short-url.ts";
import type { ShortUrlClick } from "./short-url-click.ts";

/** @param sent number of messages beside the campaigns' that held the address */
export function figuresOf(
  { id, title, campaigns }: ShortUrl,
  clicks: readonly ShortUrlClick[],
  sent: number,
) {
  return {
    id,
    title,
    totalClicks: clicks.length,
    totalSentMessages: campaigns.reduce((sum, campaign) => sum + campaign.sent, sent),
    groupCampaigns: campaigns.map((campaign) => ({
      campaignId: campaign.campaignId,
      totalSentMessages: campaign.sent,
    })),
    totalByState: countBy(clicks.map(({ state }) => state)).map(([state, totalClicks]) => ({
      state,
      totalClicks,
    })),
    totalByCity: countBy(clicks.map(({ city }) => city)).map(([city, totalClicks]) => ({
      city,
      totalClicks,
    })),
  };
}

/** Places that are known, the most clicked first. */
function countBy(places: readonly string[]): readonly (readonly [place: string, clicks: number])[] {
  const counts = new Map<string, number>();
  for (const place of places) if (place !== "") counts.set(place, (counts.get(place) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a);
}
