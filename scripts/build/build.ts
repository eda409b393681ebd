/** One build of the package, whole or not at all. */
import { copyFile, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { PACT_FILE } from "../../contracts/assets.ts";
import { bundle } from "./bundles.ts";
import { declarations } from "./declarations.ts";
import { notices } from "./notices.ts";
import { assetPackages, pageAssets } from "./page-assets.ts";

/**
 * Builds what `files` of package.json publishes.
 * @param root the folder of package.json
 * @param outDir replaced once everything has been built
 */
export async function buildPackage(root: string, outDir: string): Promise<void> {
  const unfinished = `${outDir}.${process.pid}`;
  await mkdir(dirname(outDir), { recursive: true });
  try {
    const { emulator, beside } = await bundle(root, unfinished);
    await copyFile(PACT_FILE, join(unfinished, "contracts", basename(PACT_FILE)));
    await pageAssets(root, join(unfinished, "static"));
    await declarations(root, join(unfinished, "types"));
    await writeFile(
      join(unfinished, "THIRD-PARTY-NOTICES.txt"),
      await notices(root, [emulator, beside], assetPackages),
    );
    await rm(outDir, { recursive: true, force: true });
    await rename(unfinished, outDir);
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}
