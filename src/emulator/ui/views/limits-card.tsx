/** How full the account's limits are, while they move loaded again every second. */
import type { Account } from "../../domain/account.ts";
import { count } from "../components/count.ts";
import { PhoneNumber } from "../components/phone-number.tsx";
import { accountPath, conversationPath, withQuery } from "../paths.ts";
import type { ViewRequest } from "../route.ts";
import { vendorTime } from "../times.ts";
import { Gauge } from "./gauge.tsx";
import { type CallsLeft, callsLeft } from "./limits.ts";
import type { TopRecipient } from "./top-recipients.ts";

interface LimitsProps {
  readonly visit: ViewRequest;
  readonly account: Account;
  readonly topRecipients: readonly TopRecipient[];
}

export function Limits({ visit, account, topRecipients }: LimitsProps) {
  const { rate, perRecipient } = account.limits;
  const calls = rate === null ? undefined : callsLeft(account.bucket, rate, visit.now);
  const isMoving = topRecipients.length > 0 || (calls !== undefined && calls.nextSeconds !== null);
  return (
    <section id="limits" class="card" aria-labelledby="limits-title" {...(isMoving ? again(visit) : {})}>
      <h2 id="limits-title">Limits</h2>
      {rate === null || calls === undefined ? (
        <p>Calls are not limited.</p>
      ) : (
        <Calls calls={calls} windowSeconds={rate.windowSeconds} />
      )}
      {perRecipient === null ? (
        <p>Sends to one recipient are not limited.</p>
      ) : (
        <>
          <h3>
            Busiest recipients{" "}
            <span class="hint">
              {perRecipient.limit} sends in {perRecipient.windowSeconds} s to each
            </span>
          </h3>
          {topRecipients.length === 0 && <p class="hint">Nobody was sent anything in that time.</p>}
          <ul class="busiest">
            {topRecipients.map((busy) => (
              <Recipient visit={visit} busy={busy} limit={perRecipient.limit} />
            ))}
          </ul>
        </>
      )}
      <p>
        <a href={withQuery(accountPath(visit.account.key, "/journal"), { status: "429" })}>
          What the limits refused
        </a>
      </p>
    </section>
  );
}

/** Only this card; the rest of the view waits for something to happen. */
function again(visit: ViewRequest): Readonly<Record<string, string>> {
  return {
    "hx-get": accountPath(visit.account.key, "/accounts"),
    "hx-trigger": "every 1s",
    "hx-select": "#limits",
    "hx-target": "this",
    "hx-swap": "outerMorph show:none",
  };
}

function Calls({ calls, windowSeconds }: { readonly calls: CallsLeft; readonly windowSeconds: number }) {
  const { left, limit, nextSeconds, fullSeconds } = calls;
  const words = `${left} of ${count(limit, "call")} left`;
  return (
    <div class="limit">
      <p>
        <strong>{words}</strong> <span class="hint">in {windowSeconds} s</span>
      </p>
      <Gauge value={left} of={limit} words={words} tone={toneOf(left / limit)} />
      <p class="hint">
        {nextSeconds === null
          ? "All are there."
          : `One more in ${nextSeconds} s, all in ${fullSeconds} s, if nobody calls before: a refused call starts the refill again.`}
      </p>
    </div>
  );
}

function toneOf(share: number): "good" | "warn" | "bad" {
  if (share <= 0) return "bad";
  return share < 0.25 ? "warn" : "good";
}

interface RecipientProps {
  readonly visit: ViewRequest;
  readonly busy: TopRecipient;
  readonly limit: number;
}

function Recipient({ visit, busy: { recipient, used, allowedAt }, limit }: RecipientProps) {
  return (
    <li id={`busy-${recipient}`}>
      <a href={conversationPath(visit.account.key, recipient)}>
        <PhoneNumber digits={recipient} />
      </a>
      <Gauge
        value={used}
        of={limit}
        words={`${used} of ${limit} used`}
        tone={allowedAt === null ? toneOf(1 - used / limit) : "bad"}
      />
      <span class="hint">
        {used} of {limit} used
        {allowedAt !== null && Number.isFinite(allowedAt) && `, again at ${vendorTime(allowedAt)} GMT-5`}
      </span>
    </li>
  );
}
