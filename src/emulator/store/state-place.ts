/**
 * Location of the state. A save is written beside the file and renamed, so that a kill leaves the old state or the
 * new one. A file that is a mount of its own, as in containers, cannot be renamed over: the complete save then stays
 * beside it (`.new`) while it is written in place, and the next start completes a save that a kill interrupted.
 */
import { copyFile, type FileHandle, open, readdir, rename, rm, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { lockFile } from "../../node/file-lock.ts";
import { regularFile } from "../../node/regular-file.ts";

/** File mode: owner only, since the state holds tokens. */
const MODE = 0o600;

/** File operations of the place; tests inject faults. */
export interface Files {
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly copyFile: (from: string, to: string) => Promise<void>;
}

export interface StatePlace {
  /** Path of the file itself, not of a link to it. */
  readonly path: string;
  /** @throws Error of the system; the file is unchanged, or its complete save is beside it */
  save(parts: Iterable<string>): Promise<void>;
  /** Moves the file aside. @returns its new path */
  setAside(): Promise<string>;
  /** Releases the lock for another process. */
  release(): Promise<void>;
}

/** @throws Error in one line: not a regular file, in use, or a folder that cannot be used */
export async function openStatePlace(
  asked: string,
  log: (line: string) => void,
  files: Files = { rename, copyFile },
): Promise<StatePlace> {
  try {
    const path = await regularFile(asked);
    await readdir(dirname(path));
    const release = await lockFile(path);
    try {
      if (await complete(path, files)) log(`The save of ${path} that a kill had interrupted is completed.`);
      // Begun by a process that was killed.
      await rm(`${path}.tmp`, { force: true });
    } catch (error) {
      await release();
      throw error;
    }
    return {
      path,
      release,
      save: (parts) => save(path, parts, files),
      setAside: () => setAside(path, files),
    };
  } catch (cause) {
    throw new Error(`Failed to open the state file ${asked}: ${openReason(cause)}`, { cause });
  }
}

async function save(path: string, parts: Iterable<string>, files: Files): Promise<void> {
  const temporary = `${path}.tmp`;
  await rm(temporary, { force: true });
  try {
    const handle = await open(temporary, "wx", MODE);
    try {
      await keepOwner(path, handle);
      for (const part of parts) await handle.writeFile(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await put(temporary, path, files);
  } catch (error) {
    // Frees the space on a full disk.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Keeps the file's owner, who in a container is often another user than the process's and must still read it. */
async function keepOwner(path: string, handle: FileHandle): Promise<void> {
  const owner = await stat(path).catch(() => undefined);
  const own = await handle.stat();
  if (owner === undefined || (owner.uid === own.uid && owner.gid === own.gid)) return;
  // Permitted to the superuser alone.
  await handle.chown(owner.uid, owner.gid).catch(() => undefined);
}

async function put(temporary: string, path: string, files: Files): Promise<void> {
  try {
    await files.rename(temporary, path);
  } catch (error) {
    if (codeOf(error) !== "EBUSY") throw error;
    await rename(temporary, `${path}.new`);
    await copyInto(`${path}.new`, path, files);
  }
}

/** @returns true when there was a complete save that had not replaced the file */
async function complete(path: string, files: Files): Promise<boolean> {
  const whole = `${path}.new`;
  if ((await stat(whole).catch(() => undefined))?.isFile() !== true) return false;
  try {
    await files.rename(whole, path);
  } catch (error) {
    if (codeOf(error) !== "EBUSY") throw error;
    await copyInto(whole, path, files);
  }
  return true;
}

async function copyInto(whole: string, path: string, { copyFile: copy }: Files): Promise<void> {
  await copy(whole, path);
  const handle = await open(path, "r+");
  try {
    await handle.chmod(MODE);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rm(whole);
}

/** Moves the file to the first free name of `.broken`, `.broken-2`, … */
async function setAside(path: string, files: Files): Promise<string> {
  for (let count = 1; ; count++) {
    const aside = `${path}.broken${count === 1 ? "" : `-${count}`}`;
    try {
      // Reserve the name first, so that nothing is overwritten.
      await (await open(aside, "wx", MODE)).close();
    } catch (error) {
      if (codeOf(error) === "EEXIST") continue;
      throw error;
    }
    try {
      await files.rename(path, aside);
    } catch (error) {
      if (codeOf(error) !== "EBUSY") throw error;
      await files.copyFile(path, aside);
    }
    return aside;
  }
}

const FOLDER = "Please make its folder one that can be written to, or choose another file";

/** Reason that a save failed and its remedy, in one line. */
export function saveReason(error: unknown): string {
  const code = codeOf(error);
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return `the disk is full (${code}). Please make room`;
    case "EROFS":
    case "EACCES":
    case "EPERM":
      return `its folder cannot be written to (${code}). ${FOLDER}`;
    case "ENOENT":
      return `its folder is gone (${code}). Please make it again`;
    default:
      return `${error instanceof Error ? error.message.split("\n", 1)[0] : String(error)}. Please look at the disk`;
  }
}

function openReason(error: unknown): string {
  const code = codeOf(error);
  if (code === "ENOENT" || code === "ENOTDIR") {
    return `its folder cannot be read (${code}). Please make the folder, or choose another file.`;
  }
  if (code === "ELOOP") return `its links lead in a circle (${code}). Please name the file itself.`;
  if (typeof code === "string") return `${saveReason(error)}.`;
  return error instanceof Error ? error.message : String(error);
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
