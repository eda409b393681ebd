/** One user at a time of a file, whichever process and container it is in, for as long as its process lives. */
import { open, readdir, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { threadId } from "node:worker_threads";
import { codeOf } from "../shared/error-text.ts";
import { areNeighbours, isRunning, ownIdentity, type ProcessIdentity } from "./process-identity.ts";

/** Names the process that has the file, and what to do about that. */
export class FileInUse extends Error {
  constructor(path: string, by: string, please: string) {
    super(`${path} is in use (by ${by}). Please ${please}.`);
  }
}

/** Paths and inodes that this thread has locked. */
const ours = new Set<string>();

/** Device and inode of a file that is not there yet. */
const NONE = "0-0";

/**
 * Announces this process by a file of its own, then looks for others: of two that come at once both may give up, but
 * never both go on. The file stands beside the one to lock, which containers that share the folder see, and in the
 * machine's temporary folder, which tells of a hard link in another folder. A lock whose process has died is taken
 * over; that of another machine, container or boot is not, since from here its process cannot be seen.
 *
 * @param path absolute, of the file itself and not of a link to it
 * @returns unlocks
 * @throws FileInUse
 */
export async function lockFile(
  path: string,
  identity: ProcessIdentity = ownIdentity(),
): Promise<() => Promise<void>> {
  const inode = await inodeOf(path);
  const keys = inode === NONE ? [path] : [path, inode];
  if (keys.some((key) => ours.has(key))) throw new FileInUse(path, "this process", "close it there first");
  for (const key of keys) ours.add(key);
  const places: readonly Place[] = [
    { folder: dirname(path), prefix: `${basename(path)}.lock-`, isShared: true },
    ...(inode === NONE ? [] : [{ folder: tmpdir(), prefix: "protexting.lock-", isShared: false }]),
  ];
  const suffix = `${inode}-${written(identity)}`;
  const announced: string[] = [];
  const unlock = async (): Promise<void> => {
    for (const lock of announced) await rm(lock, { force: true });
    for (const key of keys) ours.delete(key);
  };
  try {
    for (const place of places) {
      const lock = join(place.folder, place.prefix + suffix);
      if (await announce(lock, place, path, identity)) announced.push(lock);
    }
    for (const place of places) {
      for (const name of await namesIn(place)) {
        const isSameFile = inode !== NONE && name.includes(`.lock-${inode}-`);
        const isSameName = place.isShared && name.startsWith(place.prefix);
        if (!(isSameFile || isSameName) || name.endsWith(`.lock-${suffix}`)) continue;
        const by = holderOf(name, identity, place);
        const lock = join(place.folder, name);
        if (by !== undefined) throw new FileInUse(path, by, `wait for it, or, if it is gone, delete ${lock}`);
        await rm(lock, { force: true });
      }
    }
  } catch (error) {
    await unlock();
    throw error;
  }
  return unlock;
}

/** A folder that locks stand in. */
interface Place {
  readonly folder: string;
  readonly prefix: string;
  /** True when processes of other machines may have written its locks. */
  readonly isShared: boolean;
}

/** @returns true when it could; a hard link in another folder goes unseen where the temporary folder is read-only */
async function announce(
  lock: string,
  { isShared }: Place,
  path: string,
  { started }: ProcessIdentity,
): Promise<boolean> {
  try {
    await (await open(lock, "wx", 0o600)).close();
    return true;
  } catch (error) {
    if (codeOf(error) !== "EEXIST") {
      if (isShared) throw error;
      return false;
    }
    // Left by an earlier process of the same number, unless the system tells when this one started.
    if (started === "0") return true;
    throw new FileInUse(path, "this process", "close it there first");
  }
}

async function namesIn({ folder, isShared }: Place): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isShared) throw error;
    return [];
  }
}

async function inodeOf(path: string): Promise<string> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return `${dev}-${ino}`;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return NONE;
    throw error;
  }
}

function written({ boot, namespace, pid, started }: ProcessIdentity): string {
  return `${boot}-${namespace}-${pid}-${started}-${threadId}`;
}

/** @returns undefined when it has died */
function holderOf(name: string, own: ProcessIdentity, { isShared }: Place): string | undefined {
  const [, boot = "", namespace = "", pid = "", started = ""] =
    /\.lock-\d+-\d+-([0-9a-f]{12})-(\d+)-(\d+)-(\d+)-\d+$/.exec(name) ?? [];
  const holder = { boot, namespace, pid: Number(pid), started };
  if (areNeighbours(own, holder)) return isRunning(holder) ? `process ${pid}` : undefined;
  // The temporary folder belongs to one machine, so another boot of it has ended.
  if (!isShared && holder.boot !== own.boot) return undefined;
  return "another machine or container, or before this one was started again";
}
