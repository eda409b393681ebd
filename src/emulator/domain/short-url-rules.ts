/** Rules of short URLs: making one, and counting a click. */
import type { ShortUrl } from "./short-url.ts";
import type { ShortUrlClick, Visitor } from "./short-url-click.ts";
import type { AccountView, Transition } from "./transition.ts";

/** Makes a short URL. @returns undefined when the account has one of that code */
export function createShortUrl(
  fields: Omit<ShortUrl, "id" | "campaigns">,
  { records, nextId }: AccountView,
): Transition<ShortUrl | undefined> {
  const isTaken = [...records.shortUrls.values()].some(({ code }) => code === fields.code);
  if (isTaken) return { result: undefined, effects: [] };
  const record = { ...fields, id: nextId("shortUrls"), campaigns: [] };
  return { result: record, effects: [{ kind: "keep", of: "shortUrls", record }] };
}

/** Counts a click. @returns undefined when the account has no such short URL */
export function clicked(
  shortUrl: number,
  visitor: Visitor,
  { records, nextId }: AccountView,
  at: number,
): Transition<ShortUrlClick | undefined> {
  if (!records.shortUrls.has(shortUrl)) return { result: undefined, effects: [] };
  const record = { id: nextId("shortUrlClicks"), shortUrl, at, ...visitor };
  return { result: record, effects: [{ kind: "keep", of: "shortUrlClicks", record }] };
}
