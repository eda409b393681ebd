/** What stands around every view: the bar with the places, the choice of the account and its clock. */
import type { ClockState } from "../domain/clock.ts";
import type { AccountName } from "./accounts.ts";
import { Moment } from "./components/moment.tsx";
import { Document } from "./document.tsx";
import { accountPath, PAGE, withQuery } from "./paths.ts";
import type { Place, Shown, Visit } from "./route.ts";

/** What the frame shows beside the view. */
export interface Frame {
  readonly visit: Visit;
  /** The address of this view, from which it is loaded again. */
  readonly address: string;
  readonly places: readonly Place[];
  /** Accounts to choose from, the one that was used last first. */
  readonly accounts: readonly AccountName[];
  /** How many there are. */
  readonly total: number;
  /** Of the account, and beneath it of all. */
  readonly clocks: readonly (ClockState | undefined)[];
  /** Id of the newest event, after which the page is no longer up to date. */
  readonly event: number;
  /** Of the account. */
  readonly credits: number | undefined;
  readonly needsLogin: boolean;
}

/** Links fetch the view and change only what differs; what is open, scrolled and focused stays. */
const BOOST = { "hx-boost:inherited": 'select:"#app",target:"#app",swap:"outerMorph show:none"' };

export function Page({ frame, shown }: { readonly frame: Frame; readonly shown: Shown }) {
  const { visit, address, event } = frame;
  const live = withQuery(`${PAGE}/live`, { account: visit.account.key, after: String(event) });
  return (
    <Document title={shown.title} zone={visit.zone.name}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      {shown.still !== true && <div id="live" hx-sse:connect={live} hx-swap="none" />}
      <div id="app" data-pane={shown.pane ?? "list"} {...(shown.still === true ? {} : liveFrom(address))}>
        <Bar frame={frame} />
        <main id="main" tabindex={-1}>
          {shown.body}
        </main>
      </div>
    </Document>
  );
}

/** Loaded again from its address when something has changed; its links change only what differs. */
function liveFrom(address: string): Readonly<Record<string, string>> {
  return {
    "hx-get": address,
    "hx-trigger": "changed from:#live",
    "hx-select": "#app",
    "hx-target": "this",
    "hx-swap": "outerMorph show:none",
    "hx-sync": "this:queue last",
    ...BOOST,
  };
}

function Bar({ frame }: { readonly frame: Frame }) {
  const { visit, address, places } = frame;
  const { key } = visit.account;
  const here = address.split("?", 1)[0];
  const isHere = (path: string): boolean =>
    path === ""
      ? here === accountPath(key) || here?.startsWith(accountPath(key, "/with/")) === true
      : here === accountPath(key, path) || here?.startsWith(accountPath(key, `${path}/`)) === true;
  return (
    <header class="bar">
      <span class="brand">
        <a href={accountPath(key)}>ProTexting emulator</a>
      </span>
      <nav aria-label="Places">
        <ul>
          {places.map(({ label, path }) => (
            <li>
              <a href={accountPath(key, path)} aria-current={isHere(path) ? "page" : undefined}>
                {label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <AccountPicker frame={frame} />
      {frame.credits !== undefined && (
        <p class="credits">
          <strong>{frame.credits.toLocaleString("en")}</strong> {frame.credits === 1 ? "credit" : "credits"}
        </p>
      )}
      <EmulatorClock frame={frame} />
      {frame.needsLogin && <LogOut csrf={visit.csrf} />}
    </header>
  );
}

/** A form, so that it works without script; changing the choice is enough with it. */
function AccountPicker({ frame }: { readonly frame: Frame }) {
  const { visit, accounts, total } = frame;
  const chosen = visit.account;
  const known = accounts.some(({ key }) => key === chosen.key) ? accounts : [chosen, ...accounts];
  return (
    <form class="picker" method="get" action={PAGE} hx-boost="false" data-submits-on-change="">
      <label for="account">Account</label>
      <select id="account" name="account">
        {known.map(({ key, label }) => (
          <option value={key} selected={key === chosen.key}>
            {label}
          </option>
        ))}
      </select>
      <button type="submit" class="quiet">
        Show
      </button>
      {total > known.length && <span class="hint">{total - known.length} more, used longer ago</span>}
    </form>
  );
}

function EmulatorClock({ frame }: { readonly frame: Frame }) {
  const { visit, clocks } = frame;
  const isFrozen = clocks.some((clock) => clock !== undefined && clock.frozenAt !== null);
  const isMoved = clocks.some((clock) => clock !== undefined && clock.offsetMs !== 0);
  return (
    <p class="clock" aria-label="The emulator's clock">
      <Moment at={visit.now} zone={visit.zone} full />
      {isFrozen && <span class="badge warn">stands still</span>}
      {isMoved && !isFrozen && <span class="badge">moved</span>}
    </p>
  );
}

function LogOut({ csrf }: { readonly csrf: string }) {
  return (
    <form method="post" action={`${PAGE}/logout`} hx-boost="false">
      <input type="hidden" name="csrf" value={csrf} />
      <button type="submit" class="quiet">
        Log out
      </button>
    </form>
  );
}
