/** How an MMS template is created and read. The link is never fetched. */
import { magicFileOf } from "../../protocol/magic-files.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { Settings } from "../settings.ts";
import { approvalAt, approvalPollStep } from "./approval.ts";
import { mediaFileOf, type Template, type TemplateRequest } from "./template.ts";
import type { AccountView, Transition } from "./transition.ts";

/** Hexadecimal digits of a processed file's name. Page create-mms-template. */
const FILE_DIGITS = 20;

/**
 * @param drawn hexadecimal digits, drawn for the account's next template
 * @param now milliseconds since 1970
 */
export function createTemplate(
  { name, resourceLink }: TemplateRequest,
  { account, nextTemplate }: AccountView,
  settings: Pick<Settings, "magicFiles">,
  drawn: string,
  now: number,
): Transition<Template> {
  const file = mediaFileOf(resourceLink) ?? { name: "", type: "" };
  const magic = settings.magicFiles ? magicFileOf(file.name, file.type) : undefined;
  const template: Template = {
    id: nextTemplate,
    token: account.token,
    name,
    resourceLink,
    url: `https://mms.protexting.com/uploads/media/${drawn.slice(0, FILE_DIGITS)}.${file.type}`,
    createdAt: now,
    pace: account.approval,
    end: magic?.status ?? account.approval.end,
    endBy: magic === undefined ? "account" : "magic",
    taken: [],
  };
  return { result: template, effects: [{ kind: "append-template", template }] };
}

/** A template and its state as a read found them. */
export interface TemplateRead {
  readonly template: Template;
  readonly status: MmsTemplateStatusId;
}

/**
 * Reads a template through the vendor's API, which in the mode `polls` advances it.
 * @returns undefined when the account has no such template
 */
export function readTemplate({ template }: AccountView, now: number): Transition<TemplateRead | undefined> {
  if (template === undefined) return { result: undefined, effects: [] };
  // The state of this read is the one before its step: the first read finds it Pending.
  const result = { template, status: approvalAt(template, now) };
  const step = approvalPollStep(template, now);
  return { result, effects: step === undefined ? [] : [{ kind: "approval-step", id: template.id, step }] };
}
