/** Files of a run's results, checked before anything is sent: a paid run must not end without its record. */
import { FROM_SOURCE } from "../assets.ts";
import { checkWritable } from "../report/can-write.ts";
import { checkRecord } from "../standings/file.ts";
import { isOwnPact } from "../standings/own-pact.ts";
import { pinnedOf, readTarget } from "./egress/target.ts";
import { LIVE_URL } from "./options.ts";
import { RECORD_FILE } from "./record-file.ts";

export interface OutputOptions {
  readonly url: string;
  readonly resolve?: readonly string[] | undefined;
  readonly pact?: string | undefined;
  readonly json?: string | undefined;
  readonly html?: string | undefined;
  readonly record?: string | undefined;
}

/**
 * The record that a run goes into: the one that is named; of the toolkit's own pact on the vendor's API, from a clone,
 * the committed one. An address of `--resolve` may be any server's, and another pact may claim anything of the rules.
 */
export function recordFileOf({ url, resolve = [], pact, record }: OutputOptions): string | undefined {
  if (record !== undefined) return record;
  const isVendor = readTarget(url, resolve).origin === LIVE_URL && resolve.length === 0;
  return isVendor && pact === undefined && FROM_SOURCE ? RECORD_FILE : undefined;
}

/** @throws Error for a report or a record that could not be written after the run */
export async function checkOutputs(options: OutputOptions): Promise<void> {
  const { url, resolve, pact, json, html } = options;
  const record = recordFileOf(options);
  for (const file of [json, html, record]) if (file !== undefined) await checkWritable(file);
  if (record === undefined) return;
  await checkRecord(record, { target: readTarget(url, resolve).origin, pinned: pinnedOf(url, resolve) });
  if (pact === undefined || (await isOwnPact(pact))) return;
  throw new Error(
    `Failed to use --record: it is of the toolkit's own pact, and ${pact} is another. Please leave one of them out.`,
  );
}
