/**
 * The budget: a file to which every reservation is added before the request may leave, one JSON object a line.
 * Credits are never given back, since a send whose answer did not come may have been accepted.
 */
import { type FileHandle, open, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import * as z from "zod";
import { FileInUse, lockFile } from "../../../src/node/file-lock.ts";
import { regularFile } from "../../../src/node/regular-file.ts";
import { codeOf } from "../../../src/shared/error-text.ts";

const FIRST_LINE = '{"protexting-budget":1}';

const reservation = z.strictObject({
  /** ISO 8601. */
  at: z.iso.datetime(),
  credits: z.int().min(0),
  parts: z.int().min(0),
  for: z.string(),
});

export type Reservation = z.infer<typeof reservation>;

export interface Budget {
  /** Total in credits. */
  readonly limit: number;
  /** Credits reserved so far, by this run and by all before it. */
  reserved(): number;
  /** Reservations, oldest first. */
  readonly reservations: readonly Reservation[];
  /**
   * Resolves once it is on the disk.
   * @throws Error when it would go beyond the limit, or could not be written; then nothing may be sent any more
   */
  reserve(entry: Reservation): Promise<void>;
  close(): Promise<void>;
}

/** Parts that make the file durable and keep other runs out of it; tests take them away one at a time. */
export interface BudgetParts {
  readonly lock: (path: string) => Promise<() => Promise<void>>;
  readonly sync: (handle: Pick<FileHandle, "sync">) => Promise<void>;
}

export const BUDGET_PARTS: BudgetParts = { lock: lockFile, sync: (handle) => handle.sync() };

/** For runs that may spend nothing: no file, no credits. */
export const NO_BUDGET: Budget = {
  limit: 0,
  reserved: () => 0,
  reservations: [],
  reserve: async ({ credits }) => {
    if (credits > 0) throw beyond(credits, 0, 0);
  },
  close: async () => undefined,
};

/**
 * @param limit credits that all runs with this file may cost together
 * @throws Error when the file is in use, cannot be read, or is no budget file down to its last byte
 */
export async function openBudget(
  file: string,
  limit: number,
  { lock, sync }: BudgetParts = BUDGET_PARTS,
): Promise<Budget> {
  const path = await regularFile(file).catch((cause: unknown) => {
    throw notUsed(file, cause);
  });
  // Made before it is locked, since the lock goes by its inode.
  const handle = await open(path, "a+", 0o600).catch((cause: unknown) => {
    throw notUsed(path, cause);
  });
  try {
    const unlock = await lock(path).catch((cause: unknown) => {
      throw notUsed(path, cause);
    });
    try {
      const reservations = await readAll(handle, path, sync);
      return use(path, limit, { handle, unlock, sync, reservations });
    } catch (error) {
      await unlock();
      throw error;
    }
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * Credits reserved so far by the file, which is neither made nor locked.
 * @throws Error when it cannot be read, or is no budget file
 */
export async function peekBudget(file: string): Promise<number> {
  const path = await regularFile(file).catch((cause: unknown) => {
    throw notUsed(file, cause);
  });
  const text = await readFile(path, "utf8").catch((cause: unknown) => {
    if (codeOf(cause) === "ENOENT") return "";
    throw notUsed(path, cause);
  });
  return sumOf(text === "" ? [] : linesOf(text, path));
}

interface Opened {
  readonly handle: FileHandle;
  readonly unlock: () => Promise<void>;
  readonly sync: BudgetParts["sync"];
  readonly reservations: Reservation[];
}

function use(path: string, limit: number, { handle, unlock, sync, reservations }: Opened): Budget {
  let reserved = sumOf(reservations);
  let broken = false;
  return {
    limit,
    reservations,
    reserved: () => reserved,
    async reserve(entry) {
      if (broken) throw failure(path, "an earlier line could not be written", "look at the disk");
      if (reserved + entry.credits > limit) throw beyond(entry.credits, reserved, limit);
      reserved += entry.credits;
      reservations.push(entry);
      try {
        await handle.appendFile(`${JSON.stringify(entry)}\n`);
        await sync(handle);
      } catch (cause) {
        broken = true;
        throw failure(path, "it could not be written", "look at the disk", cause);
      }
    },
    async close() {
      await handle.close();
      await unlock();
    },
  };
}

/** A code is the system's; everything else says by itself what is wrong and what to do. */
function notUsed(path: string, cause: unknown): Error {
  if (cause instanceof Error && !("code" in cause)) {
    const reason = cause instanceof FileInUse ? `another run has it: ${cause.message}` : cause.message;
    return new Error(`Failed to use the budget file: ${reason}`, { cause });
  }
  return failure(path, "it cannot be opened, or not be locked", "check --budget-file", cause);
}

/** A new file gets its first line, which must last like the others, and so must its name. */
async function readAll(handle: FileHandle, path: string, sync: BudgetParts["sync"]): Promise<Reservation[]> {
  const text = await handle.readFile("utf8");
  if (text === "") {
    await handle.appendFile(`${FIRST_LINE}\n`);
    await sync(handle);
    await syncFolder(dirname(path), sync);
    return [];
  }
  return linesOf(text, path);
}

function linesOf(text: string, path: string): Reservation[] {
  const [first, ...lines] = text.split("\n");
  if (lines.pop() !== "") throw unreadable(path, lines.length + 2);
  if (first !== FIRST_LINE) throw unreadable(path, 1);
  return lines.map((line, index) => {
    const read = reservation.safeParse(parse(line));
    if (!read.success) throw unreadable(path, index + 2);
    return read.data;
  });
}

function sumOf(reservations: readonly Reservation[]): number {
  return reservations.reduce((sum, { credits }) => sum + credits, 0);
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** Windows has no such thing. */
async function syncFolder(folder: string, sync: BudgetParts["sync"]): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await sync(handle);
  } finally {
    await handle.close();
  }
}

function beyond(credits: number, reserved: number, limit: number): Error {
  return new Error(
    `it may cost ${credits} credits, and ${Math.max(0, limit - reserved)} of the budget of ${limit} are left`,
  );
}

function unreadable(path: string, line: number): Error {
  return failure(path, `line ${line} is not one of its lines`, "see what was spent, and begin a new file");
}

function failure(path: string, reason: string, please: string, cause?: unknown): Error {
  const code = codeOf(cause);
  return new Error(
    `Failed to use the budget file: ${reason}${code === undefined ? "" : ` (${code})`}: ${path}. Please ${please}.`,
    { cause },
  );
}
