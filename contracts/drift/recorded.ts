/** Shapes of the live API as somebody recorded them: fixtures/live/shapes.json. There is none until somebody does. */
import { mkdir, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";
import type { Shape } from "./shape.ts";
import { jsonOf, readIfThere } from "./variances.ts";

const fileSchema = z.strictObject({
  /** When they were recorded, ISO 8601. */
  recordedAt: z.iso.datetime(),
  /** Origin. */
  target: z.string(),
  /** By request, then by place. */
  shapes: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
});

export interface Recorded {
  readonly recordedAt: string;
  readonly target: string;
  readonly shapes: Readonly<Record<string, Shape>>;
}

/**
 * @returns undefined when nobody has recorded anything
 * @throws Error that names each place that is not as it must be
 */
export async function readRecorded(file: string): Promise<Recorded | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const result = fileSchema.safeParse(jsonOf(text, file));
  if (result.success) return result.data;
  const places = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw new Error(
    `Failed to read the recorded shapes (${file}): ${places.join("; ")}. Please record them anew (--record).`,
  );
}

/** Requests that were not answered this time keep what was recorded of them before. */
export async function writeRecorded(file: string, recorded: Recorded): Promise<void> {
  const before = await readRecorded(file);
  const shapes = { ...before?.shapes, ...recorded.shapes };
  const sorted = Object.fromEntries(Object.entries(shapes).sort(([a], [b]) => (a < b ? -1 : 1)));
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify({ ...recorded, shapes: sorted }, undefined, 2)}\n`);
}
