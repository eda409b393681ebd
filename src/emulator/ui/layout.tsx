/** Frame around every view: the bar with the navigation, the choice of the account and its clock. */
import type { ClockState } from "../domain/clock.ts";
import type { AccountName } from "./accounts.ts";
import { Moment } from "./components/moment.tsx";
import { Document } from "./document.tsx";
import { accountPath, PAGE } from "./paths.ts";
import { hears, loadedFrom } from "./refresh.ts";
import type { NavItem, ViewRequest, ViewResult } from "./route.ts";

/** Content of the frame beside the view. */
export interface PageChrome {
  readonly visit: ViewRequest;
  /** URL of this view. */
  readonly address: string;
  /** Current item of the bar: its path under the account's URL. */
  readonly place: string;
  /** URL it is reloaded from. */
  readonly again: string;
  readonly places: readonly NavItem[];
  /** Accounts to choose from, the last used first. */
  readonly accounts: readonly AccountName[];
  /** Number of all accounts. */
  readonly total: number;
  /** Clock of the account, then the global one beneath it. */
  readonly clocks: readonly (ClockState | undefined)[];
  /** See `page-mark.ts`. */
  readonly mark: string;
  /** Credits on the account. */
  readonly credits: number | undefined;
  readonly needsLogin: boolean;
}

/** Makes links fetch the view and change only the differences; open, scrolled and focused elements stay. */
const BOOST = { "hx-boost:inherited": 'select:"#app",target:"#app",swap:"outerMorph show:none"' };

export function Page({ frame, shown }: { readonly frame: PageChrome; readonly shown: ViewResult }) {
  const { visit, again, mark } = frame;
  const isStill = shown.still === true;
  return (
    <Document title={shown.title} zone={visit.zone.name}>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      {!isStill && <div {...hears({ account: visit.account.key, mark })} />}
      <div id="app" data-pane={shown.pane ?? "list"} {...(isStill ? {} : { ...BOOST, ...loadedFrom(again) })}>
        <Bar frame={frame} />
        {isStill && <Still frame={frame} />}
        <main id="main" tabindex={-1}>
          {shown.body}
        </main>
      </div>
    </Document>
  );
}

/** Note that the answer to a form cannot be reloaded, so it does not show later changes. */
function Still({ frame: { address } }: { readonly frame: PageChrome }) {
  return (
    <aside class="note still">
      What happens meanwhile does not show up while this form stands here. <a href={address}>Show it</a>{" "}
      without what was typed.
    </aside>
  );
}

function Bar({ frame }: { readonly frame: PageChrome }) {
  const { visit, place, places } = frame;
  const { key } = visit.account;
  return (
    <header class="bar">
      <span class="brand">
        <a href={accountPath(key)} aria-label="ProTexting emulator">
          ProTexting<span class="rest"> emulator</span>
        </a>
      </span>
      <nav aria-label="Places">
        <ul>
          {places.map(({ label, path }) => (
            <li>
              <a href={accountPath(key, path)} aria-current={path === place ? "page" : undefined}>
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

/** Form that works without script; with script, choosing an account is enough. */
function AccountPicker({ frame }: { readonly frame: PageChrome }) {
  const { visit, accounts, total } = frame;
  const chosen = visit.account;
  const known = accounts.some(({ key }) => key === chosen.key) ? accounts : [chosen, ...accounts];
  return (
    <form class="picker" method="get" action={PAGE} hx-boost="false" data-submits-on-change="">
      <input type="hidden" name="view" value={frame.place} />
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

function EmulatorClock({ frame }: { readonly frame: PageChrome }) {
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
