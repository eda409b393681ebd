/** The query parameters that narrow the inbox. Page list-messages names them; how they are read is assumed. */

import type { FieldError } from "../../protocol/refused.ts";
import { timeOfVendorDateTime } from "../../protocol/vendor-time.ts";
import type { InboxFilter } from "../domain/inbox.ts";
import { labelOf } from "../framework/form.ts";
import type { PhpFields } from "../framework/php-fields.ts";
import type { Settings } from "../settings.ts";

export interface FiltersRead {
  readonly filter: InboxFilter;
  /** Names of the filters that were read, in the page's order. */
  readonly names: readonly string[];
  /** Those that cannot be read, with a text for each. */
  readonly unreadable: readonly FieldError[];
}

const SECOND_MS = 1000;
const DAY_MS = 24 * 60 * 60 * SECOND_MS;

type Reader = (
  value: string,
  how: Pick<Settings, "inbox"> & { readonly readPhone: (text: string) => string | undefined },
) => InboxFilter | undefined;

/** Readers by parameter; each returns its part of the filter, or undefined when it cannot read the value. */
const readers: Readonly<Record<string, Reader>> = {
  MobilePhone(value, { readPhone }) {
    const from = readPhone(value);
    return from === undefined ? undefined : { from };
  },
  FromDateReceived(value) {
    const received = readTime(value);
    return received && { receivedFrom: received.at };
  },
  // The rows show whole seconds, so the named second is included to its end.
  ToDateReceived(value, { inbox }) {
    const received = readTime(value);
    if (received === undefined) return undefined;
    const lasts = received.isDay && inbox.toDate === "whole-day" ? DAY_MS : SECOND_MS;
    return { receivedTo: received.at + lasts - 1 };
  },
  Type_Id: (value) => idFilter(value, "typeId"),
  Keyword_Id: (value) => idFilter(value, "keywordId"),
  Campaign_Id: (value) => idFilter(value, "campaignId"),
};

export function readInboxFilters(
  query: PhpFields,
  { inbox }: Pick<Settings, "inbox">,
  readPhone: (text: string) => string | undefined,
): FiltersRead {
  let filter: InboxFilter = {};
  const names: string[] = [];
  const unreadable: FieldError[] = [];
  for (const [field, read] of Object.entries(readers)) {
    const value = query[field];
    if (value === undefined || value === "") continue;
    const narrowed = typeof value === "string" ? read(value, { inbox, readPhone }) : undefined;
    if (narrowed === undefined) unreadable.push({ field, message: `${labelOf(field)} is invalid.` });
    else {
      filter = { ...filter, ...narrowed };
      names.push(field);
    }
  }
  return { filter, names, unreadable };
}

function readTime(text: string): { readonly at: number; readonly isDay: boolean } | undefined {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const at = timeOfVendorDateTime(isDay ? `${text} 00:00:00` : text);
  return Number.isNaN(at) ? undefined : { at, isDay };
}

function idFilter(value: string, key: "typeId" | "keywordId" | "campaignId"): InboxFilter | undefined {
  return /^\d{1,15}$/.test(value) ? { [key]: Number(value) } : undefined;
}
