/** The token of a test: made of its name, so that a journal or a log shows which test it was. */
import { createHash } from "node:crypto";
import type { RunnerTask, RunnerTestCase } from "vitest";

/** Characters of the test's name; a token travels in addresses, which people read. */
const READABLE_LENGTH = 40;
const DIGEST_LENGTH = 10;

/** A test or suite; the names of the suites around it come before its own. */
interface Named {
  readonly name: string;
  readonly suite?: Named | undefined;
}

/**
 * Makes a token that is the same in every run, and that no other test of the project has. It starts with `test_`, so
 * that the emulator opens an account for it.
 */
export function tokenOf(test: Readonly<RunnerTestCase>): string {
  const names = namesOf(test);
  const digest = createHash("sha256")
    .update(JSON.stringify([test.file.projectName ?? "", test.file.name, ...names, namesakesBefore(test)]))
    .digest("hex");
  return `test_${readable(names.join(" "))}_${digest.slice(0, DIGEST_LENGTH)}`;
}

function namesOf({ name, suite }: Named): readonly string[] {
  return suite === undefined ? [name] : [...namesOf(suite), name];
}

/** Tests may share a name, as those of a loop do: counted in the order in which they are written. */
function namesakesBefore(test: Readonly<RunnerTestCase>): number {
  const path = JSON.stringify(namesOf(test));
  const all = testsOf(test.file.tasks);
  const before = all.slice(
    0,
    all.findIndex(({ id }) => id === test.id),
  );
  return before.filter((one) => JSON.stringify(namesOf(one)) === path).length;
}

function testsOf(tasks: readonly RunnerTask[]): readonly RunnerTestCase[] {
  return tasks.flatMap((task) => (task.type === "test" ? [task] : testsOf(task.tasks)));
}

function readable(name: string): string {
  const words = name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|(?<!_)_+$/g, "");
  return words.slice(0, READABLE_LENGTH).replace(/(?<!_)_+$/, "") || "unnamed";
}
