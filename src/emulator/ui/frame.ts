/** What a view and its frame are made from: the account, its time, the reader's zone. */
import type { AccountName } from "./accounts.ts";
import type { PageChrome } from "./layout.tsx";
import type { PageServices } from "./page-services.ts";
import { accountPath } from "./paths.ts";
import type { ViewRequest } from "./route.ts";
import { places } from "./routes.ts";
import { readCookie } from "./session/sessions.ts";
import { zoneOf } from "./times.ts";

/** Accounts that the bar lets one choose from. */
const CHOICES = 50;
/** The page's script tells the browser's zone so. */
const ZONE_COOKIE = "protexting_zone";

interface Asked {
  readonly request: Request;
  readonly session: string | undefined;
  readonly account: AccountName;
  readonly params: Readonly<Record<string, string>>;
}

export function visitOf(services: PageServices, { request, session, account, params }: Asked): ViewRequest {
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
    zone: zoneOf(zone === undefined ? undefined : decoded(zone)),
    csrf: services.csrf.tokenFor(session),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export interface Addresses {
  readonly address: string;
  /** From where it is loaded again; from its address when left out. */
  readonly again?: string;
}

/** @param mark see `page-mark.ts`; taken before the view was made */
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

/** The inbox has no path of its own, and everything that is in no other place is in it. */
function placeOf(address: string, account: string): string {
  const rest = (address.split("?", 1)[0] ?? "").slice(account.length);
  return places.find(({ path }) => path !== "" && (rest === path || rest.startsWith(`${path}/`)))?.path ?? "";
}
