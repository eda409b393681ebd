/**
 * The languages of the quick starts, and whether this machine has them. Where one is missing its tests do not run and
 * say so; in CI that is a failure, so that a green run cannot be taken for more than it was.
 */
import { spawnSync } from "node:child_process";
import type { TestContext } from "vitest";

export interface QuickStart {
  /** Under examples/quick-start. */
  readonly file: string;
  /** Name of the language in the docs. */
  readonly name: string;
  /** The first that has all that the file needs is taken. */
  readonly commands: readonly string[];
  /** Before the file. */
  readonly args: readonly string[];
  /** Succeeds where all that the file needs is there. */
  readonly probe: readonly string[];
  /** Debian's packages for it. */
  readonly packages: string;
}

const python = (file: string, name: string, module: string, packages: string): QuickStart => ({
  file,
  name,
  // A Python of one's own, in front of Debian's, does not see Debian's packages.
  commands: ["python3", "/usr/bin/python3"],
  args: [],
  probe: ["-c", `import ${module}`],
  packages,
});
const php = (file: string, name: string, needed: string, packages: string): QuickStart => ({
  file,
  name,
  commands: ["php"],
  args: [],
  probe: ["-r", `exit(function_exists('${needed}') ? 0 : 1);`],
  packages,
});

export const quickStarts: readonly QuickStart[] = [
  {
    file: "curl.sh",
    name: "curl",
    commands: ["sh"],
    args: [],
    probe: ["-c", "curl --version"],
    packages: "curl",
  },
  {
    file: "fetch.ts",
    name: "TypeScript, fetch",
    commands: [process.execPath],
    args: ["--import", "tsx"],
    probe: ["--version"],
    packages: "nodejs",
  },
  php("with_curl.php", "PHP, curl extension", "curl_init", "php-cli php-curl"),
  php("with_streams.php", "PHP, streams", "file_get_contents", "php-cli"),
  python("with_requests.py", "Python, requests", "requests", "python3-requests"),
  python("with_urllib.py", "Python, urllib", "urllib.request", "python3"),
];

const commands = new Map(
  quickStarts.map(({ file, commands: candidates, probe }) => [
    file,
    candidates.find((command) => spawnSync(command, probe, { stdio: "ignore" }).status === 0),
  ]),
);
for (const { file, packages } of quickStarts.filter((one) => commands.get(one.file) === undefined)) {
  process.stderr.write(
    `\nNOT RUN: the quick start ${file}, since this machine lacks what it needs. Please run: apt-get install ${packages}\n`,
  );
}

/**
 * Command that runs it. Skips the test where that is missing.
 * @throws Error in CI
 */
export function commandOf({ file, name, packages }: QuickStart, { skip }: TestContext): string {
  const command = commands.get(file);
  if (command !== undefined) return command;
  const reason = `${name} is missing on this machine (apt-get install ${packages})`;
  if ((process.env["CI"] ?? "") !== "") throw new Error(`Failed to run the quick start ${file}: ${reason}.`);
  return skip(reason);
}
