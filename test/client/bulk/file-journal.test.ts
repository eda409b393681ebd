/** The journal in a file: what is on the disk, and what a crash may leave there. */
import { execFileSync } from "node:child_process";
import { appendFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { type FileJournal, fileJournal, type JournalEntry } from "../../../src/client/node/index.ts";
import { rejection } from "../support.ts";

const VERSION = '{"protexting-journal":1}';
const entry: JournalEntry = { key: "a", state: "sending", at: 1, digest: "00000000" };

async function place(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "file-journal-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, "list.journal");
}

async function entriesOf(journal: FileJournal): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for await (const read of journal.read()) entries.push(read);
  return entries;
}

/** Entries that a new journal of the file reads; closes it again. */
async function reopened(path: string): Promise<JournalEntry[]> {
  const journal = fileJournal(path);
  try {
    return await entriesOf(journal);
  } finally {
    await journal.close();
  }
}

describe("a journal in a file", () => {
  it("begins with its version, and has an entry on each line as soon as its append resolves", async () => {
    const path = await place();
    const journal = fileJournal(path);
    await expect(entriesOf(journal)).resolves.toEqual([]);
    expect(await readFile(path, "utf8")).toBe(`${VERSION}\n`);
    await journal.append(entry);
    expect(await readFile(path, "utf8")).toBe(`${VERSION}\n${JSON.stringify(entry)}\n`);
    await journal.close();
    expect(await readdir(join(path, ".."))).toEqual(["list.journal"]);
  });

  it("keeps all entries that are appended at once, in order, and gives them back to whoever opens it again", async () => {
    const path = await place();
    const journal = fileJournal(path);
    const entries = Array.from({ length: 3000 }, (_, index) => ({
      ...entry,
      key: `key ${index} \u2028 ü 😀 "\n`,
      at: index,
    }));
    await Promise.all(entries.map((each) => journal.append(each)));
    await expect(entriesOf(journal)).resolves.toEqual(entries);
    await journal.close();
    await expect(reopened(path)).resolves.toEqual(entries);
  });

  it("drops a last line that was cut off, at every byte, and goes on after it", async () => {
    const path = await place();
    const whole = Buffer.from(
      `${VERSION}\n${JSON.stringify(entry)}\n${JSON.stringify({ ...entry, key: "ü" })}\n`,
    );
    const lines = [0, whole.indexOf("\n") + 1, whole.lastIndexOf("\n", -2) + 1, whole.length];
    for (let length = 0; length <= whole.length; length++) {
      await writeFile(path, whole.subarray(0, length));
      const journal = fileJournal(path);
      const kept = Math.max(0, lines.filter((end) => end <= length).length - 2);
      expect([length, (await entriesOf(journal)).length]).toEqual([length, kept]);
      await journal.append({ ...entry, key: "next" });
      await journal.close();
      const keys = (await reopened(path)).map(({ key }) => key);
      expect([length, keys]).toEqual([length, [...["a", "ü"].slice(0, kept), "next"]]);
    }
  });

  it.each([
    ["a line cut in the middle", `${VERSION}\n{"key":"a","sta\n${JSON.stringify(entry)}\n`, "line 2"],
    [
      "an entry of another kind",
      `${VERSION}\n${JSON.stringify(entry)}\n{"key":"a","state":"sent","at":1}\n`,
      "line 3",
    ],
    ["an empty line", `${VERSION}\n\n${JSON.stringify(entry)}\n`, "line 2"],
    ["a later version", '{"protexting-journal":2}\n', "line 1"],
    ["a file of something else", "mobilePhone,message\n16465550123,hello\n", "line 1"],
    ["a file of something else in one line", "hello", "line 1"],
  ])("refuses %s, names the line and changes nothing", async (_, text, line) => {
    const path = await place();
    await writeFile(path, text);
    expect(await rejection(reopened(path))).toMatchObject({
      message: expect.stringContaining(`${line} of ${path}`),
    });
    expect(await readFile(path, "utf8")).toBe(text);
    expect(await readdir(join(path, ".."))).toEqual(["list.journal"]);
  });

  it("reads a long file whose characters lie across its blocks", async () => {
    const path = await place();
    const entries = Array.from({ length: 2500 }, (_, index) => ({ ...entry, key: "😀".repeat(index % 40) }));
    await writeFile(path, [VERSION, ...entries.map((each) => JSON.stringify(each)), ""].join("\n"));
    await expect(reopened(path)).resolves.toEqual(entries);
  });

  it("finds the end of a last line that is longer than a block", async () => {
    const path = await place();
    await writeFile(path, `${VERSION}\n${JSON.stringify(entry)}\n{"key":"${"x".repeat(200_000)}`);
    await expect(reopened(path)).resolves.toEqual([entry]);
  });

  it("that is closed takes no more, and what was being written is on the disk", async () => {
    const path = await place();
    const journal = fileJournal(path);
    await entriesOf(journal);
    const appending = journal.append(entry);
    await Promise.all([journal.close(), journal.close(), appending]);
    await expect(reopened(path)).resolves.toEqual([entry]);
    expect(await rejection(journal.append(entry))).toMatchObject({
      message: expect.stringContaining("is closed"),
    });
    await fileJournal(path).close();
  });
});

it("a journal is a file: anything else is refused before it is touched", async () => {
  const path = await place();
  execFileSync("mkfifo", [path]);
  for (const [name, is] of [
    [path, "no ordinary file"],
    ["/dev/null", "no ordinary file"],
    [join(path, ".."), "a folder"],
  ] as const) {
    expect(await rejection(reopened(name))).toMatchObject({
      message: expect.stringContaining(`Failed to open the journal: ${name} is ${is}`),
    });
  }
  expect(await readdir(join(path, ".."))).toEqual(["list.journal"]);
});

it("a journal that was added to by hand in the meantime is still read whole", async () => {
  const path = await place();
  const journal = fileJournal(path);
  await journal.append(entry);
  await appendFile(path, `${JSON.stringify({ ...entry, key: "b" })}\n`);
  expect((await entriesOf(journal)).map(({ key }) => key)).toEqual(["a", "b"]);
  await journal.close();
});
