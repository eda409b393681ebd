/** The file behind a path, made sure of before anything touches it: opening a FIFO blocks, a device keeps nothing. */
import { readlink, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { codeOf } from "../shared/error-text.ts";

const LINKS_FOLLOWED = 40;

/**
 * Follows symbolic links, also one to a file that is not there yet.
 *
 * @returns the absolute path of the file itself
 * @throws Error for anything but a regular file
 */
export async function regularFile(path: string): Promise<string> {
  const file = await behindLinks(resolve(path), LINKS_FOLLOWED);
  const found = await stat(file).catch(unlessMissing);
  if (found === undefined || found.isFile()) return file;
  throw new Error(
    `${path} is ${found.isDirectory() ? "a folder" : "no ordinary file, and would keep nothing"}. Please name a file.`,
  );
}

async function behindLinks(path: string, left: number): Promise<string> {
  const real = await realpath(path).catch(unlessMissing);
  if (real !== undefined) return real;
  const link = left === 0 ? undefined : await readlink(path).catch(() => undefined);
  if (link !== undefined) return await behindLinks(resolve(dirname(path), link), left - 1);
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  return join(folder, basename(path));
}

function unlessMissing(error: unknown): undefined {
  if (codeOf(error) === "ENOENT") return undefined;
  throw error;
}
