/** Typed values as inputs of the control API. Invalid values are passed on, for it to report. */
import type { ViewRequest } from "../route.ts";

/** Field that chooses between this account and all. */
export const SCOPE_FIELD = "scope";
export const ALL_ACCOUNTS = "all";

/** @returns undefined for an empty field */
export function typedText(form: URLSearchParams, name: string): string | undefined {
  const text = form.get(name);
  return text === null || text === "" ? undefined : text;
}

/** A text of several lines: a browser sends them with CR and LF, a handset ends them with LF. */
export function typedLines(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? "").replaceAll("\r\n", "\n");
}

/** The text as a number when it is one. */
export function typedNumber(form: URLSearchParams, name: string): number | string | undefined {
  const text = typedText(form, name)?.trim();
  return text !== undefined && /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** @returns undefined when all of its fields are empty, so that the group is left out */
export function typedGroup(
  group: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const given = Object.entries(group).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** The account of the page, unless all are chosen. */
export function typedScope(form: URLSearchParams, { account }: ViewRequest): { readonly token?: string } {
  return form.get(SCOPE_FIELD) === ALL_ACCOUNTS ? {} : { token: account.token };
}
