/** Rules of short URLs: making one, by hand or for an MMS, and counting a click. */
import type { Message } from "./message.ts";
import type { ShortUrl } from "./short-url.ts";
import type { ShortUrlClick, Visitor } from "./short-url-click.ts";
import type { AccountView, Effect, Transition } from "./transition.ts";

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

/** Code of the short URL of an MMS. @param id of the MMS */
export function mmsCode(id: string): string {
  return id.slice(0, 8);
}

/**
 * Effects of a text with the short URL of an MMS: it is the recipient's own, so clicks tell the number.
 * @param at milliseconds since 1970 at which the text goes
 */
export function mmsShortUrl(
  { id: mms, mms: part }: Pick<Message, "id" | "mms">,
  { nextId }: Pick<AccountView, "nextId">,
  at: number,
): readonly Effect[] {
  if (part === null) return [];
  const record = {
    id: nextId("shortUrls"),
    title: part.subject,
    code: mmsCode(mms),
    originalUrl: part.mediaUrl,
    createdAt: at,
    tracksNumbers: true,
    campaigns: [],
  };
  return [{ kind: "keep", of: "shortUrls", record }];
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
