/** The types of the package: the declarations that its entries lead to, and no others. */
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";

const ENTRIES = ["client/index.d.ts", "client/node/index.d.ts", "emulator/index.d.ts"];

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
      for (const specifier of specifiersOf(text)) {
        if (!specifier.startsWith(".")) throw foreignType(relative(emitted, file), specifier);
        const imported = join(dirname(file), specifier.replace(/\.ts$/, ".d.ts"));
        if (seen.has(imported)) continue;
        seen.add(imported);
        pending.push(imported);
      }
      const target = join(outDir, relative(emitted, file));
      await mkdir(dirname(target), { recursive: true });
      await writeFile(
        target,
        text.replace(SPECIFIER, (whole) => whole.replace(/\.ts"$/, '.js"')),
      );
    }
  } finally {
    await rm(emitted, { recursive: true, force: true });
  }
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
