/** The JavaScript of the package: the client by itself, and the emulator with all that it needs. */
import { isBuiltin } from "node:module";
import { type BuildOptions, build, type Metafile } from "esbuild";
import { bundleClient } from "./client-bundle.ts";

export interface Bundles {
  /** What the client can do only where there is Node. */
  readonly node: Metafile;
  readonly emulator: Metafile;
}

/** What a file of the client may be made of. */
const CLIENT_SOURCES = /^src\/(?:client|protocol)\//;

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
  const [sources, node, emulator] = await Promise.all([
    bundleClient(root, outDir),
    build({
      ...common,
      entryPoints: [{ in: "src/client/node/index.ts", out: "node/index" }],
      chunkNames: "node/[name]-[hash]",
    }),
    build({
      ...common,
      entryPoints: ["src/emulator/index.ts", "src/cli.ts"],
      chunkNames: "chunks/[name]-[hash]",
    }),
  ]);
  checkClient(sources);
  checkClient(sourcesOf(node.metafile));
  checkSelfContained(node.metafile);
  checkSelfContained(emulator.metafile);
  return { node: node.metafile, emulator: emulator.metafile };
}

/** The sources that left something in the output; what was shaken out is not among them. */
export function sourcesOf({ outputs }: Metafile): ReadonlySet<string> {
  const sources = new Set<string>();
  for (const { inputs } of Object.values(outputs)) {
    for (const [path, { bytesInOutput }] of Object.entries(inputs)) if (bytesInOutput > 0) sources.add(path);
  }
  return sources;
}

function checkClient(sources: Iterable<string>): void {
  const foreign = [...sources].filter((path) => !CLIENT_SOURCES.test(path));
  if (foreign.length === 0) return;
  throw new Error(
    `Failed to bundle the client: it holds ${foreign.join(", ")}. Please let it import src/client and src/protocol only.`,
  );
}

function checkSelfContained({ outputs }: Metafile): void {
  for (const [output, { imports }] of Object.entries(outputs)) {
    const missing = imports.find(({ path, external }) => external === true && !isBuiltin(path));
    if (missing !== undefined) {
      throw new Error(
        `Failed to bundle ${output}: it imports ${missing.path}, which would have to be installed beside the package.`,
      );
    }
  }
}
