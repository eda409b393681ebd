/** A state that is kept in a folder of the test's own, through time and a disk that the test moves. */
import { copyFile, mkdtemp, open, readFile, rename, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished } from "vitest";
import { assemble } from "../../src/emulator/assemble.ts";
import type { Snapshot } from "../../src/emulator/store/snapshot.ts";
import { keepState } from "../../src/emulator/store/state-file.ts";
import { readStateLines } from "../../src/emulator/store/state-lines.ts";
import { linesOf } from "../../src/node/file-lines.ts";
import { NO_LIMITS, TOKEN } from "./test-emulator.ts";

export async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), "state-saving-"));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

export function fault(code: string): Error {
  return Object.assign(new Error(`${code}: made by the test`), { code });
}

/** A state that is kept, whose time and disk the test moves. */
export async function kept(path: string, everyMs = 5000) {
  const disk = { rename: "", copyFile: "", took: 0, asked: 0 };
  const log: string[] = [];
  const waits: number[] = [];
  let tick = async (): Promise<void> => {};
  const emulator = assemble({ settings: NO_LIMITS }, () => ({ kind: "in-process" }));
  const files = {
    async rename(from: string, to: string) {
      // As long as a save takes; a mount is one whichever way it goes.
      disk.asked += disk.took;
      if (disk.rename !== "" && [from, to].includes(path)) throw fault(disk.rename);
      await rename(from, to);
    },
    async copyFile(from: string, to: string) {
      if (disk.copyFile === "") return await copyFile(from, to);
      await truncate(to, 40);
      throw fault(disk.copyFile);
    },
  };
  const options = {
    path,
    store: emulator.store,
    log: (line: string) => void log.push(line),
    everyMs,
    files,
    now: () => disk.asked,
    after(ms: number, callback: () => void) {
      waits.push(ms);
      const before = waits.length;
      tick = async () => {
        callback();
        await expect.poll(() => waits.length).toBeGreaterThan(before);
      };
      return () => {};
    },
  };
  const state = await keepState(options);
  return { state, disk, log, waits, emulator, tick: () => tick(), options };
}

type Kept = Awaited<ReturnType<typeof kept>>;

export const sent = ({ emulator }: Kept) =>
  emulator.fetch(`http://localhost/v1/sms/send?access_token=${TOKEN}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ MobilePhone: "12125550150", Message: "hello" }),
  });

export async function messagesIn(path: string): Promise<number> {
  return (await readFile(path, "utf8")).match(/^\{"message":/gm)?.length ?? 0;
}

/** Ids of the messages in a state file, which must be whole. */
export async function idsIn(stateFile: string): Promise<readonly string[]> {
  return (await stateIn(stateFile)).root.order.map(({ id }) => id);
}

export async function stateIn(stateFile: string): Promise<Snapshot> {
  const handle = await open(stateFile);
  try {
    return await readStateLines(linesOf(handle, "keep"));
  } finally {
    await handle.close();
  }
}
