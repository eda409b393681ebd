/**
 * The state as a text of lines: `{"protexting-state":2}`, one JSON object of one key for each record, and
 * `{"end":true}`, without which the text was cut short.
 */
import * as z from "zod";
import { issueText } from "../merge-settings.ts";
import type { Snapshot } from "./snapshot.ts";
import { SnapshotBuilder, type StateRecord } from "./state-record.ts";
import { parseRecord } from "./state-record-schema.ts";

/** Version 1 was a snapshot in one JSON document. */
const VERSION = 2;
const END = '{"end":true}';

/** How long the event loop is held, so that no call waits much longer than it would have; milliseconds. */
const SLICE_MS = 6;
/** UTF-16 code units. */
const SLICE_LENGTH = 512 * 1024;

/**
 * @param now milliseconds of a clock that never goes back
 * @returns parts, each made when it is asked for, in little time
 */
export function* stateText(
  records: Iterable<StateRecord>,
  now: () => number,
): Generator<string, void, undefined> {
  let text = `${JSON.stringify({ "protexting-state": VERSION })}\n`;
  let begun = now();
  for (const { kind, value } of records) {
    text += `{"${kind}":${JSON.stringify(value)}}\n`;
    if (text.length < SLICE_LENGTH && now() - begun < SLICE_MS) continue;
    yield text;
    text = "";
    begun = now();
  }
  yield `${text}${END}\n`;
}

/** True for the first line of such a text. */
export function isStateHeader(line: string): boolean {
  return line.startsWith('{"protexting-state":');
}

/** @throws Error that names the line */
export async function readStateLines(lines: AsyncIterable<string>): Promise<Snapshot> {
  const builder = new SnapshotBuilder();
  let number = 0;
  let hasEnded = false;
  for await (const line of lines) {
    number++;
    try {
      if (hasEnded) throw new Error("there is nothing to come after the end");
      if (number === 1) checkVersion(JSON.parse(line));
      else if (line.trimEnd() === END) hasEnded = true;
      else builder.add(parseRecord(JSON.parse(line)));
    } catch (error) {
      throw new Error(`line ${number}: ${reasonOf(error)}`, { cause: error });
    }
  }
  if (!hasEnded) throw new Error(`it was cut short after line ${number}`);
  return builder.snapshot();
}

function checkVersion(header: unknown): void {
  z.strictObject({ "protexting-state": z.literal(VERSION) }).parse(header);
}

/** One line, of a text that may be anything. */
export function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return issueText(error.issues[0]);
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}
