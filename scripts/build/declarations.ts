/** The types of the package: the declarations that its entries lead to, and no others. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";

/** Entries as the compiler places them, from the root of the repository. */
const ENTRIES = [
  "src/client/index.d.ts",
  "src/client/node/index.d.ts",
  "src/emulator/index.d.ts",
  "src/vitest/index.d.ts",
  "contracts/index.d.ts",
];

/** Packages whose types may be named, and the folder that may: its importers have them installed. */
const PEERS: Readonly<Record<string, string>> = { vitest: "src/vitest/" };

/** The specifier of `from "x"`, `import("x")` and `import "x"`; the compiler writes double quotes. */
const SPECIFIER = /(\bfrom |\bimport\(|^import )"([^"]+)"/gm;
const COMMENT = /\/\*[^]*?\*\//g;

/**
 * Writes the declarations of the entries to `outDir`, and of what they import.
 * @throws Error when the compiler refuses, or a declaration needs a package that users do not have
 */
export async function declarations(root: string, outDir: string): Promise<void> {
  const emitted = await mkdtemp(join(tmpdir(), "protexting-types-"));
  try {
    await compile(root, emitted);
    const pending = ENTRIES.map((entry) => join(emitted, entry));
    const seen = new Set(pending);
    for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
      const text = await readFile(file, "utf8");
      const path = relative(emitted, file);
      for (const specifier of specifiersOf(text)) {
        if (isPeers(specifier, path)) continue;
        if (!specifier.startsWith(".")) throw foreignType(path, specifier);
        const imported = join(dirname(file), specifier.replace(/\.ts$/, ".d.ts"));
        if (seen.has(imported)) continue;
        seen.add(imported);
        pending.push(imported);
      }
      const target = join(outDir, placeOf(path));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(
        target,
        text.replace(
          SPECIFIER,
          (_whole, before: string, specifier: string) =>
            `${before}"${relocated(specifier, path).replace(/\.ts$/, ".js")}"`,
        ),
      );
    }
  } finally {
    await rm(emitted, { recursive: true, force: true });
  }
}

function isPeers(specifier: string, path: string): boolean {
  const folder = PEERS[specifier];
  return folder !== undefined && path.startsWith(folder);
}

/** The package has no folder `src`. */
function placeOf(path: string): string {
  return path.replace(/^src\//, "");
}

/** A relative specifier of a file, as it reads once both have their places. */
function relocated(specifier: string, path: string): string {
  if (!specifier.startsWith(".")) return specifier;
  const imported = placeOf(join(dirname(path), specifier));
  const written = relative(dirname(placeOf(path)), imported);
  return written.startsWith(".") ? written : `./${written}`;
}

async function compile(root: string, outDir: string): Promise<void> {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const args = [tsc, "-p", join(root, "tsconfig.build.json"), "--outDir", outDir];
  try {
    await promisify(execFile)(process.execPath, args, { cwd: root });
  } catch (error) {
    const said = error instanceof Error && "stdout" in error ? String(error.stdout).trim() : "";
    throw new Error(`Failed to write the declarations:\n${said}`, { cause: error });
  }
}

function specifiersOf(declaration: string): readonly string[] {
  const matches = declaration.replace(COMMENT, "").matchAll(SPECIFIER);
  return Array.from(matches, ([, , specifier = ""]) => specifier);
}

function foreignType(file: string, specifier: string): Error {
  return new Error(
    `Failed to write the declarations: ${file} names types of "${specifier}", which users do not have installed. ` +
      "Please keep it out of the public types, in a file of its own or behind @internal.",
  );
}
