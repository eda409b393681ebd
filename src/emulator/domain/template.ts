/** An MMS template as it is stored, and the file that its link names. */
import type { Approval } from "./approval.ts";

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
