/**
 * Which format the answer has: `_format` first, else Accept.
 *
 * Source: recorded, `fixtures/wire/FRAMEWORK.md` section 4. Type names are exact and case-sensitive; a wildcard
 * never beats an exact type in the list, whatever its q; q=0 does not exclude.
 */

import type { Format } from "../../protocol/format.ts";
import type { FrameworkBehaviour } from "../../protocol/framework.ts";
import { refusal } from "../domain/refusal.ts";
import type { PhpFields, PhpValue } from "./php-fields.ts";

/** In the framework's order: the first one is the default. */
const formats: ReadonlyMap<string, Format> = new Map([
  ["application/json", "json"],
  ["application/xml", "xml"],
]);

const DEFAULT_FORMAT: Format = "json";
const WOULD_SUCCEED = "Accept: application/json or application/xml, or _format=json or _format=xml.";

/** @throws Refusal 415 or 406 by the release; for a `_format` in brackets 500 or 400 */
export function negotiate(
  accept: string | undefined,
  query: PhpFields,
  behaviour: FrameworkBehaviour,
): Format {
  const named = query["_format"];
  if (named !== undefined) return namedFormat(named, behaviour);
  if (accept === undefined || accept === "") return DEFAULT_FORMAT;
  const exact = formats.get(accept);
  if (exact !== undefined) return exact;
  const types = acceptedTypes(accept);
  for (const type of types) {
    const format = formats.get(type);
    if (format !== undefined) return format;
  }
  if (types.includes("*/*") || types.length === 0) return DEFAULT_FORMAT;
  throw refusal(behaviour.notNegotiable, "None of your requested content types is supported.", {
    rule: "negotiate.accept",
    inputs: { accept },
    wouldSucceed: WOULD_SUCCEED,
  });
}

function namedFormat(named: PhpValue, behaviour: FrameworkBehaviour): Format {
  if (named === "json" || named === "xml") return named;
  const isText = typeof named === "string";
  const { status, message } = isText
    ? { status: behaviour.notNegotiable, message: `The requested response format is not supported: ${named}` }
    : behaviour.formatInBrackets;
  throw refusal(status, message, {
    rule: "negotiate.unknown-format",
    inputs: { _format: isText ? named : "array" },
    wouldSucceed: WOULD_SUCCEED,
  });
}

/** Type names of an Accept header in the framework's order of preference. */
function acceptedTypes(accept: string): readonly string[] {
  const entries: {
    readonly type: string;
    readonly q: number;
    readonly wildcards: number;
    readonly at: number;
  }[] = [];
  for (const part of accept.split(",")) {
    const [name = "", ...parameters] = part.split(";").map((piece) => piece.trim());
    if (name === "") continue;
    const wildcards = name === "*/*" ? 2 : name.endsWith("*") ? 1 : 0;
    entries.push({ type: name, q: qualityOf(parameters), wildcards, at: entries.length });
  }
  entries.sort((a, b) => b.q - a.q || a.wildcards - b.wildcards || a.at - b.at);
  return entries.map((entry) => entry.type);
}

function qualityOf(parameters: readonly string[]): number {
  const written = parameters.find((parameter) => parameter.startsWith("q="));
  if (written === undefined) return 1;
  const q = Number.parseFloat(written.slice("q=".length));
  return Number.isNaN(q) ? 0 : q;
}
