/**
 * The state in a file: loaded at the start, written now and then and at the end. It is written under another name
 * and then renamed, so whoever kills the process leaves either the old state or the new one. A file that cannot be
 * read is set aside and said, never overwritten.
 */
import { open, readdir, readFile, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import * as z from "zod";
import { type Duration, durationMs } from "../control/duration.ts";
import { issueText } from "../merge-settings.ts";
import type { Snapshot } from "../store/snapshot.ts";
import { parseSnapshot } from "../store/snapshot-schema.ts";
import type { Store } from "../store/store.ts";
import { after } from "./timer.ts";

/** Between two writes: what a kill may lose. */
export const WRITE_EVERY_MS = 5_000;
const WRITE_EVERY_AT_MOST_MS = 3_600_000;

/**
 * @returns milliseconds
 * @throws Error for what is no such time
 */
export function readStateEvery(every: Duration): number {
  const ms = durationMs(every);
  if (ms !== undefined && ms >= 1 && ms <= WRITE_EVERY_AT_MOST_MS) return ms;
  throw new Error(
    `Failed to read stateEvery: ${JSON.stringify(every)} is no time between two writes. Please give one from 1ms to 1h, like "5s".`,
  );
}

export interface StateFile {
  /** Writes once more and stops. */
  close(): Promise<void>;
}

export interface StateFileOptions {
  readonly path: string;
  readonly store: Store;
  readonly log: (line: string) => void;
  /** Between two writes, when something has changed; milliseconds. */
  readonly everyMs?: number;
}

/** @throws Error when the folder cannot be written to */
export async function keepState({
  path,
  store,
  log,
  everyMs = WRITE_EVERY_MS,
}: StateFileOptions): Promise<StateFile> {
  await removeLeftovers(path);
  const loaded = await load(path, log);
  if (loaded !== undefined) await store.restore(loaded);
  let changed = false;
  let stopTimer: (() => void) | undefined;
  let writing = Promise.resolve();
  await write(path, await store.snapshot());

  const writeChanges = (): Promise<void> => {
    writing = writing.then(async () => {
      if (!changed) return;
      changed = false;
      await write(path, await store.snapshot());
    });
    return writing;
  };
  const tick = (): void => {
    stopTimer = after(everyMs, () => {
      writeChanges().catch((error: unknown) => log(`Failed to write the state file: ${String(error)}`));
      tick();
    });
  };
  const stopListening = store.onChange(() => {
    changed = true;
  });
  tick();
  return {
    async close() {
      stopTimer?.();
      stopListening();
      // An account opened at first use, or a call that a fault has counted, is no change that is told of.
      changed = true;
      await writeChanges();
    },
  };
}

async function load(path: string, log: (line: string) => void): Promise<Snapshot | undefined> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  try {
    return parseSnapshot(JSON.parse(text));
  } catch (error) {
    const aside = await setAside(path);
    log(
      `The state file ${path} cannot be read (${reasonOf(error)}). It is now ${aside}; starting from the seed.`,
    );
    return undefined;
  }
}

/** Under the first free name of `.broken`, `.broken-2`, … */
async function setAside(path: string): Promise<string> {
  for (let count = 1; ; count++) {
    const aside = `${path}.broken${count === 1 ? "" : `-${count}`}`;
    try {
      // Takes the name first, so that nothing is overwritten.
      await (await open(aside, "wx")).close();
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "EEXIST") continue;
      throw error;
    }
    await rename(path, aside);
    return aside;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return issueText(error.issues[0]);
  return (error instanceof Error ? error.message : String(error)).slice(0, 200);
}

/** Files that processes which were killed had begun to write. */
async function removeLeftovers(path: string): Promise<void> {
  const folder = dirname(path);
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException) => {
    throw new Error(
      `Failed to open the state file ${path}: its folder cannot be read (${cause.code}). Please make the folder, or choose another file.`,
      { cause },
    );
  });
  for (const name of names) {
    const pid = name.startsWith(`${basename(path)}.`) ? /\.(\d+)\.tmp$/.exec(name)?.[1] : undefined;
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Somebody else's process cannot be asked, but is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

async function write(path: string, snapshot: Snapshot): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, "w");
  try {
    await file.writeFile(JSON.stringify(snapshot));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
