/** The request line's target, read; callers say the same one again and again, so the last ones are remembered. */
import { selfLink } from "./link.ts";
import { type PhpFields, parsePhpFields } from "./php-fields.ts";
import { splitTarget } from "./received.ts";

export interface Target {
  readonly path: string;
  readonly query: PhpFields;
  /** `access_token` where it is a text that is not empty. */
  readonly token: string | undefined;
}

const REMEMBERED = 1000;
/** Characters of a target worth remembering. */
const LONGEST_REMEMBERED = 200;

/** @returns a reader with a memory of its own */
export function targetReader(): (target: string) => Target {
  const remembered = new Map<string, Target>();
  return (target) => {
    const known = remembered.get(target);
    if (known !== undefined) return known;
    const { path, query: queryString } = splitTarget(target);
    const query = parsePhpFields(queryString);
    const token = query["access_token"];
    const read = { path, query, token: typeof token === "string" && token !== "" ? token : undefined };
    if (target.length <= LONGEST_REMEMBERED) {
      if (remembered.size >= REMEMBERED) remembered.clear();
      remembered.set(target, read);
    }
    return read;
  };
}

/** `Link` of a call that lists nothing, made anew only when another address was called than before. */
export function linkWriter(): (origin: string, target: Target) => string {
  let last: Target | undefined;
  let lastOrigin = "";
  let link = "";
  return (origin, target) => {
    if (target !== last || origin !== lastOrigin) {
      last = target;
      lastOrigin = origin;
      link = selfLink(origin, target.path, target.query);
    }
    return link;
  };
}
