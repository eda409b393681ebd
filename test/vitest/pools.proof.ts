/** Whole runs of vitest with each kind of worker. */
import { expect, it } from "vitest";
import { runProject } from "./run-project.ts";

const config = ["--config", "test/vitest/project/vitest.config.ts"];

it("the account of a test is the same in every run and in every kind of worker, and another in each file", async () => {
  const pools = [["--pool=forks"], ["--pool=threads", "--no-isolate"], ["--pool=vmThreads"]];
  const runs = await Promise.all(
    pools.map((pool) => runProject([...config, ...pool, "tokens", "same-names"])),
  );
  expect(runs.map(({ code }) => code)).toEqual([0, 0, 0]);
  const tokens = runs.map(({ tests }) => tests.map(({ meta }) => meta["token"]).sort());
  expect(tokens[0]).toHaveLength(4);
  expect(new Set(tokens[0]).size).toBe(4);
  expect(tokens[1]).toEqual(tokens[0]);
  expect(tokens[2]).toEqual(tokens[0]);
  expect(tokens[0]).toEqual(expect.arrayContaining([expect.stringMatching(/^test_of_one_[0-9a-f]{10}$/)]));
});
