/** The accounts, the one that was used last first. */
import { count } from "../components/count.ts";
import { curlOfRequest } from "../controls/curl.ts";
import { accountPath } from "../paths.ts";
import type { ViewRequest } from "../route.ts";
import { callsLeft } from "./limits.ts";
import { Paste } from "./send-curl.tsx";

/** Accounts that are shown. */
const SHOWN = 50;

export async function OtherAccounts({ visit }: { readonly visit: ViewRequest }) {
  const { store, names, settings } = visit.services;
  const { items, total } = await store.lastUsed(SHOWN);
  const accounts = [];
  for (const token of items) {
    const account = await store.account(token);
    if (account !== undefined) accounts.push({ account, name: names.nameOf(token), now: store.now(token) });
  }
  return (
    <section class="card" aria-labelledby="others-title">
      <h2 id="others-title">{count(total, "account")}</h2>
      <div class="wide" tabindex={0} role="region" aria-label="Table of accounts">
        <table class="rows">
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Credits</th>
              <th scope="col">Sent</th>
              <th scope="col">Received</th>
              <th scope="col">Calls left</th>
            </tr>
          </thead>
          <tbody>
            {accounts.map(({ account: { credits, totals, received, limits, bucket }, name, now }) => (
              <tr id={`account-${name.key}`}>
                <th scope="row">
                  <a
                    href={accountPath(name.key, "/accounts")}
                    hx-boost="false"
                    aria-current={name.key === visit.account.key ? "true" : undefined}
                  >
                    <bdi>{name.label}</bdi>
                  </a>
                </th>
                <td>{credits.toLocaleString("en")}</td>
                <td>{totals.messages.toLocaleString("en")}</td>
                <td>{received.toLocaleString("en")}</td>
                <td>
                  {limits.rate === null
                    ? "not limited"
                    : `${callsLeft(bucket, limits.rate, now).left} of ${limits.rate.limit}`}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {total > accounts.length && (
        <p class="hint">{count(total - accounts.length, "account")} more, used longer ago.</p>
      )}
      <p class="hint">
        {settings.tenants.prefix !== "" && (
          <>
            Any token that starts with <code>{settings.tenants.prefix}</code> opens one at first use.{" "}
          </>
        )}
        Make one as you want it:
      </p>
      <Paste>
        {curlOfRequest(visit, {
          method: "post",
          path: "/accounts",
          body: { token: "test_another", credits: 50, limits: { rate: null } },
        })}
      </Paste>
    </section>
  );
}
