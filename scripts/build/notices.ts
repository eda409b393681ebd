/** Licences of the code of others that the package carries with it. */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Metafile } from "esbuild";
import { sourcesOf } from "./bundles.ts";

/** Licences that ask for no more than their text, SPDX identifiers. */
const ALLOWED: ReadonlySet<string> = new Set([
  "MIT",
  "ISC",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "0BSD",
  // The name that htmx.org has for 0BSD.
  "BSD-0-Clause",
  "Apache-2.0",
]);
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:$|[.-])/i;
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;
const RULE = "=".repeat(80);

/**
 * The notice of every package that left something in a bundle, by name.
 * @param whole folders of packages whose files are taken over as they are
 * @throws Error for a package without a licence text, or with a licence that is not allowed
 */
export async function notices(
  root: string,
  bundles: readonly Metafile[],
  whole: readonly string[] = [],
): Promise<string> {
  const folders = new Set<string>(whole);
  for (const source of bundles.flatMap((bundle) => [...sourcesOf(bundle)])) {
    const folder = PACKAGE.exec(source)?.[1];
    if (folder !== undefined) folders.add(folder);
  }
  const entries = await Promise.all([...folders].sort().map((folder) => notice(join(root, folder))));
  const intro = "protexting-toolkit carries code of the packages below, each under its own licence.";
  return `${[intro, ...entries].join(`\n\n${RULE}\n`)}\n`;
}

async function notice(folder: string): Promise<string> {
  const { name, version, license } = await readManifest(folder);
  if (!ALLOWED.has(license)) {
    throw new Error(
      `Failed to write the notices: ${name} ${version} is under "${license}", which is not one of ${[...ALLOWED].join(", ")}.`,
    );
  }
  const files = (await readdir(folder)).filter((file) => LICENCE_FILE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const present = texts.map((text) => text.replaceAll("\r\n", "\n").trim()).filter((text) => text !== "");
  if (present.length === 0) {
    throw new Error(`Failed to write the notices: ${name} ${version} comes without the text of its licence.`);
  }
  return [`${name} ${version} (${license})`, ...present].join("\n\n");
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

async function readManifest(folder: string): Promise<Manifest> {
  const manifest: unknown = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const { name, version, license } = Object(manifest);
  return { name: String(name), version: String(version), license: String(license) };
}
