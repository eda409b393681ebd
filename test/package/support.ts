/** A project that has installed the package, and ways to look at it. */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { inject } from "vitest";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const PACKAGE = "protexting-toolkit";
export const run = promisify(execFile);

export async function temporaryFolder(): Promise<string> {
  return realpath(await mkdtemp(join(tmpdir(), "protexting-package-")));
}

export interface Manifest {
  readonly version: string;
  readonly exports: Readonly<Record<string, unknown>>;
  readonly peerDependenciesMeta: Readonly<Record<string, unknown>>;
}

export interface Installed {
  /** The folder of a project that has installed the package and nothing else. */
  readonly project: string;
  /** The package.json that was installed. */
  readonly manifest: Manifest;
  /** Paths in the tarball. */
  readonly packed: readonly string[];
  readonly remove: () => Promise<void>;
}

/** Copies the project that was made once for this run: tests add files to theirs. */
export async function installPackage(): Promise<Installed> {
  const answer = await fetch(inject("shared"));
  if (!answer.ok) throw new Error(await answer.text());
  const original = await answer.json();
  const folder = await temporaryFolder();
  const project = join(folder, "project");
  await cp(original.project, project, { recursive: true, verbatimSymlinks: true });
  const manifest = join(project, "node_modules", PACKAGE, "package.json");
  return {
    project,
    manifest: JSON.parse(await readFile(manifest, "utf8")),
    packed: original.packed,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Modules that need an optional peer of the same name installed. */
export const PEER_MODULES: readonly string[] = [`${PACKAGE}/vitest`];

/** The specifiers of all that package.json exports as code, not as data, and that loads by itself. */
export function exportedModules({ exports }: Manifest): readonly string[] {
  const modules = exportedSpecifiers(exports, (path) => !path.endsWith(".json"));
  return modules.filter((name) => !PEER_MODULES.includes(name));
}

/** The specifiers of all that package.json exports as JSON. */
export function exportedData({ exports }: Manifest): readonly string[] {
  return exportedSpecifiers(exports, (path) => path.endsWith(".json"));
}

function exportedSpecifiers(
  exports: Manifest["exports"],
  wanted: (path: string) => boolean,
): readonly string[] {
  return Object.keys(exports)
    .filter(wanted)
    .map((path) => `${PACKAGE}${path.slice(1)}`);
}

/** Paths that `npm pack` would take from the working tree. */
export async function packList(): Promise<readonly string[]> {
  const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--dry-run", "--json"], { cwd: root });
  return pathsOf(JSON.parse(stdout)[0]);
}

/** Paths in a tarball, of what `npm pack --json` prints about it. */
export function pathsOf(tarball: {
  readonly files: readonly { readonly path: string }[];
}): readonly string[] {
  return tarball.files.map(({ path }) => path);
}

export interface Watched {
  readonly stdout: string;
  /** Paths in the package of the modules that Node loaded, in order. */
  readonly loaded: readonly string[];
  /** The sources that those modules were bundled from. */
  readonly sources: readonly string[];
}

/** Runs Node in the project and watches which modules of the package it loads. */
export async function runWatched(project: string, args: readonly string[]): Promise<Watched> {
  const log = join(project, "loaded.log");
  await writeFile(log, "");
  const hooks = `
    import { appendFileSync } from "node:fs";
    export function load(url, context, next) {
      appendFileSync(${JSON.stringify(log)}, url + "\\n");
      return next(url, context);
    }`;
  const registration = `import { register } from "node:module"; register(${JSON.stringify(dataUrl(hooks))});`;
  const watching = ["--import", dataUrl(registration), ...args];
  const { stdout } = await run(process.execPath, watching, { cwd: project });
  const folder = join(project, "node_modules", PACKAGE);
  const start = `${pathToFileURL(folder).href}/`;
  const urls = (await readFile(log, "utf8")).split("\n").filter((url) => url.startsWith(start));
  const loaded = urls.map((url) => url.slice(start.length));
  const code = await Promise.all(loaded.map((path) => readFile(join(folder, path), "utf8")));
  return { stdout, loaded, sources: bundledSources(code.join("\n")) };
}

/** The paths that the bundlers write above each source; what they add of their own comes from no file. */
export function bundledSources(code: string): readonly string[] {
  return Array.from(
    code.matchAll(/^\/\/(?:#region)? ([^\s\\]\S*\.[cm]?[jt]s)$/gm),
    ([, source]) => source ?? "",
  );
}

function dataUrl(code: string): string {
  return `data:text/javascript,${encodeURIComponent(code)}`;
}

/** Runs the repository's TypeScript on files in the project. @returns what it complains about */
export async function typeCheck(
  project: string,
  files: Readonly<Record<string, string>>,
  compilerOptions: Readonly<Record<string, unknown>>,
): Promise<string> {
  const folder = await mkdtemp(join(project, "types-"));
  for (const [name, code] of Object.entries(files)) await writeFile(join(folder, name), code);
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions, files: Object.keys(files) }),
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  try {
    return (await run(process.execPath, [tsc, "-p", folder], { cwd: folder })).stdout;
  } catch (error) {
    if (error instanceof Error && "stdout" in error) return String(error.stdout);
    throw error;
  }
}
