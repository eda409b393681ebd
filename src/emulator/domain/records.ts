/**
 * Records that an account keeps by id. A kind is a line here and its schema in `store/record-collections.ts`: the store holds
 * it, snapshots, state files, resets, retention and memory limits cover it, rules read it as `view.records.<kind>` and
 * change it by the effects `keep` and `drop`, and routes list it by `recordList`.
 */
import { isKeyOf } from "../../shared/is-key-of.ts";
import type { CustomField } from "./custom-field.ts";
import type { Group } from "./group.ts";
import type { Keyword } from "./keyword.ts";
import type { ScheduledMessage } from "./scheduled-message.ts";
import type { ShortUrl } from "./short-url.ts";
import type { ShortUrlClick } from "./short-url-click.ts";

export interface Records {
  readonly customFields: CustomField;
  readonly groups: Group;
  readonly keywords: Keyword;
  readonly shortUrlClicks: ShortUrlClick;
  readonly shortUrls: ShortUrl;
  readonly scheduledMessages: ScheduledMessage;
}

/** Ids of an account's first record of each kind. */
export const firstIds: Readonly<Record<RecordName, number>> = {
  customFields: 1,
  groups: 1,
  keywords: 100,
  shortUrlClicks: 1,
  shortUrls: 1,
  scheduledMessages: 12_345,
};

export type RecordName = keyof Records;

export const recordNames: readonly RecordName[] = Object.keys(firstIds).filter((name) =>
  isKeyOf(firstIds, name),
);

/** Records as rules read them: by id, in the order in which they were made. */
export type AllRecords = { readonly [Name in RecordName]: ReadonlyMap<number, Records[Name]> };

/** Effects that keep a new or changed record, and that remove one. */
export type RecordEffect = {
  readonly [Name in RecordName]:
    | { readonly kind: "keep"; readonly of: Name; readonly record: Records[Name] }
    | { readonly kind: "drop"; readonly of: Name; readonly id: number };
}[RecordName];
