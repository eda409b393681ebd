/** The record as a file. Only the verification of live writes it. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { codeOf, messageOf } from "../../src/shared/error-text.ts";
import type { Verification } from "../pact/verification/verdict.ts";
import { type OwnExpectation, ownExpectations } from "./own-pact.ts";
import {
  isSamePlace,
  type LiveRecord,
  mergeRecords,
  type Place,
  parseRecord,
  placeText,
  recordOf,
} from "./record.ts";

/**
 * @returns `undefined` when nothing was recorded yet
 * @throws Error that names the file when it cannot be read, or is no record
 */
export async function readRecord(file: string): Promise<LiveRecord | undefined> {
  const text = await readFile(file, "utf8").catch((cause: unknown) => {
    if (codeOf(cause) === "ENOENT") return undefined;
    const reason = messageOf(cause);
    throw new Error(`Failed to read the record: ${reason} (${file}). Please name a file.`, { cause });
  });
  return text === undefined ? undefined : parseRecord(text, file);
}

/**
 * Finds out before a run what would keep it from being recorded.
 *
 * @throws Error when the file cannot be read, is no record, or is one of another target
 */
export async function checkRecord(file: string, place: Place): Promise<void> {
  const older = await readRecord(file);
  if (older === undefined || isSamePlace(older, place)) return;
  throw new Error(
    `Failed to use the record: it is of ${placeText(older)}, and this run is of ${placeText(place)} (${file}). Please keep one for each.`,
  );
}

export interface Recording {
  /** Address that was connected to instead of what a name server says. */
  readonly pinned?: string | undefined;
  /** Default the toolkit's own pact. */
  readonly own?: readonly OwnExpectation[];
}

/**
 * Adds what a verification saw to the record, which is made when it is not there.
 *
 * @throws Error when the run had a problem as a whole or was of another pact than the toolkit's own, when the record is
 * of another target or cannot be read: then it is left as it is
 */
export async function writeRecord(
  file: string,
  verification: Verification,
  { pinned, own }: Recording = {},
): Promise<LiveRecord> {
  const pact = own ?? (await ownExpectations());
  refuseOthers(verification, pact);
  const newer = recordOf(verification, pinned);
  const older = await readRecord(file);
  const generated = new Set(pact.map(({ description }) => description));
  const record = older === undefined ? newer : mergeRecords(older, newer, generated);
  const unfinished = `${file}.${process.pid}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(unfinished, `${JSON.stringify(record, undefined, 2)}\n`);
  await rename(unfinished, file);
  return record;
}

function refuseOthers({ verdicts }: Verification, own: readonly OwnExpectation[]): void {
  const rests = new Map(own.map(({ description, restsOn }) => [description, restsOn]));
  const stranger = verdicts.find(
    ({ description, restsOn }) => !isDeepStrictEqual(rests.get(description), restsOn),
  );
  if (stranger === undefined) return;
  throw new Error(
    `Failed to record the verification: it is not of the toolkit's own pact ("${stranger.description}"). Please record without --pact.`,
  );
}
