/**
 * The files that the page loads: its style, its few lines of script, and htmx. Run from source, htmx comes out of its
 * package; in the built package all of them lie side by side.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PAGE } from "../paths.ts";

export interface Asset {
  readonly type: string;
  readonly bytes: Buffer;
  /** With a mark of its content, so that it may be kept for ever. */
  readonly path: string;
}

const JAVASCRIPT = "text/javascript; charset=UTF-8";

/** Name in addresses and in the built package, type, and where it lies in htmx's package. */
const files = {
  "style.css": { type: "text/css; charset=UTF-8", from: null },
  "page.js": { type: JAVASCRIPT, from: null },
  "htmx.min.js": { type: JAVASCRIPT, from: "htmx.org/dist/htmx.min.js" },
  "hx-sse.min.js": { type: JAVASCRIPT, from: "htmx.org/dist/ext/hx-sse.min.js" },
} as const;

/** Those of other packages: name, and path in their package. */
export const foreignAssets: readonly (readonly [AssetName, string])[] = [
  ["htmx.min.js", files["htmx.min.js"].from],
  ["hx-sse.min.js", files["hx-sse.min.js"].from],
];

export type AssetName = keyof typeof files;

const loaded = new Map<string, Asset>();

/** Read when first asked for. */
export function asset(name: AssetName): Asset {
  const known = loaded.get(name);
  if (known !== undefined) return known;
  const { type, from } = files[name];
  const bytes = read(name, from);
  const mark = createHash("sha256").update(bytes).digest("hex").slice(0, 12);
  const made = { type, bytes, path: `${PAGE}/assets/${name}?v=${mark}` };
  loaded.set(name, made);
  return made;
}

export function isAssetName(name: string): name is AssetName {
  return Object.hasOwn(files, name);
}

function read(name: string, from: string | null): Buffer {
  try {
    return readFileSync(new URL(`../static/${name}`, import.meta.url));
  } catch (error) {
    if (from === null) throw error;
    return readFileSync(createRequire(import.meta.url).resolve(from));
  }
}
