/** The compiler, on a file made in a test. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** @returns the compiler's errors, as it prints them; nothing when there are none */
export async function typeCheck(file: string): Promise<string> {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const options =
    "--ignoreConfig --noEmit --strict --target es2022 --module nodenext --allowImportingTsExtensions --skipLibCheck";
  const compiled = promisify(execFile)(process.execPath, [tsc, ...options.split(" "), file], { cwd: root });
  const { stdout } = await compiled.catch((error: unknown) => ({ stdout: String(Object(error).stdout) }));
  return stdout;
}
