/** Elements that make a page live: one that hears that something has changed, and one that is then loaded again. */
import { PAGE, withQuery } from "./paths.ts";

export interface LiveElement {
  /** Key of the account; all accounts when left out. */
  readonly account?: string;
  /** Mark of the page, see `page-mark.ts`. */
  readonly mark: string;
}

/** Longest pause before a page tries again to connect, which htmx else doubles up to a minute; milliseconds. */
const RECONNECT_MS = 2000;

/**
 * Of the element that hears of changes. It connects when the page's script says that the page is in sight: browsers
 * keep six connections to a server, and tabs that were opened in the background would use them up.
 */
export function hears({ account, mark }: LiveElement): Readonly<Record<string, string>> {
  return {
    id: "live",
    "hx-sse:connect": withQuery(`${PAGE}/live`, { account, after: mark }),
    "hx-config": `sse.reconnectMaxDelay:${RECONNECT_MS}`,
    "hx-trigger": "in-sight",
    "hx-swap": "none",
  };
}

/**
 * Of the element `#app`, which every page has, whatever it says: a page without it would blank the one that it was
 * loaded into, for good.
 * @param address from which it is loaded again
 */
export function loadedFrom(address: string): Readonly<Record<string, string>> {
  return {
    "hx-get": address,
    "hx-trigger": "changed from:#live",
    "hx-select": "#app",
    "hx-target": "this",
    "hx-swap": "outerMorph show:none",
    "hx-sync": "this:queue last",
  };
}
