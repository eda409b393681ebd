/** A run of vitest in a process of its own, as its user starts it. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface TestResult {
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
  readonly meta: Readonly<Record<string, unknown>>;
}

export interface ProjectRun {
  readonly code: unknown;
  /** Output for people, without colours. */
  readonly output: string;
  readonly tests: readonly TestResult[];
}

/** Longer than any of them takes; milliseconds. */
const PATIENCE = 50_000;

/** @param args of `vitest run`: a config, files, a pool … */
export async function runProject(args: readonly string[], cwd = root): Promise<ProjectRun> {
  const folder = await mkdtemp(join(tmpdir(), "protexting-vitest-"));
  try {
    const report = join(folder, "report.json");
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
    const child = spawn(process.execPath, [vitest, "run", ...reporters, ...args], {
      cwd,
      env: environment(),
      timeout: PATIENCE,
    });
    const exit = once(child, "exit");
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [code] = await exit;
    const { testResults } = JSON.parse(await readFile(report, "utf8"));
    const files: readonly { readonly assertionResults: readonly TestResult[] }[] = testResults;
    return { code, output: `${stdout}${stderr}`, tests: files.flatMap((file) => file.assertionResults) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The outer run marks its processes, which the inner one would take for its own. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(?:VITEST|NODE_ENV$|FORCE_COLOR$)/.test(name),
  );
  return { ...Object.fromEntries(own), NO_COLOR: "1", CI: "true" };
}
