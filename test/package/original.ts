/** The package as people get it: built, packed and installed into an empty folder, without the network. */
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buildPackage } from "../../scripts/build/build.ts";
import { pathsOf, root, run, temporaryFolder } from "./support.ts";

export interface Original {
  /** Holds all of it. */
  readonly folder: string;
  /** A project that has installed the package and nothing else. */
  readonly project: string;
  /** Paths in the tarball. */
  readonly packed: readonly string[];
}

/** Folder of a build of these very sources: CI has one from its checks. */
const built = process.env["PROTEXTING_DIST"];

/** Builds beside a copy of package.json, so that the working tree's `dist` is left alone. */
export async function makeOriginal(): Promise<Original> {
  const folder = await temporaryFolder();
  try {
    const staged = join(folder, "staged");
    const project = join(folder, "project");
    await mkdir(staged);
    await mkdir(project);
    for (const file of ["package.json", "README.md", "LICENSE"])
      await cp(join(root, file), join(staged, file));
    if (built === undefined) await buildPackage(root, join(staged, "dist"));
    else await cp(built, join(staged, "dist"), { recursive: true });
    await writeFile(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));

    const env = { ...process.env, npm_config_cache: join(folder, "npm-cache") };
    const pack = ["pack", "--ignore-scripts", "--json", "--pack-destination", folder];
    const [tarball] = JSON.parse((await run("npm", pack, { cwd: staged, env })).stdout);
    const install = ["install", "--offline", "--no-audit", "--no-fund", join(folder, tarball.filename)];
    await run("npm", install, { cwd: project, env });
    return { folder, project, packed: pathsOf(tarball) };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}
