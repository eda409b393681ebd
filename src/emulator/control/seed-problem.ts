/** Errors of a seed, as the control API reports them. */

import { parseSeed } from "../seed/read-seed.ts";
import { SeedError } from "../seed/seed-error.ts";
import type { SeedData } from "../types/seed.ts";
import { ProblemError } from "./problem.ts";

/** @throws ProblemError 400 that names each mistake in its shape */
export function seedBody(body: unknown): SeedData {
  return orProblem(() => parseSeed(body, "seed"));
}

/** @throws ProblemError 400 in place of a SeedError */
export function orProblem<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof SeedError)) throw error;
    throw new ProblemError({
      status: 400,
      title: "Bad Request",
      detail: error.message,
      errors: error.problems.map(({ path, says }) => ({ field: path || "body", message: says })),
    });
  }
}
