/** One build of the package, whole or not at all. */
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { bundle } from "./bundles.ts";
import { declarations } from "./declarations.ts";
import { notices } from "./notices.ts";

/**
 * Builds what `files` of package.json publishes.
 * @param root the folder of package.json
 * @param outDir replaced once everything has been built
 */
export async function buildPackage(root: string, outDir: string): Promise<void> {
  const unfinished = `${outDir}.${process.pid}`;
  await mkdir(dirname(outDir), { recursive: true });
  try {
    const { emulator } = await bundle(root, unfinished);
    await declarations(root, join(unfinished, "types"));
    await writeFile(join(unfinished, "THIRD-PARTY-NOTICES.txt"), await notices(root, emulator));
    await rm(outDir, { recursive: true, force: true });
    await rename(unfinished, outDir);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
