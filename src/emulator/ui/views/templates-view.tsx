/** The account's MMS templates, the newest first, and where their approval stands. */
import { endpointOf } from "../../../protocol/endpoints.ts";
import {
  isFinalForTemplate,
  type MmsTemplateStatusId,
  mmsTemplateStatuses,
  TEMPLATE_APPROVED,
} from "../../../protocol/mms-template-status.ts";
import { approvalAt, approvalPlan } from "../../domain/approval.ts";
import type { Template } from "../../domain/template.ts";
import { Moment } from "../components/moment.tsx";
import { VisibleText } from "../components/visible-text.tsx";
import { wasUsed } from "../controls/control.ts";
import { curlOfApi } from "../controls/curl.ts";
import { TemplateStatusForm, templateStatusControl } from "../controls/template-status.tsx";
import { accountPath, withQuery } from "../paths.ts";
import type { ViewRequest, ViewResult, ViewRoute } from "../route.ts";
import { Paste } from "./send-curl.tsx";
import { View } from "./view.tsx";

export const TEMPLATES = "/templates";

/** Templates on one page. */
const PAGE_SIZE = 20;

export const templatesView: ViewRoute = { method: "get", path: TEMPLATES, show: showTemplates };

export async function showTemplates(visit: ViewRequest): Promise<ViewResult> {
  const { store } = visit.services;
  const { token, key } = visit.account;
  const { items: oldest, total } = await store.templates(token, 0, 1);
  const first = oldest[0]?.id ?? 0;
  const asked = visit.query.get("before") ?? "";
  // Ids count up without holes, so a page is found by arithmetic.
  const end = /^\d{1,15}$/.test(asked) ? Math.min(total, Math.max(0, Number(asked) - first)) : total;
  const from = Math.max(0, end - PAGE_SIZE);
  const { items } = await store.templates(token, from, end - from);
  const path = accountPath(key, TEMPLATES);
  return {
    title: "Templates",
    body: (
      <View name={`templates${visit.query.get("before") ?? ""}`}>
        <header>
          <h1>MMS templates</h1>
          <p class="hint">
            A picture has to be approved before it can be sent. The live service decides that in its own time;
            here it follows the account's pace, or what you decide.
          </p>
        </header>
        {wasUsed(visit, templateStatusControl) && (
          <p class="note done" role="status">
            <span aria-hidden="true">✓</span> {templateStatusControl.done}
          </p>
        )}
        {total === 0 && <None visit={visit} />}
        {end < total && (
          <p class="more">
            <a href={path}>Newest templates</a>
          </p>
        )}
        <ul class="template-list">
          {items.toReversed().map((template) => (
            <TemplateCard visit={visit} template={template} />
          ))}
        </ul>
        {from > 0 && (
          <p class="more">
            <a href={withQuery(path, { before: String(first + from) })}>Older templates</a>{" "}
            <span class="hint">{total.toLocaleString("en")} in all</span>
          </p>
        )}
      </View>
    ),
  };
}

function TemplateCard({ visit, template }: { readonly visit: ViewRequest; readonly template: Template }) {
  const { id, name, resourceLink, url, endBy } = template;
  const status = approvalAt(template, visit.now);
  return (
    <li class="card" id={`template-${id}`}>
      <h2>
        {name === "" ? <em>without a name</em> : <VisibleText text={name} limit={200} />}{" "}
        <TemplateStatus id={status} />
      </h2>
      <dl class="facts">
        <div>
          <dt>Id</dt>
          <dd>{id}</dd>
        </div>
        <div>
          <dt>Link</dt>
          <dd>
            <VisibleText text={resourceLink} limit={300} /> <span class="hint">never fetched</span>
          </dd>
        </div>
        <div>
          <dt>Media</dt>
          <dd>
            <VisibleText text={url} limit={300} />
          </dd>
        </div>
      </dl>
      <ol class="history">
        {approvalPlan(template).map((step) => (
          <li class={step.at <= visit.now ? "done" : "planned"}>
            <TemplateStatus id={step.status} /> <Moment at={step.at} zone={visit.zone} full />
            {step.at > visit.now && <span class="hint"> planned</span>}
          </li>
        ))}
      </ol>
      {endBy === "magic" && <p class="hint">The file's name says where it ends.</p>}
      <TemplateStatusForm visit={visit} id={id} status={status} />
    </li>
  );
}

function TemplateStatus({ id }: { readonly id: MmsTemplateStatusId }) {
  const isFinal = isFinalForTemplate(id);
  const isGood = id === TEMPLATE_APPROVED;
  return (
    <span class={`status ${isGood ? "good" : isFinal ? "bad" : "waiting"}`}>
      <span aria-hidden="true">{markOf(isGood, isFinal)}</span> {mmsTemplateStatuses[id]}
    </span>
  );
}

function markOf(isGood: boolean, isFinal: boolean): string {
  if (isGood) return "✓";
  return isFinal ? "✕" : "○";
}

function None({ visit }: { readonly visit: ViewRequest }) {
  return (
    <section class="card">
      <h2>No template yet</h2>
      <p>Create one, and watch it being approved here:</p>
      <Paste>
        {curlOfApi(visit, "POST", endpointOf("mmsTemplate.create").path, {
          Name: "Spring",
          ResourceLink: "https://example.com/spring.jpg",
        })}
      </Paste>
    </section>
  );
}
