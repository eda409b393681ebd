/** The files that the page's browser loads, side by side where the built page looks for them. */
import { copyFile, cp } from "node:fs/promises";
import { join } from "node:path";
import { foreignAssets } from "../../src/emulator/ui/assets/assets.ts";

const OWN = "src/emulator/ui/static";

/** Folders of the packages that some of them come from, whose licences go with them. */
export const assetPackages: readonly string[] = ["node_modules/htmx.org"];

export async function pageAssets(root: string, outDir: string): Promise<void> {
  await cp(join(root, OWN), outDir, { recursive: true });
  for (const [name, from] of foreignAssets)
    await copyFile(join(root, "node_modules", from), join(outDir, name));
}
