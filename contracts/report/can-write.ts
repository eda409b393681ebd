/** Check in advance that a file can be written, without making it. */
import { access, constants, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { codeOf, messageOf } from "../../src/shared/error-text.ts";

/** @throws Error that names the file */
export async function checkWritable(file: string): Promise<void> {
  const path = resolve(file);
  try {
    const found = await statOf(path);
    if (found?.isDirectory() === true) throw new Error("it is a folder");
    if (found !== undefined) return await access(path, constants.W_OK);
    await checkFolder(dirname(path));
  } catch (cause) {
    const reason = messageOf(cause);
    throw new Error(`Failed to use the file: ${reason} (${file}). Please name a file that can be written.`, {
      cause,
    });
  }
}

/** Folders that are not there are made, so the first that is there decides. */
async function checkFolder(path: string): Promise<void> {
  const found = await statOf(path);
  if (found === undefined) return await checkFolder(dirname(path));
  if (!found.isDirectory()) throw new Error(`${path} is no folder`);
  await access(path, constants.W_OK);
}

/** Below a file nothing is, and what stands in the way is looked at in turn. */
async function statOf(path: string) {
  return await stat(path).catch((error: unknown) => {
    if (["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "")) return undefined;
    throw error;
  });
}
