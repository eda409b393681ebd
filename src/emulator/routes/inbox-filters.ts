/** The query parameters that narrow the inbox. Page list-messages names them; how they are read is assumed. */
import type { InboxFilter } from "../domain/inbox.ts";
import { endOf, type FilterReaders, idOf, ifRead, startOf } from "./filters.ts";

export const inboxFilters: FilterReaders<InboxFilter> = {
  MobilePhone: (value, { readPhone }) => ifRead(readPhone(value), (from) => ({ from })),
  FromDateReceived: (value) => ifRead(startOf(value), (receivedFrom) => ({ receivedFrom })),
  ToDateReceived: (value, by) => ifRead(endOf(value, by), (receivedTo) => ({ receivedTo })),
  Type_Id: (value) => ifRead(idOf(value), (typeId) => ({ typeId })),
  Keyword_Id: (value) => ifRead(idOf(value), (keywordId) => ({ keywordId })),
  Campaign_Id: (value) => ifRead(idOf(value), (campaignId) => ({ campaignId })),
};
