/**
 * Short URLs as a browser follows them, under the emulator's own prefix, so that no path of the vendor's is hidden. Open
 * to every caller, with a control token too: a handset that follows a link has none, and learns nothing but where it
 * leads.
 */

import { holdsUrl, type ShortUrl, shortUrlOf } from "../domain/short-url.ts";
import { countryOf, deviceOf } from "../domain/short-url-click.ts";
import { clicked } from "../domain/short-url-rules.ts";
import { problemResponse } from "./problem.ts";
import type { OperationServices } from "./services.ts";

/** Path of a short URL's code. */
export const LINKS = "/_emulator/links";

export type FollowLink = (code: string, request: Request) => Promise<Response>;

export function createFollowLink({ store, settings }: OperationServices): FollowLink {
  return async function followLink(code, { method, headers }) {
    for (const { token } of await store.accounts()) {
      const { items } = await store.records(
        token,
        "shortUrls",
        { from: 0, count: 1 },
        (each) => each.code === code,
      );
      const [shortUrl] = items;
      if (shortUrl === undefined) continue;
      if (method === "GET") await count(token, shortUrl, headers);
      const sent = { Location: shortUrl.originalUrl, "Cache-Control": "no-store" };
      return new Response(null, { status: 302, headers: sent });
    }
    const detail = `No account has a short URL with the code "${code}".`;
    return problemResponse({ status: 404, title: "Not Found", detail });
  };

  async function count(token: string, shortUrl: ShortUrl, headers: Headers): Promise<void> {
    const visitor = {
      number: shortUrl.tracksNumbers ? await onlyRecipient(token, shortUrl) : "",
      city: headers.get("cf-ipcity") ?? "",
      state: headers.get("cf-region") ?? "",
      country: countryOf(headers.get("cf-ipcountry") ?? ""),
      device: deviceOf(headers.get("user-agent") ?? ""),
    };
    const now = store.now(token);
    await store.transact(token, {}, (view) => clicked(shortUrl.id, visitor, view, now));
  }

  /** Recipient of the messages that held it; empty when several were sent it, or none. */
  async function onlyRecipient(token: string, { code }: ShortUrl): Promise<string> {
    const url = shortUrlOf(code, settings);
    const limit = settings.retention.messages;
    const { items } = await store.messages({ token, contains: url, limit });
    const recipients = items.filter(({ text }) => holdsUrl(text, url)).map(({ recipient }) => recipient);
    const [first = "", ...others] = new Set(recipients);
    return others.length === 0 ? first : "";
  }
}
