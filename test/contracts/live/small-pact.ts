/** Some interactions of the committed pact, for runs that must not take long. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PACT_FILE } from "../../../contracts/assets.ts";
import { parsePact } from "../../../contracts/pact/pact-file.ts";

/** @throws Error for one that the pact does not have */
export async function smallPact(descriptions: readonly string[]): Promise<object> {
  const pact = parsePact(await readFile(PACT_FILE, "utf8"));
  const interactions = descriptions.map((wanted) => {
    const found = pact.interactions.find(({ description }) => description === wanted);
    if (found === undefined) throw new Error(`There is no interaction "${wanted}".`);
    return found;
  });
  return { ...pact, interactions };
}

/** @returns the path of a file in the folder that holds the value as JSON */
export async function writeJson(folder: string, name: string, value: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(value));
  return path;
}
