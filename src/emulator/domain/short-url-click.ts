/** Clicks on short URLs: what is kept of one, and which a filter finds. */

/** Visitor as far as known; a text is empty where it is not. */
export interface Visitor {
  /** Digits of who was sent the address. */
  readonly number: string;
  readonly city: string;
  readonly state: string;
  readonly country: string;
  readonly device: string;
}

export interface ShortUrlClick extends Visitor {
  /** Sequence number within the account. */
  readonly id: number;
  /** Id of the short URL. */
  readonly shortUrl: number;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface ClickFilter {
  readonly number: string;
  /** Bounds, both included, in milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
  /** Compared in any case. */
  readonly city: string;
  readonly state: string;
}

export function matchesClick(
  click: ShortUrlClick,
  { number, from, to, city, state }: Partial<ClickFilter>,
): boolean {
  return (
    (number === undefined || click.number === number) &&
    (from === undefined || click.at >= from) &&
    (to === undefined || click.at <= to) &&
    isPlace(click.city, city) &&
    isPlace(click.state, state)
  );
}

function isPlace(place: string, asked: string | undefined): boolean {
  return asked === undefined || place.toLowerCase() === asked.toLowerCase();
}

const DEVICES: readonly (readonly [part: RegExp, device: string])[] = [
  [/Android/, "Android"],
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/Windows/, "Windows"],
  [/Macintosh/, "Mac"],
  [/Linux/, "Linux"],
];

/** The device that a User-Agent names; empty for none that is known. */
export function deviceOf(userAgent: string): string {
  return DEVICES.find(([part]) => part.test(userAgent))?.[1] ?? "";
}

const countries = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** English name of a country by its code of two letters; empty for none. */
export function countryOf(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countries.of(code) ?? "") : "";
}
