/**
 * The lists that an account keeps, a line each: the store makes, weighs, evicts, captures, restores and checks them by this
 * table. Records by id have their own table, `domain/records.ts`.
 */
import * as z from "zod";
import type { Contact } from "../domain/contact.ts";
import type { RecentSend } from "../domain/recipient-rate.ts";
import { handsetCommand, templateStatus } from "../schema/parts.ts";
import { lazy } from "../schema/schema.ts";
import { type Collection, map, queue } from "./collection.ts";
import { ContactBook } from "./contact-book.ts";
import { eachName } from "./each-name.ts";
import type { ListEntries, ListName, Lists, StoredTemplate } from "./lists.ts";
import { recordCollections } from "./record-collections.ts";
import { approval, count, optOut, time } from "./schema-parts.ts";
import { weighContact, weighReceived, weighTemplate, weighWindow } from "./weigh.ts";

const belonging = lazy(() => z.strictObject({ id: count, name: z.string() }).nullable());
const inbound = lazy(() =>
  z.strictObject({
    number: count,
    token: z.string(),
    from: z.string(),
    to: z.string(),
    text: z.string(),
    receivedAt: time,
    keyword: belonging(),
    campaign: belonging(),
    asks: handsetCommand.nullable(),
    reply: z.strictObject({ text: z.string(), credits: z.number() }).nullable(),
  }),
);
const profile = lazy(() =>
  z.strictObject({
    firstName: z.string(),
    lastName: z.string(),
    birthDay: z.string().nullable(),
    email: z.string(),
    zip: z.string(),
    city: z.string(),
    groupIds: z.array(count),
    fieldValues: z.array(z.strictObject({ id: count, fieldId: count, value: z.string() })),
  }),
);
const contact = lazy(() =>
  z.strictObject({
    id: count,
    number: z.string(),
    createdAt: time,
    updatedAt: time,
    optOut: optOut.nullable(),
    // Not in the files of earlier builds.
    profile: profile().nullable().default(null),
    keywordIds: z.array(count).default([]),
  }),
);

const template = lazy(() =>
  z.strictObject({
    id: count,
    token: z.string(),
    name: z.string(),
    resourceLink: z.string(),
    url: z.string(),
    createdAt: time,
    pace: approval,
    end: templateStatus,
    endBy: z.enum(["account", "magic"]),
    taken: z.array(z.strictObject({ at: time, status: templateStatus })),
  }),
);

const recentSend = lazy(() =>
  z.strictObject({ at: time, weight: z.number(), content: z.string().optional() }),
);

export type ListSchemas = { readonly [Name in ListName]: z.ZodType<ListEntries[Name]> };
export type Collections = {
  readonly [Name in ListName]: Collection<Lists[Name], ListEntries[Name], ListSchemas[Name]>;
};

export const collections: Collections = {
  inbox: queue(inbound, weighReceived),
  templates: queue<StoredTemplate>(template, weighTemplate, (each) => ({ ...each })),
  contacts: {
    ...map<Contact>(() => z.tuple([z.string(), contact()]), weighContact),
    make: (entries) => ContactBook.from(entries),
  },
  windows: map<readonly RecentSend[]>(() => z.tuple([z.string(), z.array(recentSend())]), weighWindow),
  faultCounts: map(
    () => z.tuple([z.string(), z.strictObject({ matched: count, fired: count })]),
    () => 0,
  ),
  ...recordCollections,
};

export function isListName(name: string): name is ListName {
  return Object.hasOwn(collections, name);
}

export const listNames: readonly ListName[] = Object.keys(collections).filter(isListName);

/** @returns the lists, empty or from a snapshot's entries */
export function makeLists(entries?: ListEntries): Lists {
  return eachName<Collections, Lists>(collections, (name) => collections[name].make(entries?.[name]));
}

/** Entries of all lists as they are now. */
export function entriesOf(lists: Lists): ListEntries {
  return eachName<Collections, ListEntries>(collections, (name) => collections[name].entries(lists[name]));
}
