/** Clicks on the short URLs of a seeded account. */
import { clicked } from "../domain/short-url-rules.ts";
import { about, object } from "../schema/schema.ts";
import { shortCode, visitor } from "../schema/short-url.ts";
import type { SeedShortUrlClick } from "../types/seed.ts";
import { seeded, time } from "./seeded-record.ts";

const schema = object("SeedShortUrlClick", "A click on one of the account's short URLs.", () => ({
  code: shortCode.describe("Code of the short URL."),
  clickedAt: about("Not before the short URL was made.", time.optional()),
  ...visitor(),
}));

export const seededShortUrlClick = seeded<SeedShortUrlClick>({
  schema,
  listOf: ({ shortUrlClicks }) => shortUrlClicks,
  madeAt: ({ clickedAt }) => clickedAt,
  check(seed, path, checks) {
    const { code, number, clickedAt } = seed;
    checks.time(clickedAt, `${path}.clickedAt`);
    checks.shortUrl(code, clickedAt, path);
    return number === undefined ? seed : { ...seed, number: checks.phone(number, `${path}.number`) };
  },
  effects({ code, number = "", city = "", state = "", country = "", device = "" }, view, at) {
    const shortUrl = [...view.records.shortUrls.values()].find((each) => each.code === code);
    return clicked(shortUrl?.id ?? 0, { number, city, state, country, device }, view, at).effects;
  },
});
