/** How groups are made, changed and read. Pages list-groups, view-group, create-group and update-group. */
import { profileOf } from "./contact.ts";
import type { Group } from "./group.ts";
import type { AccountView, Transition } from "./transition.ts";

/** A group as answers have it. */
export interface GroupRead extends Group {
  /** Ids of its contacts. */
  readonly phoneNumberIds: readonly number[];
}

export interface GroupRequest {
  readonly name: string;
  /** Undefined for one that was not given. */
  readonly note: string | undefined;
}

export function newGroup({ name, note = "" }: GroupRequest, id: number, now: number): Group {
  return { id, name, note, keywordId: 0, parentId: 0, createdAt: now, updatedAt: now };
}

export function createGroup(
  request: GroupRequest,
  { nextId }: AccountView,
  now: number,
): Transition<GroupRead> {
  const record = newGroup(request, nextId("groups"), now);
  return { result: { ...record, phoneNumberIds: [] }, effects: [{ kind: "keep", of: "groups", record }] };
}

/** @returns undefined when the account has no such group */
export function updateGroup(
  id: number,
  { name, note }: GroupRequest,
  view: AccountView,
  now: number,
): Transition<GroupRead | undefined> {
  const group = view.records.groups.get(id);
  if (group === undefined) return { result: undefined, effects: [] };
  const record = { ...group, name, note: note ?? group.note, updatedAt: now };
  return { result: readGroup(record, view), effects: [{ kind: "keep", of: "groups", record }] };
}

export function readGroup(group: Group, { contacts }: Pick<AccountView, "contacts">): GroupRead {
  return { ...group, phoneNumberIds: contacts.idsIn(group.id) };
}

/** Groups that the contact of a number is in now; none for a number that is no contact. */
export function groupsOf(
  number: string,
  { contacts, records }: Pick<AccountView, "contacts" | "records">,
): readonly Group[] {
  const contact = contacts.get(number);
  const ids = contact === undefined ? [] : profileOf(contact).groupIds;
  return ids.flatMap((id) => records.groups.get(id) ?? []);
}
