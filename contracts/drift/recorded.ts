/** Recorded shapes of the live API: fixtures/live/shapes.json, which is not there before the first recording. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";
import type { Shape } from "./shape.ts";
import { jsonOf, readIfThere } from "./variances.ts";

const fileSchema = z.strictObject({
  /** Origin. */
  target: z.url(),
  /** Pinned address of the target, used instead of a name server's. */
  address: z.string().optional(),
  /** By request. Each has the date of the run that saw it, ISO 8601, and its forms by place. */
  shapes: z.record(
    z.string(),
    z.strictObject({ recordedAt: z.iso.datetime(), shape: z.record(z.string(), z.array(z.string())) }),
  ),
});

export interface RecordedShape {
  readonly recordedAt: string;
  readonly shape: Shape;
}

/** Target of a recording: the same origin at another pinned address is another target. */
export interface RecordedTarget {
  readonly target: string;
  readonly address?: string | undefined;
}

export interface Recorded extends RecordedTarget {
  readonly shapes: Readonly<Record<string, RecordedShape>>;
}

/**
 * @returns undefined when nothing was recorded yet
 * @throws Error that names each place that is not as it must be
 */
export async function readRecorded(file: string): Promise<Recorded | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const result = fileSchema.safeParse(jsonOf(text, file));
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(
    `Failed to read the recorded shapes (${file}): ${places.join("; ")}. Please restore them, or remove them and record anew (--record).`,
  );
}

/** @throws Error when what was recorded is of another, which says nothing of this one */
export function checkSameTarget(recorded: RecordedTarget, asked: RecordedTarget, file: string): void {
  if (recorded.target === asked.target && recorded.address === asked.address) return;
  throw new Error(
    `Failed to compare with the recorded shapes (${file}): they are of ${placeOf(recorded)}, and what is asked is ${placeOf(asked)}. Please give a file of its own with --shapes.`,
  );
}

/**
 * Requests that were not answered this time keep what was recorded of them before, and its date.
 *
 * @throws Error when what was recorded is of another target
 */
export async function writeRecorded(file: string, fresh: Recorded): Promise<void> {
  const before = await readRecorded(file);
  if (before !== undefined) checkSameTarget(before, fresh, file);
  const shapes = { ...before?.shapes, ...fresh.shapes };
  const sorted = Object.fromEntries(Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1)));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...fresh, shapes: sorted }, undefined, 2)}\n`);
}

/** Target and dates of the recorded shapes. */
export interface RecordedSpan extends RecordedTarget {
  /** Date of the oldest shape, and in `to` of the newest, ISO 8601. */
  readonly from: string;
  readonly to: string;
}

/** @returns undefined when there is no shape */
export function spanOf(recorded: Recorded): RecordedSpan | undefined {
  const { target, address, shapes } = recorded;
  const dates = Object.values(shapes)
    .map(({ recordedAt }) => recordedAt)
    .sort();
  const [from, to] = [dates[0], dates.at(-1)];
  return from === undefined || to === undefined ? undefined : { target, address, from, to };
}

/** Formats the target for people. */
export function placeOf({ target, address }: RecordedTarget): string {
  return address === undefined ? target : `${target} at ${address}`;
}
