/** One request of the journal: what was asked and answered, and why. */
import { redactText } from "../../control/redact.ts";
import { explanationOf } from "../../domain/cause.ts";
import { ExplanationSteps } from "../components/explanation.tsx";
import { Moment } from "../components/moment.tsx";
import { VisibleText } from "../components/visible-text.tsx";
import { NotFound } from "../conversations/empty-state.tsx";
import { Wire } from "../message/wire-view.tsx";
import { accountPath, conversationPath, withQuery } from "../paths.ts";
import type { ViewRequest, ViewResult, ViewRoute } from "../route.ts";
import { JOURNAL } from "./journal-filters.tsx";
import { pathOf } from "./journal-view.tsx";
import { View } from "./view.tsx";

export const callView: ViewRoute = { method: "get", path: `${JOURNAL}/:number`, show: showCall };

async function showCall(visit: ViewRequest): Promise<ViewResult> {
  const { store, settings } = visit.services;
  const { key } = visit.account;
  const asked = visit.params["number"] ?? "";
  const call = /^\d{1,15}$/.test(asked) ? await store.journalEntry(Number(asked)) : undefined;
  if (call === undefined) return { title: "No such request", status: 404, body: <NotFound what="request" /> };
  const { number, at, method, target, token, decided, status } = call;
  const explanation = explanationOf(decided, settings);
  const { decidedBy } = explanation;
  const path = redactText(pathOf(target), token);
  const sent = decided.by === "send" && token === visit.account.token ? decided.message : undefined;
  const message = sent === undefined ? undefined : await store.message(sent);
  return {
    title: `Request ${number}`,
    body: (
      <View name={`call-${number}`} narrow>
        <header>
          <p>
            <a href={accountPath(key, JOURNAL)}>
              <span aria-hidden="true">‹</span> Journal
            </a>
          </p>
          <h1>
            {method} <VisibleText text={path} limit={200} />
          </h1>
          <p>
            <span class={`status ${status < 400 ? "good" : "bad"}`}>{status}</span>{" "}
            <Moment at={at} zone={visit.zone} full /> <span class="hint">request {number}</span>
            {token !== null && token !== visit.account.token && <span class="badge">another account</span>}
          </p>
          <p class="links">
            {message !== undefined && (
              <a href={`${conversationPath(key, message.recipient)}/${message.id}`}>
                The message that came of it
              </a>
            )}{" "}
            {decided.by === "rules" && (
              <a href={withQuery(accountPath(key, JOURNAL), { rule: decidedBy })}>
                Others decided by <code>{decidedBy}</code>
              </a>
            )}
          </p>
        </header>
        <section class="card" aria-labelledby="why-title">
          <h2 id="why-title">Why</h2>
          <ExplanationSteps explanation={explanation} zone={visit.zone} />
        </section>
        <Wire visit={visit} call={call} />
      </View>
    ),
  };
}
