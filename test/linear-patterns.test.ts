/**
 * Regular expressions that meet outside input take time in proportion to it. Every one in `src/` and `contracts/` is tried
 * with long repetitions made of its own characters: a client that may send 64 KiB must not stop the process by them.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAst } from "vite";
import { describe, expect, it, vi } from "vitest";

const ROOT = new URL("../", import.meta.url).pathname;
const FOLDERS = ["src", "contracts"] as const;
/** Characters of the many attempts: a pattern whose time grows with the square shows here already. */
const SHORT = 8 * 1024;
const LONG = 64 * 1024;
/** Milliseconds; the square of the lengths takes tens of them and thousands. */
const SHORT_MS = 8;
const LONG_MS = 60;

interface Found {
  readonly where: string;
  readonly pattern: RegExp;
}

function sources(): readonly string[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(tsx?|js)$/.test(name) && !name.endsWith(".test.ts"))
      .map((name) => join(folder, name)),
  );
}

/** Patterns written as literals. */
function literals(file: string): readonly Found[] {
  const program = parseAst(readFileSync(join(ROOT, file), "utf8"), {
    lang: file.endsWith("tsx") ? "tsx" : "ts",
  });
  const found: Found[] = [];
  JSON.stringify(program, (_key, node: unknown) => {
    if (node instanceof RegExp) found.push({ where: file, pattern: node });
    return typeof node === "bigint" ? String(node) : node;
  });
  return found;
}

/** Patterns that modules put together when they are loaded. */
async function assembled(): Promise<readonly Found[]> {
  const found: Found[] = [];
  const Plain = RegExp;
  vi.stubGlobal(
    "RegExp",
    class extends Plain {
      constructor(pattern: RegExp | string, flags?: string) {
        super(pattern, flags);
        found.push({ where: "new RegExp", pattern: new Plain(pattern, flags) });
      }
    },
  );
  vi.resetModules();
  await import("../src/protocol/xml-read.ts");
  await import("../src/emulator/framework/multipart.ts");
  vi.unstubAllGlobals();
  return found;
}

const COMMON = [
  " ",
  "\n",
  "0",
  "1",
  "a",
  "A",
  "_",
  "-",
  "?",
  "&",
  "=",
  '"',
  "'",
  "\\",
  "/",
  "%25",
  ".",
  "é",
  "\u200b",
];

/** Units that may slow a pattern down: its characters, its words, and one of each common kind. */
function unitsOf({ source }: RegExp): readonly string[] {
  const plain = source.replaceAll(/\\([^\w]|[a-zA-Z])/g, (_whole, escaped: string) =>
    /\w/.test(escaped) ? " " : escaped,
  );
  return [...new Set([...COMMON, ...plain, ...(plain.match(/[\w%]{2,}/g) ?? [])])];
}

function msFor(pattern: RegExp, text: string): number {
  const begun = performance.now();
  pattern.lastIndex = 0;
  text.replace(pattern, "");
  return performance.now() - begun;
}

/** The least of several, since other processes use the machine too. */
function leastMs(pattern: RegExp, text: string, most: number): number {
  let least = msFor(pattern, text);
  for (let again = 0; again < 4 && least > most; again++) least = Math.min(least, msFor(pattern, text));
  return least;
}

/** The text that a pattern is slow on; undefined when there is none. */
function slowOn(pattern: RegExp): string | undefined {
  const units = unitsOf(pattern);
  const text = (start: string, unit: string, length: number): string =>
    `${start}${unit.repeat(length / unit.length)}\0`;
  for (const unit of units) {
    const start = ["", ...units].find(
      (before) => leastMs(pattern, text(before, unit, SHORT), SHORT_MS) > SHORT_MS,
    );
    if (start !== undefined) return JSON.stringify([start, unit]);
    if (leastMs(pattern, text("", unit, LONG), LONG_MS) > LONG_MS) return JSON.stringify(["", unit]);
  }
  return undefined;
}

describe("a regular expression", () => {
  it.each(
    sources()
      .flatMap(literals)
      .map(({ where, pattern }) => [where, String(pattern), pattern] as const),
  )("of %s is linear: %s", (_where, _source, pattern) => {
    expect(slowOn(pattern)).toBeUndefined();
  });

  it("that a module puts together is linear", async () => {
    const found = await assembled();
    expect(found.length).toBeGreaterThan(5);
    for (const { pattern } of found)
      expect([String(pattern), slowOn(pattern)]).toEqual([String(pattern), undefined]);
  });

  it("with a square in it is found by this test", () => {
    expect(slowOn(/\/+$/)).toBe('["","/"]');
  });
});
