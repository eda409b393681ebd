/** A number as people write it. */
import { UNREADABLE } from "../../store/conversations/types.ts";

export function writtenNumber(digits: string): string {
  if (digits === UNREADABLE) return "No readable number";
  const [, area, exchange, line] = /^1(\d{3})(\d{3})(\d{4})$/.exec(digits) ?? [];
  if (area !== undefined) return `+1 (${area}) ${exchange}-${line}`;
  // A short code has no country.
  return digits.length <= 6 ? digits : `+${digits}`;
}

export function PhoneNumber({ digits }: { readonly digits: string }) {
  return <bdi class="number">{writtenNumber(digits)}</bdi>;
}
