/** The JavaScript of the package: the client by itself, the emulator with all that it needs, and what goes beside it. */
import { isBuiltin } from "node:module";
import { join, relative, resolve } from "node:path";
import { type BuildOptions, build, type Metafile, type Plugin } from "esbuild";
import { bundleClient } from "./client-bundle.ts";

export interface Bundles {
  /** Parts of the client that need Node. */
  readonly node: Metafile;
  /** The emulator, with the command. */
  readonly emulator: Metafile;
  /** Contracts and matchers for tests, which import the emulator as their users do. */
  readonly beside: Metafile;
}

/**
 * Sources that one bundle takes from another, and where they are there. Bundled together, the emulator would be cut
 * into more files for the sake of the others, and start later.
 */
const IN_EMULATOR: Readonly<Record<string, string>> = { "src/emulator/index.ts": "../emulator/index.js" };
const IN_CONTRACTS: Readonly<Record<string, string>> = {
  "contracts/drift/cli.ts": "./contracts/drift.js",
  "contracts/live/cli.ts": "./contracts/verify.js",
};

/** Packages that users install themselves if they want what needs them, and the start of the outputs that may. */
const OPTIONAL_PEERS: Readonly<Record<string, string>> = {
  // Its native half is 46 MB, and runs in a process of its own.
  "@pact-foundation/pact": "contracts/pact-process.js",
  // Tests that use the matchers have it installed, and it has to be the same copy.
  vitest: "vitest/index.js",
};

/** Sources that a file of the client may be made of. */
const CLIENT_SOURCES = /^src\/(?:client|protocol|shared)\//;

/**
 * Nothing in the output depends on where it is written, so that two builds are the same byte for byte.
 * @throws Error when the client holds foreign code, or a bundle would need an installed package
 */
export async function bundle(root: string, outDir: string): Promise<Bundles> {
  const common = {
    absWorkingDir: root,
    outbase: "src",
    outdir: outDir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: ["node20", "es2022"],
    metafile: true,
    logLevel: "warning",
  } as const satisfies BuildOptions;
  const [sources, node, emulator, beside] = await Promise.all([
    bundleClient(root, outDir),
    build({
      ...common,
      entryPoints: [{ in: "src/client/node/index.ts", out: "node/index" }],
      chunkNames: "node/[name]-[hash]",
    }),
    build({
      ...common,
      entryPoints: ["src/emulator/index.ts", "src/cli.ts"],
      plugins: [elsewhere(root, IN_CONTRACTS)],
      chunkNames: "chunks/[name]-[hash]",
    }),
    build({
      ...common,
      // All in folders of the same depth, so that the emulator is at the same place for each.
      entryPoints: [
        { in: "src/vitest/index.ts", out: "vitest/index" },
        { in: "contracts/index.ts", out: "contracts/index" },
        { in: "contracts/drift/cli.ts", out: "contracts/drift" },
        { in: "contracts/live/cli.ts", out: "contracts/verify" },
        { in: "contracts/pact/verification/pact-process.ts", out: "contracts/pact-process" },
      ],
      plugins: [elsewhere(root, IN_EMULATOR)],
      external: Object.keys(OPTIONAL_PEERS),
      chunkNames: "contracts/[name]-[hash]",
    }),
  ]);
  checkClient(sources);
  checkClient(sourcesOf(node.metafile), "src/node");
  checkEmulatorOnce(beside.metafile);
  for (const { metafile } of [node, emulator, beside]) checkSelfContained(metafile, outDir);
  return { node: node.metafile, emulator: emulator.metafile, beside: beside.metafile };
}

/** Imports these sources from where they are in another bundle. */
function elsewhere(root: string, places: Readonly<Record<string, string>>): Plugin {
  return {
    name: "elsewhere",
    setup({ onResolve }) {
      onResolve({ filter: /^\.{1,2}\// }, ({ path, resolveDir, kind }) => {
        const place = places[relative(root, join(resolveDir, path))];
        return place === undefined || kind === "entry-point" ? undefined : { path: place, external: true };
      });
    },
  };
}

/** The sources that left something in the output; what was shaken out is not among them. */
export function sourcesOf({ outputs }: Metafile): ReadonlySet<string> {
  const sources = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) if (bytesInOutput > 0) sources.add(path);
  }
  return sources;
}

/** @param also a folder that it may import besides */
function checkClient(sources: Iterable<string>, also?: string): void {
  const foreign = [...sources].filter(
    (path) => !CLIENT_SOURCES.test(path) && !(also !== undefined && path.startsWith(`${also}/`)),
  );
  if (foreign.length === 0) return;
  throw new Error(
    `Failed to bundle the client: it holds ${foreign.join(", ")}. Please let it import src/client, src/protocol and src/shared only${also === undefined ? "" : `, and ${also}`}.`,
  );
}

/** A part of it beside the whole would be another emulator's. */
function checkEmulatorOnce(beside: Metafile): void {
  const copied = [...sourcesOf(beside)].filter((path) => path.startsWith("src/emulator/"));
  if (copied.length === 0) return;
  throw new Error(
    `Failed to bundle what goes beside the emulator: it holds ${copied.join(", ")}. Please import src/emulator/index.ts only.`,
  );
}

function checkSelfContained({ outputs }: Metafile, outDir: string): void {
  for (const [output, { imports }] of Object.entries(outputs)) {
    const missing = imports.find(({ path, external }) => external === true && !isThere(path, output, outDir));
    if (missing !== undefined) {
      throw new Error(
        `Failed to bundle ${output}: it imports ${missing.path}, which would have to be installed beside the package.`,
      );
    }
  }
}

function isThere(imported: string, output: string, outDir: string): boolean {
  const others = [...Object.values(IN_EMULATOR), ...Object.values(IN_CONTRACTS)];
  if (isBuiltin(imported) || others.includes(imported)) return true;
  const allowed = OPTIONAL_PEERS[imported];
  return allowed !== undefined && resolve(output).startsWith(join(outDir, allowed));
}
