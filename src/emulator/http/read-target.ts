/** The request line's target, read; callers say the same one again and again, so the last ones are remembered. */
import type { FrameworkBehaviour } from "../../protocol/framework.ts";
import { ownLink } from "../framework/link.ts";
import { type PhpFields, parsePhpFields } from "../framework/php-fields.ts";
import { splitTarget } from "./vendor-request.ts";

export interface Target {
  /** Its percent-encoded letters and digits decoded, once. */
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
    const { path: writtenPath, query: queryString } = splitTarget(target);
    const path = decodePath(writtenPath);
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

const ENCODED = /%([2-7][\dA-Fa-f])/g;

/**
 * The characters that paths of the API are made of. All others lead nowhere, and a web server refuses `%2F` and `%00`
 * before the framework sees them.
 */
function decodePath(path: string): string {
  if (!path.includes("%")) return path;
  return path.replace(ENCODED, (written, hexadecimal: string) => {
    const character = String.fromCharCode(Number.parseInt(hexadecimal, 16));
    return /[\w.~-]/.test(character) ? character : written;
  });
}

/** `Link` of a call that lists nothing, made anew only when another address was called than before. */
export function linkWriter({
  linksBothEnds,
}: FrameworkBehaviour): (origin: string, target: Target) => string {
  let last: Target | undefined;
  let lastOrigin = "";
  let link = "";
  return (origin, target) => {
    if (target !== last || origin !== lastOrigin) {
      last = target;
      lastOrigin = origin;
      link = ownLink(origin, target.path, target.query, linksBothEnds);
    }
    return link;
  };
}
