/** Short addresses of an account, and which of them a list's filter finds. */
import type { Settings } from "../settings.ts";
import { fill } from "./refusal.ts";

export interface ShortUrl {
  /** Sequence number within the account, from 1 as in the vendor's sample. */
  readonly id: number;
  readonly title: string;
  /** Last part of the short address. */
  readonly code: string;
  readonly originalUrl: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** True when a click tells the number of who was sent the address. */
  readonly tracksNumbers: boolean;
  /** Campaigns of groups whose messages held it. */
  readonly campaigns: readonly CampaignSends[];
}

interface CampaignSends {
  readonly campaignId: number;
  /** Number of messages. */
  readonly sent: number;
}

export interface ShortUrlFilter {
  /** Digits of a recipient whose messages held it. */
  readonly sentTo: string;
  readonly campaignId: number;
  /** Bounds of its creation, both included, in milliseconds since 1970. */
  readonly createdFrom: number;
  readonly createdTo: number;
}

/** The address as people read it. */
export function shortUrlOf(code: string, { mms }: Pick<Settings, "mms">): string {
  return fill(mms.shortUrl, { code });
}

/** True when a text has the address, and not a longer one that begins with it. */
export function holdsUrl(text: string, url: string): boolean {
  for (let at = text.indexOf(url); at >= 0; at = text.indexOf(url, at + 1)) {
    if (!/[\w-]/.test(text.charAt(at + url.length))) return true;
  }
  return false;
}

/** @param texts that the filter's recipient was sent */
export function matchesShortUrl(
  shortUrl: ShortUrl,
  { sentTo, campaignId, createdFrom, createdTo }: Partial<ShortUrlFilter>,
  texts: readonly string[],
  settings: Pick<Settings, "mms">,
): boolean {
  const { code, createdAt, campaigns } = shortUrl;
  return (
    (createdFrom === undefined || createdAt >= createdFrom) &&
    (createdTo === undefined || createdAt <= createdTo) &&
    (campaignId === undefined || campaigns.some((campaign) => campaign.campaignId === campaignId)) &&
    (sentTo === undefined || texts.some((text) => holdsUrl(text, shortUrlOf(code, settings))))
  );
}
