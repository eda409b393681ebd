/** Size in a browser of code that uses the package. */
import { gzipSync } from "node:zlib";
import { build, type Metafile, transform } from "esbuild";

export interface Footprint {
  /** Bytes after minifying and `gzip -9` of what is loaded at the start, one number for each file. */
  readonly start: Readonly<Record<string, number>>;
  /** Bytes of what is loaded only once it is needed, likewise. */
  readonly later: Readonly<Record<string, number>>;
  /** The files that left something in either, as paths from the project. */
  readonly inputs: readonly string[];
}

/**
 * Bundles code of a project as its owner would for a browser.
 * @throws Error when something would be missing there: a module of Node, or a package
 */
export async function footprint(project: string, code: string): Promise<Footprint> {
  const { outputFiles, metafile, warnings } = await build({
    absWorkingDir: project,
    stdin: { contents: code, resolveDir: project, sourcefile: "app.js" },
    bundle: true,
    minify: true,
    splitting: true,
    platform: "browser",
    format: "esm",
    outdir: "out",
    write: false,
    metafile: true,
    logLevel: "silent",
  });
  // The bundler only warns of an import() that may fail, and leaves it for the browser to fail on.
  const missing = Object.values(metafile.outputs).flatMap(({ imports }) =>
    imports.flatMap(({ path, external }) => (external === true ? [path] : [])),
  );
  const trouble = [...warnings.map(({ text }) => text), ...missing.map((path) => `it imports ${path}`)];
  if (trouble.length > 0) throw new Error(`Failed to bundle for a browser: ${trouble.join("; ")}.`);

  const atStart = loadedAtStart(metafile);
  const start: Record<string, number> = {};
  const later: Record<string, number> = {};
  for (const { path, contents } of outputFiles) {
    const output = path.slice(project.length + 1);
    (atStart.has(output) ? start : later)[output] = gzipSync(contents, { level: 9 }).length;
  }
  const inputs = Object.values(metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
  return { start, later, inputs: [...new Set(inputs)].sort() };
}

/** Minified bytes of each source in a file of the package, the largest first. */
export async function shares(code: string): Promise<readonly (readonly [source: string, bytes: number])[]> {
  // The bundler writes its path above each source, and what all of them export below the last.
  const [, ...pieces] = code.replace(/^export \{[^]*/m, "").split(/^\/\/ (src\/\S+)$/m);
  const minified = pieces.map(async (piece, index) => {
    if (index % 2 === 1) return [];
    const { code: small } = await transform(pieces[index + 1] ?? "", { minify: true });
    return [[piece, small.length] as const];
  });
  return (await Promise.all(minified)).flat().sort(([, one], [, other]) => other - one);
}

/** Bytes of all files together. */
export function total(files: Readonly<Record<string, number>>): number {
  return Object.values(files).reduce((sum, bytes) => sum + bytes, 0);
}

/** The entry, and what it imports without waiting. */
function loadedAtStart({ outputs }: Metafile): ReadonlySet<string> {
  const entries = Object.keys(outputs).filter((path) => outputs[path]?.entryPoint === "app.js");
  const seen = new Set(entries);
  for (const path of seen) {
    for (const { path: imported, kind } of outputs[path]?.imports ?? []) {
      if (kind === "import-statement") seen.add(imported);
    }
  }
  return seen;
}
