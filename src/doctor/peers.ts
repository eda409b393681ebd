/** Packages that parts of the toolkit work with, and that projects install themselves if they want those parts. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { isRecord } from "../shared/is-record.ts";
import type { Finding } from "./finding.ts";
import { isAtLeast } from "./node-version.ts";

interface Peer {
  readonly name: string;
  readonly neededBy: string;
  readonly oldest: string;
  /** The first that is too new; undefined where every newer one will do. */
  readonly before?: string;
}

/** A test holds them against package.json. */
export const peers: readonly Peer[] = [
  { name: "vitest", neededBy: "protexting-toolkit/vitest", oldest: "3.2" },
  { name: "@pact-foundation/pact", neededBy: "protexting-toolkit/contracts", oldest: "16.5.0", before: "17" },
];

/** @param folder whose packages are looked for, as an import from there would */
export function checkPeers(folder: string): Promise<readonly Finding[]> {
  return Promise.all(peers.map((peer) => checkPeer(peer, folder)));
}

async function checkPeer({ name, neededBy, oldest, before }: Peer, folder: string): Promise<Finding> {
  const check = "Optional package";
  const wanted = before === undefined ? `${name}@">=${oldest}"` : `${name}@^${oldest}`;
  const version = await installedVersion(name, folder);
  if (version === undefined) {
    return {
      check,
      outcome: "ok",
      says: `${name} is not installed in this folder; only ${neededBy} needs it (npm install -D ${wanted})`,
    };
  }
  if (isAtLeast(version, oldest) && (before === undefined || !isAtLeast(version, before))) {
    return { check, outcome: "ok", says: `${name} ${version}` };
  }
  return {
    check,
    outcome: "note",
    says: `${name} ${version} is installed, which ${neededBy} was not made for`,
    please: `run: npm install -D ${wanted}`,
  };
}

/** Version by its file, since a package need not let its package.json be imported. */
async function installedVersion(name: string, folder: string): Promise<string | undefined> {
  for (const place of createRequire(join(folder, "noop.js")).resolve.paths(name) ?? []) {
    const text = await readFile(join(place, name, "package.json"), "utf8").catch(() => undefined);
    if (text === undefined) continue;
    const manifest: unknown = JSON.parse(text);
    if (isRecord(manifest)) return String(manifest["version"]);
  }
  return undefined;
}
