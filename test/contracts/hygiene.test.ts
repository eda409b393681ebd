/** Rules for the text of the committed pact: what it may hold, and what it must. */
import { readdirSync, readFileSync } from "node:fs";
import { homedir, hostname, tmpdir } from "node:os";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { PACT_FILE, parsePact, writePact } from "../../contracts/pact/pact-file.ts";

const text = readFileSync(PACT_FILE, "utf8");
const { interactions } = parsePact(text);
const strings = stringsIn(JSON.parse(text));

/** Every text in the file, keys included. */
function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...stringsIn(inner)]);
}

function matchesIn(pattern: RegExp): readonly string[] {
  return strings.flatMap((string) => Array.from(string.matchAll(pattern), ([, found = ""]) => found));
}

/** Values of keys that name a token, wherever they stand. */
function tokensIn(value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    if (!/token/i.test(key)) return tokensIn(inner);
    if (typeof inner === "string") return [inner];
    return Array.isArray(inner) ? inner.map(String) : tokensIn(inner);
  });
}

describe("the pact holds nothing of anybody's", () => {
  it("no token but examples", () => {
    const inKeys = tokensIn(interactions.map(({ request, providerStates }) => ({ request, providerStates })));
    const inAddresses = matchesIn(/access_token=([^&>"\s]*)/g).filter((found) => !found.startsWith("["));
    const tokens = new Set([...inKeys, ...inAddresses]);
    expect(tokens.size).toBeGreaterThan(1);
    for (const token of tokens) expect(token).toMatch(/^(your_access_token|test_[a-z_]+)$/);
  });

  it("no number of a telephone but fictional ones", () => {
    const numbers = new Set(
      strings.flatMap((string) => string.replaceAll(/\b[0-9a-f]{40}\b/g, "").match(/\d{7,}x*/g) ?? []),
    );
    expect(numbers.size).toBeGreaterThan(1);
    // The sent history shows seven digits of eleven.
    for (const number of numbers) expect(number).toMatch(/^1\d{3}555(01\d{2}|x{4})$/);
  });

  it("no id but that of the vendor's samples", () => {
    const ids = new Set(strings.flatMap((string) => string.match(/[0-9a-f]{32,}/g) ?? []));
    expect([...ids]).toEqual(["8cccf554cd42bf1b22bcc2d9b4e4571a4a87c9d0"]);
  });

  it("no address but the vendor's, and an example's", () => {
    const hosts = matchesIn(/https?:\/\/([\w.:-]*)/g).filter((host) => host !== "");
    expect([...new Set(hosts)].sort()).toEqual([
      "api2.protexting.com",
      "media.example.test",
      "mms.protexting.com",
      "ptxt.io",
      "shop.example.test",
    ]);
  });

  it("no trace of the machine that wrote it", () => {
    const traces = [process.cwd(), homedir(), tmpdir(), hostname(), "127.0.0.1", "localhost", "file:"];
    for (const trace of traces.filter((known) => known.length > 4)) expect(text).not.toContain(trace);
    expect(text).not.toMatch(/[A-Za-z]:\\\\|\/(?:home|Users|tmp|work|root)\//);
  });

  it("nothing but itself is in its folder, in the form it is written in", () => {
    expect(readdirSync(dirname(PACT_FILE))).toEqual(["protexting-client-protexting-api-v2.json"]);
    expect(text === writePact(interactions)).toBe(true);
  });
});

/** Imports from `src/` by files under a folder of `contracts/`. */
function importsOf(folder: string): readonly string[] {
  const root = new URL(`../../contracts/${folder}`, import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".ts"),
  );
  const imported = files.flatMap((name) =>
    Array.from(
      readFileSync(new URL(name, root), "utf8").matchAll(/from "(?:\.\.\/)+src\/([^"]+)"/g),
      ([, path = ""]) => path,
    ),
  );
  return [...new Set(imported)].sort();
}

describe("the contract's own code", () => {
  it("expects what it says itself: of the protocol it takes names, and no value that the emulator answers with", () => {
    expect(importsOf("consumer/")).toEqual([
      "client/index.ts",
      "protocol/endpoints.ts",
      "protocol/evidence/ledger.ts",
      "shared/error-text.ts",
      "shared/escape.ts",
    ]);
  });

  it("imports the public faces of client and emulator, and nothing from behind them", () => {
    const faces = /^(client\/index|client\/node\/[\w-]+|emulator\/index)\.ts$/;
    const imported = importsOf("").filter((path) => /^(client|emulator)\//.test(path));
    expect(imported).toContain("emulator/index.ts");
    expect(imported.filter((path) => !faces.test(path))).toEqual([]);
  });
});
