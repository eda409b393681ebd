/** The Nodes that the built package is run on: the oldest that `engines` allows, and each long-term line after it. */
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Its package.json pins the versions, its lock file what they hold. */
export const nodesFolder: string = fileURLToPath(new URL(".", import.meta.url));

export interface PinnedNode {
  readonly version: string;
  /** Where the executable is, when it is there. */
  readonly binary: string;
  /** Why it cannot be run; undefined when it can. */
  readonly missing: string | undefined;
}

/** Oldest first, as package.json lists them. */
export async function pinnedNodes(folder: string = nodesFolder): Promise<readonly PinnedNode[]> {
  const { optionalDependencies } = await readManifest(folder);
  return Promise.all(
    Object.entries(Object(optionalDependencies)).map(async ([alias, pin]) => {
      const version = String(pin).replace(/^.*@/, "");
      const installed = join(folder, "node_modules", alias);
      const binary = join(installed, "bin/node");
      const present = await isInstalled(installed, binary, version);
      return { version, binary, missing: present ? undefined : missing(version) };
    }),
  );
}

async function isInstalled(folder: string, binary: string, version: string): Promise<boolean> {
  try {
    await access(binary);
    const installed = (await readManifest(folder))["version"];
    // Some of these packages write "v20.19.0".
    return installed === version || installed === `v${version}`;
  } catch {
    return false;
  }
}

async function readManifest(folder: string): Promise<Readonly<Record<string, unknown>>> {
  return Object(JSON.parse(await readFile(join(folder, "package.json"), "utf8")));
}

function missing(version: string): string {
  return (
    `Failed to run the package on Node ${version}: it is not in scripts/nodes/node_modules. ` +
    "Please run `npm run nodes` on Linux x64 with the npm registry in reach."
  );
}
