/** `mms-template/index`, `view` and `create`: the media that MMS are made of. */
import { type MmsTemplateStatusId, mmsTemplateStatuses } from "../../protocol/mms-template-status.ts";
import { vendorDateTime } from "../../protocol/vendor-time.ts";
import type { FieldError, MmsTemplateAnswer } from "../../protocol/wire.ts";
import { approvalAt } from "../domain/approval.ts";
import { byRules } from "../domain/decided.ts";
import { accepted, step } from "../domain/explanation.ts";
import { fieldRefusal, fill, type Refusal, refusal } from "../domain/refusal.ts";
import {
  createTemplate,
  mediaFileOf,
  readTemplate,
  type Template,
  type TemplateRead,
} from "../domain/template.ts";
import { type FieldRule, mended, required, text, textOf, validate } from "../pipeline/form.ts";
import { pageAsked, pageSteps, paginationOf } from "../pipeline/paging.ts";
import { requiredParameter } from "../pipeline/query.ts";
import { wanted } from "../pipeline/wanted.ts";
import type { Settings } from "../settings.ts";
import type { Action, Call, Services } from "./route.ts";

export const templateIndex: Action = async (call, services) => {
  const { store, settings } = services;
  const asked = pageAsked(call.query, settings);
  const { total } = await store.templates(call.token, 0, 0);
  const pagination = paginationOf(asked, total);
  const skipped = (pagination.currentPage - 1) * pagination.perPage;
  const count = Math.min(pagination.perPage, total - skipped);
  const newestFirst = settings.mms.templates === "newest-first";
  const { items } = await store.templates(call.token, newestFirst ? total - skipped - count : skipped, count);
  const rows = newestFirst ? items.toReversed() : items;
  const reads = await Promise.all(rows.map((template) => read(template.id, call, services, template)));
  return {
    body: reads.map((found) => (found === undefined ? [] : [present(found)])).flat(),
    pagination,
    decided: byRules(
      accepted(
        ...pageSteps(asked, pagination),
        step("template.order", { order: settings.mms.templates }),
        step("template.list", { page: pagination.currentPage, rows: count }),
      ),
    ),
  };
};

export const templateView: Action = async (call, services) => {
  const id = requiredParameter(call.query, "id", services.behaviour);
  const found = /^\d{1,15}$/.test(id) ? await read(Number(id), call, services) : undefined;
  if (found === undefined) throw unknownTemplate(id, services.settings);
  const { template, status } = found;
  return {
    body: present(found),
    decided: byRules(
      accepted(
        step("approval.pace", { createdAt: template.createdAt, now: call.now, status }),
        step("template.view", { id }),
      ),
    ),
  };
};

export const templateCreate: Action = async (call, { store, settings, draw }) => {
  const fields = await call.fields();
  const rules = templateRules(settings);
  const errors = validate(fields, rules);
  if (errors.length > 0) {
    throw invalidTemplate(errors, textOf(fields, "ResourceLink"), mended(fields, rules), settings);
  }
  const request = { name: textOf(fields, "Name"), resourceLink: textOf(fields, "ResourceLink") };
  const { result: template } = await store.transact(call.token, {}, (view) => {
    const drawn = draw(call.token, "media", view.nextTemplate);
    return createTemplate(request, view, settings, drawn, call.now);
  });
  const status = approvalAt(template, call.now);
  return {
    body: present({ template, status }),
    decided: byRules(
      accepted(
        step("media.types", { type: mediaFileOf(template.resourceLink)?.type ?? "" }),
        step(template.endBy === "magic" ? "magic.file" : "approval.end", { end: template.end }),
        step("template.create", { id: template.id, status }),
      ),
    ),
  };
};

/** @param template as the list has it; another call may have pushed it out of the books meanwhile */
async function read(
  id: number,
  call: Call,
  { store }: Services,
  template?: Template,
): Promise<TemplateRead | undefined> {
  const { result } = await store.transact(call.token, { template: id }, (view) =>
    readTemplate(view, call.now),
  );
  return result ?? (template && { template, status: approvalAt(template, call.now) });
}

/** In the order of the page's table. */
function templateRules({ mms, errors }: Settings): readonly FieldRule[] {
  return [
    required("ResourceLink"),
    text("ResourceLink"),
    {
      field: "ResourceLink",
      skipsEmpty: true,
      error: (link) => (isTaken(textOf({ link }, "link"), mms) ? undefined : errors.resourceLink),
      wants: (link) => wanted("ResourceLink", linkTaken(mms), link),
    },
    text("Name", mms.nameLength),
  ];
}

function linkTaken({ fileTypes }: Settings["mms"]): string {
  const types = fileTypes.join(", ");
  return `with http or https, shorter than 2,000 characters, to a file of a type that is taken (${types})`;
}

function isTaken(link: string, { fileTypes }: Settings["mms"]): boolean {
  const file = mediaFileOf(link);
  return file !== undefined && fileTypes.includes(file.type);
}

function invalidTemplate(
  errors: readonly FieldError[],
  link: string,
  wouldSucceed: string,
  { mms }: Settings,
): Refusal {
  const type = mediaFileOf(link)?.type ?? null;
  const isOfType = type !== null && !mms.fileTypes.includes(type);
  return fieldRefusal(errors, {
    rule: ruleOf(errors, isOfType),
    inputs: { ...Object.fromEntries(errors.map(({ field, message }) => [field, message])), type },
    wouldSucceed,
  });
}

function ruleOf(errors: readonly FieldError[], isOfType: boolean) {
  if (!errors.some(({ field }) => field === "ResourceLink")) return "template.name";
  return isOfType ? "media.other-types" : "template.link";
}

function unknownTemplate(id: string, { errors }: Settings): Refusal {
  const { status, message } = errors.unknownId;
  return refusal(status, fill(message, { id }), {
    rule: "template.unknown-id",
    inputs: { id },
    wouldSucceed: "The Id of a template in mms-template/index of this account.",
  });
}

/** Pages create-, list- and view-mms-template: field names, order and types. */
function present({
  template,
  status,
}: {
  readonly template: Template;
  readonly status: MmsTemplateStatusId;
}) {
  return {
    Id: template.id,
    Name: template.name,
    Url: template.url,
    DateCreated: vendorDateTime(template.createdAt),
    Status_Id: status,
    Status_Description: mmsTemplateStatuses[status],
  } satisfies MmsTemplateAnswer;
}
