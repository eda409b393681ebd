/** Changes that the vendor may make without asking: the pact has to let them pass. */
import { beforeAll, describe, expect, it } from "vitest";
import { isSame, type RecordedAnswer } from "../../contracts/mutants/answer.ts";
import { recordAnswers } from "../../contracts/mutants/recorded-answers.ts";
import { tryAnswers } from "../../contracts/mutants/try-answers.ts";
import { variants } from "../../contracts/mutants/variants.ts";
import { PACT_FILE, type PactInteraction, readPact } from "../../contracts/pact/pact-file.ts";

const LONGEST_MS = 120_000;
const NONE: RecordedAnswer = { status: 0, headers: [], body: "" };

let interactions: readonly PactInteraction[] = [];
let plain: ReadonlyMap<string, RecordedAnswer> = new Map();
beforeAll(async () => {
  ({ interactions } = await readPact(PACT_FILE));
  plain = await recordAnswers(interactions);
}, LONGEST_MS);

describe("every interaction passes with", () => {
  it.each(variants)(
    "$name",
    async ({ settings, rewrite }) => {
      const answers = settings === undefined ? plain : await recordAnswers(interactions, settings);
      const trials = interactions.map((interaction) => ({
        interaction,
        answer: rewrite(answers.get(interaction.description) ?? NONE),
      }));
      const unchanged = trials.filter(({ interaction, answer }) =>
        isSame(answer, plain.get(interaction.description) ?? NONE),
      );
      expect(unchanged.map(({ interaction }) => interaction.description)).toEqual([]);

      const results = await tryAnswers(trials);
      const failed = results.flatMap(({ passed, mismatches }, index) =>
        passed ? [] : [[trials[index]?.interaction.description, mismatches]],
      );
      expect(failed).toEqual([]);
      expect(results).toHaveLength(interactions.length);
    },
    LONGEST_MS,
  );
});
