/** The one form of what errors say: what failed, why and with which value, and what to do about it. */

/** @param purpose what the caller wanted, to follow "Failed to" */
export function failedTo(purpose: string, what: string, value: unknown, please: string): string {
  return `Failed to ${purpose}: ${what} (${value}). Please ${please}.`;
}
