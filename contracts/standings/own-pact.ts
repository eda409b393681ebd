/** The record is of the toolkit's own pact alone: another's tags say what they like of the ledger's rules. */
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";
import * as z from "zod";
import { PACT_FILE, readPact } from "../pact/pact-file.ts";
import { type Expectation, expectationsOf } from "../pact/verification/expectation.ts";

export type OwnExpectation = Pick<Expectation, "description" | "restsOn">;

export async function ownExpectations(): Promise<readonly OwnExpectation[]> {
  return expectationsOf(await readPact(PACT_FILE));
}

const pactSchema = z.looseObject({
  consumer: z.unknown(),
  provider: z.unknown(),
  interactions: z.array(z.looseObject({ description: z.string() })),
});

/**
 * True when it is the toolkit's pact or some interactions of it, each to the letter.
 *
 * @param file of a pact
 */
export async function isOwnPact(file: string): Promise<boolean> {
  const [pact, own] = await Promise.all([read(file), read(PACT_FILE)]);
  const byDescription = new Map(
    own.interactions.map((interaction) => [interaction.description, interaction]),
  );
  return (
    isDeepStrictEqual([pact.consumer, pact.provider], [own.consumer, own.provider]) &&
    pact.interactions.every((one) => isDeepStrictEqual(one, byDescription.get(one.description)))
  );
}

/** @throws Error that names the file */
async function read(file: string): Promise<z.infer<typeof pactSchema>> {
  try {
    return pactSchema.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    throw new Error(`Failed to read the pact ${file}: it is no pact. Please give a file that Pact wrote.`, {
      cause,
    });
  }
}
