/** A pact in several files, since what Pact's verifier takes for a file grows with the square of its length. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

/** Interactions of a file. Our whole pact takes half the time so; smaller files gain nothing more. */
const LONGEST = 30;

const pactSchema = z.looseObject({ interactions: z.array(z.unknown()).default([]) });

/**
 * @param text of a pact
 * @param folder for the files; the caller removes it
 * @returns their paths, in the order of the interactions; all that is in none of the interactions is in each of them
 */
export async function writeParts(text: string, folder: string): Promise<readonly string[]> {
  const { interactions, ...rest } = pactSchema.parse(JSON.parse(text));
  const files: string[] = [];
  for (let first = 0; first < interactions.length; first += LONGEST) {
    const file = join(folder, `pact-${files.length + 1}.json`);
    const part = { ...rest, interactions: interactions.slice(first, first + LONGEST) };
    await writeFile(file, JSON.stringify(part), { mode: 0o600, flag: "wx" });
    files.push(file);
  }
  return files;
}
