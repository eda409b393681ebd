/** Data of a view and its frame: the account, its time, the reader's time zone. */
import type { AccountName } from "./accounts.ts";
import type { PageChrome } from "./layout.tsx";
import type { PageServices } from "./page-services.ts";
import { accountPath } from "./paths.ts";
import type { ViewRequest } from "./route.ts";
import { places } from "./routes.ts";
import { readCookie } from "./session/sessions.ts";
import { zoneOf } from "./times.ts";

/** Most accounts to choose from in the bar. */
const CHOICES = 50;
/** Cookie in which the page's script stores the browser's time zone. */
const ZONE_COOKIE = "protexting_zone";

interface VisitInput {
  readonly request: Request;
  readonly session: string | undefined;
  readonly account: AccountName;
  readonly params: Readonly<Record<string, string>>;
}

export function visitOf(
  services: PageServices,
  { request, session, account, params }: VisitInput,
): ViewRequest {
  const { searchParams, origin } = new URL(request.url);
  const zone = readCookie(request.headers.get("cookie") ?? undefined, ZONE_COOKIE);
  return {
    services,
    account,
    params,
    session,
    query: searchParams,
    origin,
    now: services.store.now(account.token),
    zone: zoneOf(zone),
    csrf: services.csrf.tokenFor(session),
  };
}

export interface Addresses {
  readonly address: string;
  /** URL it is reloaded from; its own when left out. */
  readonly again?: string;
}

/** @param mark see `page-mark.ts`; taken before the view is rendered */
export async function frameOf(
  visit: ViewRequest,
  { address, again = address }: Addresses,
  mark: string,
): Promise<PageChrome> {
  const { services, account, session } = visit;
  const { store, names } = services;
  const { items, total } = await store.lastUsed(CHOICES);
  return {
    visit,
    address,
    place: placeOf(address, accountPath(account.key)),
    again,
    mark,
    places,
    total,
    credits: (await store.account(account.token))?.credits,
    accounts: items.map((token) => names.nameOf(token)),
    clocks: [await store.clock(), await store.clock(account.token)],
    needsLogin: session !== undefined,
  };
}

/** Item of the bar for a URL; the inbox, which has no path of its own, when no other matches. */
function placeOf(address: string, account: string): string {
  const rest = (address.split("?", 1)[0] ?? "").slice(account.length);
  return places.find(({ path }) => path !== "" && (rest === path || rest.startsWith(`${path}/`)))?.path ?? "";
}
