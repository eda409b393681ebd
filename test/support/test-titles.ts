/** The titles of all tests, read from the source: what the suite says about the product. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";

const root = new URL("../..", import.meta.url).pathname;

export interface TestTitle {
  readonly file: string;
  /** Title, with `…` for each part that is filled in at run time. */
  readonly title: string;
  /** True when not run, or not to be trusted: skipped, to do, or expected to fail. */
  readonly idle: boolean;
}

/** TypeScript files under folders of the project, as paths from its root. */
export function sourceFiles(...folders: readonly string[]): readonly string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !name.includes("node_modules"))
      .map((name) => join(folder, name)),
  );
}

export function readSource(file: string): string {
  return readFileSync(join(root, file), "utf8");
}

export function testTitles(files: readonly string[]): readonly TestTitle[] {
  return files.flatMap((file) => {
    const source = readSource(file);
    const { program, errors } = parseSync(file, source);
    if (errors.length > 0) throw new Error(`Failed to read the titles of ${file}: ${errors[0]?.message}`);
    const titles: TestTitle[] = [];
    visit(program, (node) => {
      const callee = node["type"] === "CallExpression" ? modifiersOf(node["callee"]) : undefined;
      const title = callee === undefined ? undefined : textOf(node["arguments"]);
      if (callee === undefined || title === undefined) return;
      titles.push({
        file,
        title,
        idle: callee.some((name) => /^(skip|skipIf|runIf|todo|fails)$/.test(name)),
      });
    });
    return titles;
  });
}

type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

function visit(value: unknown, see: (node: Node) => void): void {
  if (!isNode(value)) return;
  if (typeof value["type"] === "string") see(value);
  for (const inner of Object.values(value)) visit(inner, see);
}

/** `["skip", "each"]` of `it.skip.each(…)`; undefined for a call of anything but `it` and `test`. */
function modifiersOf(callee: unknown): string[] | undefined {
  if (!isNode(callee)) return undefined;
  switch (callee["type"]) {
    case "Identifier":
      return callee["name"] === "it" || callee["name"] === "test" ? [] : undefined;
    case "MemberExpression": {
      const property = callee["property"];
      const name = isNode(property) ? String(property["name"]) : "";
      return modifiersOf(callee["object"])?.concat(name);
    }
    case "CallExpression":
      return modifiersOf(callee["callee"]);
    default:
      return undefined;
  }
}

/** The first argument, when it is a text. */
function textOf(given: unknown): string | undefined {
  const [first]: readonly unknown[] = Array.isArray(given) ? given : [];
  if (!isNode(first)) return undefined;
  if (first["type"] === "Literal" && typeof first["value"] === "string") return first["value"];
  if (first["type"] !== "TemplateLiteral" || !Array.isArray(first["quasis"])) return undefined;
  return first["quasis"].map((quasi) => (isNode(quasi) ? Object(quasi["value"]).cooked : "")).join("…");
}
