/** Tells an answer of the API from one of a firewall, a portal or a maintenance page on the way to it. */
import type { ForwardedAnswer } from "./forward.ts";

/**
 * An answer that is not of the API says nothing of the API's rules, whatever it says.
 *
 * @returns why it is taken for another's; `undefined` when it can be the API's
 */
export function foreignBecause({ status, headers, body }: ForwardedAnswer): string | undefined {
  const type = headers.find(([name]) => name.toLowerCase() === "content-type")?.[1] ?? "";
  const format = /^(?:application|text)\/(json|xml)\b/i.exec(type)?.[1]?.toLowerCase();
  if (format === undefined)
    return `it is ${type === "" ? "of no type" : type}, and the API's are JSON or XML`;
  if (status < 400) return undefined;
  const text = body.toString();
  return (format === "json" ? isRefusalInJson(text) : isRefusalInXml(text))
    ? undefined
    : `it refuses (${status}) in another shape than the API does`;
}

/** Names in a refusal, and in each entry of a list of invalid fields. The API may add more. */
const NAMES = [
  ["name", "message", "code", "status"],
  ["field", "message"],
] as const;

function isRefusalInJson(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    const objects: readonly unknown[] = Array.isArray(value) ? value : [value];
    return (
      objects.length > 0 &&
      NAMES.some((names) => objects.every((one) => names.every((name) => name in Object(one))))
    );
  } catch {
    return false;
  }
}

/** By its elements alone, since the vendor's pages print XML that no reader takes. */
function isRefusalInXml(text: string): boolean {
  return NAMES.some((names) => names.every((name) => new RegExp(`<${name}[\\s/>]`).test(text)));
}
