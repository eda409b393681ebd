/** The record as a file. Only the verification of live writes it. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Verification } from "../verification/verdict.ts";
import { type LiveRecord, mergeRecords, parseRecord, recordOf } from "./record.ts";

/** @returns `undefined` when nobody has recorded anything yet */
export async function readRecord(file: string): Promise<LiveRecord | undefined> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseRecord(text);
}

/**
 * Adds what a verification saw to the record, which is made when it is not there.
 *
 * @throws Error when the run had a problem as a whole, when the record is of another target or cannot be read: then it
 * is left as it is
 */
export async function writeRecord(file: string, verification: Verification): Promise<LiveRecord> {
  const newer = recordOf(verification);
  const older = await readRecord(file);
  const generated = new Set(verification.verdicts.map(({ description }) => description));
  const record = older === undefined ? newer : mergeRecords(older, newer, generated);
  const unfinished = `${file}.${process.pid}`;
  await mkdir(dirname(file), { recursive: true });
  await writeFile(unfinished, `${JSON.stringify(record, undefined, 2)}\n`);
  await rename(unfinished, file);
  return record;
}
