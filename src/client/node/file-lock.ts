/** One user at a time of a file, whichever process it is in, for as long as its process lives. */
import { open, readdir, rm } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { threadId } from "node:worker_threads";

/** Files that this thread has locked. */
const ours = new Set<string>();

/**
 * Announces itself by a file of its own beside the one to lock, then looks for others: of two who come at once both
 * may give up, but never both go on. Who has died is no other, if it was on this machine; a file name that is ours
 * was left by an earlier process of the same number, as in containers.
 *
 * @param path absolute
 * @returns unlocks
 * @throws Error that says who has it
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  if (ours.has(path)) throw lockedBy(path, "this process", "close the journal first");
  ours.add(path);
  const start = `${basename(path)}.lock-`;
  const own = `${start}${encodeURIComponent(hostname())}-${process.pid}-${threadId}`;
  const unlock = async (): Promise<void> => {
    await rm(join(dirname(path), own), { force: true });
    ours.delete(path);
  };
  try {
    await (await open(join(dirname(path), own), "w")).close();
    for (const name of await readdir(dirname(path))) {
      if (!name.startsWith(start) || name === own) continue;
      const file = join(dirname(path), name);
      const pid = name.startsWith(`${start}${encodeURIComponent(hostname())}-`)
        ? Number(/-(\d+)-\d+$/.exec(name)?.[1])
        : undefined;
      if (pid === undefined || isRunning(pid)) {
        const who = pid === undefined ? "another machine" : `process ${pid}`;
        throw lockedBy(path, who, `wait for it, or, if it is gone, delete ${file}`);
      }
      await rm(file, { force: true });
    }
  } catch (error) {
    await unlock();
    throw error;
  }
  return unlock;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process cannot be asked, but is there; a number that is none cannot be known to be gone.
    return !(error instanceof Error && "code" in error && error.code === "ESRCH");
  }
}

function lockedBy(path: string, who: string, please: string): Error {
  return new Error(`Failed to open the journal: ${path} is in use (by ${who}). Please ${please}.`);
}
