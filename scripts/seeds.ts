/** Writes the rich seed: `npm run seeds`. A test fails when it is not up to date. */
import { writeFile } from "node:fs/promises";
import { RICH_SEED_FILE, richSeed } from "./seeds/rich.ts";

await writeFile(RICH_SEED_FILE, richSeed());
