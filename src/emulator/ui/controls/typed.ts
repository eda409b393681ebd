/** What was typed into a form, as a call of the control API takes it. What is wrong is passed on, for it to name. */
import type { ViewRequest } from "../route.ts";

/** Whose the effect is. */
export const SCOPE_FIELD = "scope";
export const ALL_ACCOUNTS = "all";

/** Undefined for a field that was left empty. */
export function typedText(form: URLSearchParams, name: string): string | undefined {
  const text = form.get(name);
  return text === null || text === "" ? undefined : text;
}

/** A text of several lines: a browser sends them with CR and LF, a handset ends them with LF. */
export function typedLines(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? "").replaceAll("\r\n", "\n");
}

/** A number where it is one. */
export function typedNumber(form: URLSearchParams, name: string): number | string | undefined {
  const text = typedText(form, name)?.trim();
  return text !== undefined && /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

/** Undefined when nothing of it was typed, so that the whole may be left out. */
export function typedGroup(
  group: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> | undefined {
  const given = Object.entries(group).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
}

/** The account whose page it is, unless all are meant. */
export function typedScope(form: URLSearchParams, { account }: ViewRequest): { readonly token?: string } {
  return form.get(SCOPE_FIELD) === ALL_ACCOUNTS ? {} : { token: account.token };
}
