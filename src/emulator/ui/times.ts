/** Points in time as the page shows them: the vendor's zone, in which its API writes, and the reader's own. */
import { vendorDateTime } from "../../protocol/vendor-time.ts";

export interface Zone {
  /** As the browser named it, or the machine's. */
  readonly name: string;
  /** `2026-11-22 20:34:00` there. */
  readonly dateTime: (ms: number) => string;
  /** `20:34` there. */
  readonly time: (ms: number) => string;
}

const zones = new Map<string, Zone>();
/** There are some 600; a browser that makes them up gets no further. */
const ZONES_KEPT = 1000;
// The first call is slow, so make it before a page is requested.
zoneOf(undefined);

/** @param name as a browser names its zone; one that is none gives the machine's */
export function zoneOf(name: string | undefined): Zone {
  const known = zones.get(name ?? "");
  if (known !== undefined) return known;
  const zone = makeZone(name) ?? makeZone(undefined);
  if (zone === undefined) throw new Error("Failed to show times: the machine's own time zone is not known.");
  if (zones.size < ZONES_KEPT) zones.set(name ?? "", zone);
  return zone;
}

function makeZone(timeZone: string | undefined): Zone | undefined {
  try {
    const format = new Intl.DateTimeFormat("sv-SE", {
      dateStyle: "short",
      timeStyle: "medium",
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    const dateTime = (ms: number): string => format.format(ms);
    return { name: format.resolvedOptions().timeZone, dateTime, time: (ms) => dateTime(ms).slice(11, 16) };
  } catch {
    return undefined;
  }
}

/** `20:34:00` in the vendor's zone. */
export function vendorTime(ms: number): string {
  return vendorDateTime(ms).slice(11);
}

/** `2026-11-22` in the vendor's zone. */
export function vendorDay(ms: number): string {
  return vendorDateTime(ms).slice(0, 10);
}
