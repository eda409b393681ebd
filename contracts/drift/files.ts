/** Files of shapes and variances: in the repository's clone, and none where the package is installed. */
import { fileURLToPath } from "node:url";
import { isLoopback } from "../../src/protocol/loopback.ts";
import { FROM_SOURCE } from "../assets.ts";
import { LIVE_URL } from "../live/options.ts";

const SHAPES_FILE = inClone("shapes.json");
export const VARIANCES_FILE = inClone("variances.json");

interface Wanted {
  readonly b: string;
  /** True when an address is pinned for some host, instead of a name server's. */
  readonly isPinned: boolean;
  readonly record: boolean;
}

/**
 * The clone's shapes are the vendor's: no other machine is compared with them or written there, nor one that may only
 * stand for the vendor. On this machine they are read for what is said of live.
 */
export function shapesFileFor({ b, isPinned, record }: Wanted): string | undefined {
  if (isPinned || !URL.canParse(b)) return undefined;
  const { origin, hostname } = new URL(b);
  return origin === LIVE_URL || (!record && isLoopback(hostname)) ? SHAPES_FILE : undefined;
}

function inClone(name: string): string | undefined {
  return FROM_SOURCE ? fileURLToPath(new URL(`../../fixtures/live/${name}`, import.meta.url)) : undefined;
}
