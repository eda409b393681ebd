/** The package's own name, as the examples import it: always the source, whether there is a `dist` or not. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { exportedModules, PACKAGE, PEER_MODULES, root, run } from "../package/support.ts";

const manifest = JSON.parse(await readFile(join(root, "package.json"), "utf8"));

/** The source of an export, from where package.json says that its declarations will be. */
function sourceOf(name: string): string {
  const { types } = manifest.exports[name.replace(PACKAGE, ".")];
  const path = types.replace("./dist/types/", "").replace(".d.ts", ".ts");
  return join(root, path.startsWith("contracts/") ? "" : "src", path);
}

const loadable = exportedModules(manifest);

describe("in this repository the package's name is its source", () => {
  it.each([...loadable, ...PEER_MODULES])("for tests that import %s", async (name) => {
    expect(await import(name)).toBe(await import(sourceOf(name)));
  });

  it("for programs that tsx runs", async () => {
    const pairs = loadable.map((name) => [name, pathToFileURL(sourceOf(name)).href]);
    const code = `
      for (const [name, source] of ${JSON.stringify(pairs)}) {
        const [named, own] = [await import(name), await import(source)];
        console.log(name, Object.keys(own).length > 0 && Object.keys(own).every((key) => named[key] === own[key]));
      }`;
    const { stdout } = await run(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "--eval", code],
      {
        cwd: root,
      },
    );
    expect(stdout).toBe(loadable.map((name) => `${name} true\n`).join(""));
  });
});
