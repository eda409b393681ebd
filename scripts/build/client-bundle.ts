/**
 * The client's JavaScript: a core that every user loads, in one file, and the parts that are loaded when they are first
 * used. One file, since many small ones compress worse and every part would have its own share of the core's.
 */
import { join, relative } from "node:path";
import { build } from "esbuild";
import { rolldown } from "rolldown";

const ENTRY = "src/client/index.ts";
/** Source of the client's class and root of the core; the entry's other functions stay out of it. */
const CORE = "src/client/client.ts";

/** Facts about endpoints and fields that only the emulator and the docs read. */
const FACTS = [
  /^ {2}(?:id: "[^"]*"|page: .*|success: \d+|headers: "\w+"|xmlItem: true|rowOf: \[.*\]),\n/gm,
  /(?<=\bcoded\("\w+"), \w+/g,
] as const;

/**
 * @returns the sources it is made of, as paths from the root
 * @throws Error for anything the bundler warns of, such as an import that it cannot find
 */
export async function bundleClient(root: string, outDir: string): Promise<readonly string[]> {
  const core = await loadedAtOnce(root);
  const bundle = await rolldown({
    cwd: root,
    input: ENTRY,
    platform: "neutral",
    plugins: [
      {
        name: "facts",
        transform: {
          filter: { id: /\/src\/protocol\/api\/[\w-]+\.ts$/ },
          handler: (code) => FACTS.reduce((left, fact) => left.replace(fact, ""), code),
        },
      },
    ],
    onLog: (_level, { message }) => {
      throw new Error(`Failed to bundle the client: ${message}`);
    },
  });
  try {
    const { output } = await bundle.write({
      dir: join(outDir, "client"),
      format: "esm",
      chunkFileNames: "[name]-[hash].js",
      codeSplitting: { groups: [{ name: "core", test: (id) => core.has(relative(root, id)) }] },
    });
    const modules = output.flatMap((chunk) => (chunk.type === "chunk" ? chunk.moduleIds : []));
    // Modules that the bundler itself adds have no path.
    return modules.filter((id) => !id.startsWith("\0")).map((id) => relative(root, id));
  } finally {
    await bundle.close();
  }
}

/** Sources of the core: its root and all that it imports statically. */
async function loadedAtOnce(root: string): Promise<ReadonlySet<string>> {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [CORE],
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "neutral",
    outdir: "none",
    write: false,
    metafile: true,
  });
  const seen = new Set([CORE]);
  for (const path of seen) {
    for (const { path: imported, kind } of metafile.inputs[path]?.imports ?? []) {
      if (kind === "import-statement") seen.add(imported);
    }
  }
  return seen;
}
