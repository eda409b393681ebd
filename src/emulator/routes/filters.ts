/** Query parameters that narrow a list or figures. The vendor names them; how they are read is assumed. */
import type { EvidenceId } from "../../protocol/evidence/ledger.ts";
import type { FieldError } from "../../protocol/refused.ts";
import { timeOfVendorDateTime } from "../../protocol/vendor-time.ts";
import { type ExplanationStep, step } from "../domain/explanation.ts";
import { fieldRefusal } from "../domain/refusal.ts";
import { labelOf } from "../framework/form.ts";
import type { Call, Services } from "./route.ts";

const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

type ReadBy = Pick<Services, "settings" | "readPhone">;

/** Readers by parameter, in the page's order; each returns its part of the filter, or undefined when it cannot read. */
export type FilterReaders<Filter> = Readonly<
  Record<string, (value: string, by: ReadBy) => Partial<Filter> | undefined>
>;

export interface FiltersRead<Filter> {
  /** Null when nothing matches. */
  readonly filter: Partial<Filter> | null;
  /** Rules that decided it. */
  readonly steps: readonly ExplanationStep[];
}

/**
 * Reads the filters of a call.
 * @param rule of the parameters' names
 * @throws Refusal 422 that names each filter that cannot be read, where the setting `inbox.invalidFilter` has it so
 */
export function readFilters<Filter extends object>(
  readers: FilterReaders<Filter>,
  rule: EvidenceId,
  { query }: Call,
  services: Services,
): FiltersRead<Filter> {
  const { toDate, invalidFilter } = services.settings.inbox;
  let filter: Partial<Filter> = {};
  const names: string[] = [];
  const unreadable: FieldError[] = [];
  for (const [field, read] of Object.entries(readers)) {
    const value = query[field];
    if (value === undefined || value === "") continue;
    const narrowed = typeof value === "string" ? read(value, services) : undefined;
    if (narrowed === undefined) unreadable.push({ field, message: `${labelOf(field)} is invalid.` });
    else {
      filter = { ...filter, ...narrowed };
      names.push(field);
    }
  }
  if (invalidFilter === "refused") refuseUnreadable(unreadable);
  const findsNothing = invalidFilter === "nothing" && unreadable.length > 0;
  return {
    filter: findsNothing ? null : filter,
    steps: [
      step(rule, { read: names.join(", ") }),
      step("inbox.dates", { toDate }),
      step("inbox.invalid-filter", {
        unreadable: unreadable.map(({ field }) => field).join(", "),
        treated: invalidFilter,
      }),
    ],
  };
}

/** The part of a filter made of a value, or undefined for a value that could not be read. */
export function ifRead<Value, Part>(
  value: Value | undefined,
  part: (value: Value) => Part,
): Part | undefined {
  return value === undefined ? undefined : part(value);
}

/** @returns milliseconds since 1970 of the first moment that a time or a day names */
export function startOf(text: string): number | undefined {
  return readTime(text)?.at;
}

/** @returns milliseconds since 1970 of the last moment; rows show whole seconds, so a second is included to its end */
export function endOf(text: string, { settings }: Pick<ReadBy, "settings">): number | undefined {
  const time = readTime(text);
  if (time === undefined) return undefined;
  const lasts = time.isDay && settings.inbox.toDate === "whole-day" ? DAY_MS : SECOND_MS;
  return time.at + lasts - 1;
}

export function idOf(text: string): number | undefined {
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function readTime(text: string): { readonly at: number; readonly isDay: boolean } | undefined {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const at = timeOfVendorDateTime(isDay ? `${text} 00:00:00` : text);
  return Number.isNaN(at) ? undefined : { at, isDay };
}

function refuseUnreadable(unreadable: readonly FieldError[]): void {
  if (unreadable.length === 0) return;
  throw fieldRefusal(unreadable, {
    rule: "inbox.invalid-filter",
    inputs: Object.fromEntries(unreadable.map(({ field, message }) => [field, message])),
    wouldSucceed: `The same request with ${unreadable.map(({ field }) => field).join(", ")} mended or left out.`,
  });
}
