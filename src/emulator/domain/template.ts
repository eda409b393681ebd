/** An MMS template as it is stored, and how one is created. The link is never fetched. */
import { magicFileOf } from "../../protocol/magic-files.ts";
import type { MmsTemplateStatusId } from "../../protocol/mms-template-status.ts";
import type { Settings } from "../settings.ts";
import { type Approval, approvalAt, approvalPollStep } from "./approval.ts";
import type { AccountView, Transition } from "./transition.ts";

export interface Template extends Approval {
  /** Sequence number within the account, from 10586 as in the vendor's sample. */
  readonly id: number;
  readonly token: string;
  /** "" where none was given. */
  readonly name: string;
  readonly resourceLink: string;
  /** Where the processed media would be. */
  readonly url: string;
  /** Source of its final state: the account, or its file's name. */
  readonly endBy: "account" | "magic";
}

/** A template whose fields are each valid. */
export interface TemplateRequest {
  readonly name: string;
  readonly resourceLink: string;
}

/** Number of an account's first template, as in the vendor's sample. */
export const FIRST_TEMPLATE = 10_586;

/** Hexadecimal digits of a processed file's name. Page create-mms-template. */
const FILE_DIGITS = 20;

/** The file that a link names, split at its last dot. */
export interface MediaFile {
  readonly name: string;
  /** In lower case. */
  readonly type: string;
}

/** Length from which the framework's check of URLs refuses them. */
const LINK_AT_MOST = 2000;

/** @returns undefined unless it is an http or https link to a file with a type */
export function mediaFileOf(link: string): MediaFile | undefined {
  if (link.length >= LINK_AT_MOST || !/^https?:\/\//i.test(link) || !URL.canParse(link)) return undefined;
  const file = new URL(link).pathname.split("/").at(-1) ?? "";
  const dot = file.lastIndexOf(".");
  return dot < 1 ? undefined : { name: file.slice(0, dot), type: file.slice(dot + 1).toLowerCase() };
}

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
