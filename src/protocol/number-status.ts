/**
 * Statuses of an account's numbers, with the vendor's texts, full stops included.
 *
 * Source: pages list-numbers, view-number and create-number, which agree.
 */
export const numberStatuses = {
  0: "Active",
  1: "Inactive",
  301: "Temporarily blocked.",
  302: "Permanently blocked.",
} as const;

export type NumberStatusId = keyof typeof numberStatuses;

export const ACTIVE = 0 satisfies NumberStatusId;

/** True for the statuses that say blocked; only they have a Blocked_Date. */
export function isBlocked(id: NumberStatusId): boolean {
  return id === 301 || id === 302;
}

export function isNumberStatusId(id: number): id is NumberStatusId {
  return Object.hasOwn(numberStatuses, id);
}
