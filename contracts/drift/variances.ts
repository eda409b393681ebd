/** Differences that are known and borne for a time: fixtures/live/variances.json. */
import * as z from "zod";
import { readText } from "../../src/node/text-file.ts";
import { codeOf } from "../../src/shared/error-text.ts";
import type { ShapeDifference } from "./compare.ts";

const varianceSchema = z.strictObject({
  /** For reports. */
  id: z.string().regex(/^[\w.-]+$/, "may hold letters, digits, _, . and - only"),
  what: z.strictObject({
    /** Start of the request's name, such as `inbox.index in XML`; every request when left out. */
    request: z.string().min(1).optional(),
    /** Place, such as `header x-powered-by`; a `*` at the end stands for anything. */
    where: z.string().min(1),
  }),
  reason: z.string().min(1),
  /** The last day on which it is borne, UTC. */
  expires: z.iso.date(),
});

const fileSchema = z.strictObject({ variances: z.array(varianceSchema) });

export type Variance = z.infer<typeof varianceSchema>;

/**
 * @returns none when the file does not exist
 * @throws Error that names each place that is not as it must be
 */
export async function readVariances(file: string): Promise<readonly Variance[]> {
  const text = await readIfThere(file);
  if (text === undefined) return [];
  const result = fileSchema.safeParse(jsonOf(text, file));
  if (!result.success) {
    const places = result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new Error(
      `Failed to read the known variances (${file}): ${places.join("; ")}. Please see docs/drift.md for what they look like.`,
    );
  }
  const { variances } = result.data;
  const ids = variances.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice === undefined) return variances;
  throw new Error(
    `Failed to read the known variances (${file}): "${twice}" is there twice. Please rename one.`,
  );
}

/** The variance that a difference is, expired or not; one that has not expired goes first. */
export function varianceOf(
  request: string,
  { where }: ShapeDifference,
  variances: readonly Variance[],
  now: Date,
): { readonly variance: Variance; readonly expired: boolean } | undefined {
  const fitting = variances
    .filter(({ what }) => request.startsWith(what.request ?? "") && fits(where, what.where))
    .map((variance) => ({ variance, expired: isOver(variance, now) }));
  return fitting.find(({ expired }) => !expired) ?? fitting[0];
}

function fits(where: string, pattern: string): boolean {
  return pattern.endsWith("*") ? where.startsWith(pattern.slice(0, -1)) : where === pattern;
}

function isOver({ expires }: Variance, now: Date): boolean {
  return now.toISOString().slice(0, 10) > expires;
}

/** @returns undefined when there is no such file */
export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readText(file);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** @throws Error that names the file */
export function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`Failed to read ${file}: it is no JSON. Please mend it, or remove it.`, { cause });
  }
}
