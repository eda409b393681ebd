import { readSeed } from "../../seed/read-seed.ts";
import { seedJsonSchema } from "../../seed/seed-schema.ts";
import type { SeedData } from "../../types/seed.ts";
import type { AccountView } from "../../types/views.ts";
import type { List } from "../list.ts";
import { ProblemError } from "../problem.ts";
import { orProblem } from "../seed-problem.ts";
import type { OperationServices } from "../services.ts";
import { accountView } from "../views.ts";

export interface SeedOperations {
  /**
   * Plants accounts with their history, replacing those that have their tokens; the others stay. A reset of one of them
   * restores it so; a reset of everything returns to the state the emulator was started with.
   * @throws ProblemError 400 that names every mistake, 409 for a message id that is already taken; then nothing has
   * changed
   */
  plant(data: SeedData): Promise<List<AccountView>>;
  /** JSON Schema of a seed. */
  seedSchema(): Readonly<Record<string, unknown>>;
}

export function seedOperations({ store, settings, readPhone }: OperationServices): SeedOperations {
  return {
    async plant(data) {
      const { accounts } = orProblem(() => readSeed(data, { settings, readPhone }, "seed", store.now()));
      const planted = await store.plant(accounts);
      if ("taken" in planted) {
        throw new ProblemError({
          status: 409,
          title: "Conflict",
          detail: `Another message has the id "${planted.taken}" already. Nothing of the seed was put in.`,
        });
      }
      return { items: planted.map(accountView), total: planted.length };
    },
    seedSchema: seedJsonSchema,
  };
}
