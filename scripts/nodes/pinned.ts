/**
 * Runtimes that the built package is run on: the oldest Node that `engines` allows, each long-term line after it, and
 * the other runtimes.
 */
import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** Folder whose package.json pins the versions, and whose lock file pins what they hold. */
export const nodesFolder: string = fileURLToPath(new URL(".", import.meta.url));

/** Path of the executable within each package. */
const binaries = { node: "bin/node", bun: "bin/bun", deno: "deno" } as const;

type Runtime = keyof typeof binaries;

export interface PinnedRuntime {
  readonly runtime: Runtime;
  readonly version: string;
  /** Path of the executable, when it is there. */
  readonly binary: string;
  /** Reason why it cannot be run; undefined when it can. */
  readonly missing: string | undefined;
}

/** Oldest first, as package.json lists them. */
export async function pinnedNodes(): Promise<readonly PinnedRuntime[]> {
  return (await pinnedRuntimes()).filter(({ runtime }) => runtime === "node");
}

export async function pinnedRuntimes(folder: string = nodesFolder): Promise<readonly PinnedRuntime[]> {
  const { optionalDependencies } = await readManifest(folder);
  return Promise.all(
    Object.entries(Object(optionalDependencies)).map(async ([alias, pin]) => {
      const version = String(pin).replace(/^.*@/, "");
      const runtime = alias === "bun" || alias === "deno" ? alias : "node";
      const installed = join(folder, "node_modules", alias);
      const binary = join(installed, binaries[runtime]);
      const present = await isInstalled(installed, binary, version);
      return { runtime, version, binary, missing: present ? undefined : missing(runtime, version) };
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

function missing(runtime: Runtime, version: string): string {
  return (
    `Failed to run the package on ${runtime === "node" ? "Node" : runtime} ${version}: it is not in scripts/nodes/node_modules. ` +
    "Please run `npm run nodes` on Linux x64 with the npm registry in reach."
  );
}
