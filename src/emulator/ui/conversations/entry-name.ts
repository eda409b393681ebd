/** How one entry of a conversation is named in an address. */
import type { Happened } from "../../store/conversations/types.ts";

export type EntryName =
  | { readonly kind: "sent"; readonly id: string }
  | { readonly kind: "received" | "refused"; readonly number: number };

export function entryName(happened: Happened): string {
  switch (happened.kind) {
    case "sent":
      return happened.message.id;
    case "received":
      return `r${happened.message.number}`;
    case "refused":
      return `j${happened.call.number}`;
  }
}

/** @returns undefined for what names none */
export function readEntryName(name: string): EntryName | undefined {
  if (/^[0-9a-f]{40}$/.test(name)) return { kind: "sent", id: name };
  const [, letter, digits] = /^([rj])(\d{1,15})$/.exec(name) ?? [];
  if (letter === undefined) return undefined;
  return { kind: letter === "r" ? "received" : "refused", number: Number(digits) };
}
