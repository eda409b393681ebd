/** `mms-template/index`, `view` and `create`: the media that MMS are made of. */

import { index, mmsTemplate } from "../../protocol/api/mms-template.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { FieldError } from "../../protocol/refused.ts";
import { approvalAt } from "../domain/approval.ts";
import { fromExplanation } from "../domain/cause.ts";
import { accepted, step } from "../domain/explanation.ts";
import { fieldRefusal, type Refusal, unknownId } from "../domain/refusal.ts";
import { mediaFileOf, type Template } from "../domain/template.ts";
import { createTemplate, readTemplate, type TemplateRead } from "../domain/template-rules.ts";
import { type FieldRule, mended, required, text, textOf, validate } from "../framework/form.ts";
import { requiredParameter } from "../framework/query.ts";
import { wanted } from "../framework/wanted.ts";
import type { Settings } from "../settings.ts";
import { encode } from "./encode.ts";
import { listAction } from "./list-action.ts";
import type { Action, Call, Services } from "./route.ts";

export const templateIndex = listAction({
  endpoint: index,
  source: ({ token }, { store, settings: { mms } }) => ({
    read: (skip, count) => store.templates(token, skip, count),
    newestFirst: mms.templates === "newest-first",
    after: [step("template.order", { order: mms.templates })],
  }),
  async values(template, call, services) {
    const found = await read(template.id, call, services, template);
    return found && valuesOf(found);
  },
  rule: "template.list",
});

export const templateView: Action = async (call, services) => {
  const id = requiredParameter(call.query, "id", services.behaviour);
  const found = /^\d{1,15}$/.test(id) ? await read(Number(id), call, services) : undefined;
  if (found === undefined) {
    const known = "The Id of a template in mms-template/index of this account.";
    throw unknownId(services.settings, { id }, known, "template.unknown-id");
  }
  const { template, status } = found;
  return {
    body: encode(mmsTemplate, valuesOf(found)),
    decided: fromExplanation(
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
    body: encode(mmsTemplate, valuesOf({ template, status })),
    decided: fromExplanation(
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

function valuesOf({
  template,
  status,
}: {
  readonly template: Template;
  readonly status: MmsTemplateStatusId;
}) {
  const { id, name, url, createdAt } = template;
  return { id, name, url, createdAt, status };
}
