/** Comments begin with a noun or a verb: a sentence that stands alone, about actors that the field has names for. */
import { expect, it } from "vitest";
import { readSource, sourceFiles } from "./support/test-titles.ts";

const files = sourceFiles("src", "contracts", "test", "bench", "scripts", "examples");

/** Words that a comment must not begin with: it would be half a sentence, or about nobody in particular. */
const BEGINNING = /^(Of|What|Told|The same|Who|Whoever|Whom|Whose|Nobody|Somebody)\b/;

/** First words of doc comments, and of the first line of each run of line comments. */
function beginnings(text: string): readonly string[] {
  const docs = Array.from(text.matchAll(/^ *\/\*\*\s*(?:\n\s*\*\s*)?(.*)$/gm), ([, words = ""]) => words);
  const lines = text.split("\n").map((line) => line.trim());
  const runs = lines.filter((line, at) => line.startsWith("// ") && !lines[at - 1]?.startsWith("//"));
  return [...docs, ...runs.map((line) => line.slice(3))];
}

it("are found", () => {
  expect(files.length).toBeGreaterThan(500);
  expect(beginnings("/** Of it. */\n// What it is.\n// Who.\n")).toEqual(["Of it. */", "What it is."]);
});

it("begin with a noun or a verb", () => {
  const wrong = files.flatMap((file) =>
    beginnings(readSource(file)).flatMap((words) => (BEGINNING.test(words) ? [`${file}: ${words}`] : [])),
  );
  expect(wrong).toEqual([]);
});
