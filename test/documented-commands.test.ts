/** The commands, paths and links of the documents: each leads somewhere. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

const folders = ["docs", "docs/ci", "docs/decisions"];
const inFolders = folders.flatMap((folder) =>
  readdirSync(join(root, folder)).flatMap((name) => (name.endsWith(".md") ? [`${folder}/${name}`] : [])),
);
const documents = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...inFolders];

const FROM_ROOT = /`(?:npx tsx )?((?:src|test|contracts|fixtures|scripts|bench|docs|examples)\/[\w./-]*)/g;

/** The group of every match in a document. */
function found(document: string, pattern: RegExp): readonly string[] {
  return Array.from(read(document).matchAll(pattern), ([, group = ""]) => group);
}

/** True when vitest would run something for this argument. */
function hasTests(path: string): boolean {
  const full = join(root, path);
  if (!existsSync(full)) return false;
  if (!statSync(full).isDirectory()) return path.endsWith(".test.ts");
  return readdirSync(full, { recursive: true, encoding: "utf8" }).some((name) => name.endsWith(".test.ts"));
}

describe.each(documents)("%s", (document) => {
  it("names scripts that package.json has", () => {
    const { scripts } = JSON.parse(read("package.json"));
    const named = found(document, /\bnpm (?:run )?((?<=run )[\w:-]+|test|start)\b/g);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it("names test files and folders that have tests", () => {
    const paths = found(document, /\bvitest run ([\w./-]+)/g);
    expect(paths.filter((path) => !hasTests(path))).toEqual([]);
  });

  it("names files and folders that exist", () => {
    const paths = found(document, FROM_ROOT);
    const missing = paths.filter((path) => !existsSync(join(root, path)));
    // Runs against the live API write files there, the first of which is still to come.
    expect(missing.filter((path) => !path.startsWith("fixtures/live/"))).toEqual([]);
  });

  it("links to files that exist", () => {
    const links = found(document, /\]\((?![a-z]+:)([^)#\s]+)/g);
    expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([]);
  });
});

describe("README's first screen", () => {
  // As many lines as a browser shows without scrolling; the picture takes the rest.
  const screen = read("README.md").split("\n").slice(0, 30);

  it.each(["npm ci && npm start", "npm ci && npm test"])("shows `%s`, and says what it does", (command) => {
    const [, says] = screen.find((line) => line.startsWith(command))?.split("#") ?? [];
    expect(says).toMatch(/\w+/);
  });
});
