/** A canary for a token, the ways in which one may be written, and everything of a value that a reader could see. */
import { inspect } from "node:util";
import { expect } from "vitest";

/** All visible ASCII that a URL, JSON, XML or a regular expression writes in a way of its own. */
export const tokens = ["test_canary", "test_C4n4ry+/=~%&\"'<>\\^$.*?()[]{}|!-#@`,;:"];

export const escapeXml = (text: string) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** The ways in which a token may be written. */
export function writings(token: string): readonly string[] {
  const encoded = encodeURIComponent(token);
  const form = new URLSearchParams({ t: token }).toString().slice(2);
  return [
    token,
    encoded,
    encodeURIComponent(encoded),
    encoded.toLowerCase(),
    form,
    JSON.stringify(token).slice(1, -1),
    escapeXml(token),
    Array.from(token, (c) => `%${c.charCodeAt(0).toString(16)}`).join(""),
    Array.from(token, (c) => `\\u00${c.charCodeAt(0).toString(16)}`).join(""),
    token.replaceAll("/", "\\/"),
  ];
}

/** Every text that can be reached from a value: properties of any kind, prototypes' own apart. */
function reachable(value: unknown, seen = new Set<unknown>()): string[] {
  if (typeof value === "string") return [value];
  if ((typeof value !== "object" && typeof value !== "function") || value === null || seen.has(value))
    return [];
  seen.add(value);
  return Reflect.ownKeys(value).flatMap((key) => [
    String(key),
    ...reachable(Object.getOwnPropertyDescriptor(value, key)?.value, seen),
  ]);
}

export function shown(value: unknown): string {
  return [
    String(value),
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true }),
    inspect(value, { depth: Number.POSITIVE_INFINITY, customInspect: false, showHidden: true }),
    JSON.stringify(value),
    ...reachable(value),
  ].join("\n");
}

export function expectNoLeak(text: string, token: string): void {
  const searched = text.toLowerCase();
  // The start of a token is a secret, too, since it would narrow a search.
  const starts = new Set(writings(token).map((writing) => writing.slice(0, 9).toLowerCase()));
  expect([...starts].filter((start) => searched.includes(start))).toEqual([]);
}
