/** A journal in a file: one JSON object a line, each on the disk before its append resolves. */
import { type FileHandle, open } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { linesOf } from "../../node/file-lines.ts";
import { lockFile } from "../../node/file-lock.ts";
import { regularFile } from "../../node/regular-file.ts";
import { type Journal, type JournalEntry, readEntry } from "../bulk/journal.ts";

/** A journal that holds a file and its lock until it is closed. */
export interface FileJournal extends Journal {
  read(): AsyncGenerator<JournalEntry, void, undefined>;
  /** Waits for what is being written, then lets go of the file. */
  close(): Promise<void>;
}

/** The first line. */
const VERSION_LINE = '{"protexting-journal":1}';
const LINE_END = 0x0a;
const BLOCK_BYTES = 64 * 1024;

/**
 * The journal of `sms.sendMany` in a file, which is made when it is not there. It is opened at first use and locked:
 * a second process with the same file is refused, the lock of one that was killed is taken over. A last line that a
 * crash cut off is dropped; its append had not resolved, so nothing relied on it.
 *
 * @param path of the file; files named `<path>.lock-…` stand beside it while it is open
 * @throws Error from `read` and `append`: the file is in use, cannot be read or written, or line so-and-so is broken
 * @example
 * const journal = fileJournal("./newsletter.journal");
 * try {
 *   await client.sms.sendMany(messages, { journal });
 * } finally {
 *   await journal.close();
 * }
 */
export function fileJournal(path: string): FileJournal {
  const file = new JournalFile(resolve(path));
  return {
    read: () => file.read(),
    append: (entry) => file.append(entry),
    close: () => file.close(),
  };
}

interface Opened {
  readonly handle: FileHandle;
  readonly unlock: () => Promise<void>;
}

class JournalFile {
  readonly #path: string;
  #opening: Promise<Opened> | undefined;
  #closing: Promise<void> | undefined;
  #pending: string[] = [];
  /** The write that all pending lines will be in, and the last of all. */
  #next: Promise<void> | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
  }

  async *read(): AsyncGenerator<JournalEntry, void, undefined> {
    const { handle } = await this.#open();
    let number = 0;
    for await (const line of linesOf(handle, "drop")) {
      number++;
      if (number === 1) continue;
      const entry = parseEntry(line);
      if (entry === undefined) throw this.#broken(number, line);
      yield entry;
    }
  }

  /** Entries that come while others are being written go to the disk together. */
  async append(entry: JournalEntry): Promise<void> {
    const { handle } = await this.#open();
    this.#pending.push(`${JSON.stringify(entry)}\n`);
    this.#next ??= this.#writing = this.#writing.then(async () => {
      const lines = this.#pending.join("");
      this.#pending = [];
      this.#next = undefined;
      // After a failure the end of the file is unknown, so all that follow fail with it: they wait for one another.
      await handle.appendFile(lines);
      await handle.datasync();
    });
    await this.#next;
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const opened = await this.#opening?.catch(() => undefined);
    await this.#writing.catch(() => undefined);
    await opened?.handle.close();
    await opened?.unlock();
  }

  #open(): Promise<Opened> {
    if (this.#closing !== undefined) {
      throw new Error(`Failed to use the journal: ${this.#path} is closed. Please make a new one.`);
    }
    this.#opening ??= this.#begin();
    return this.#opening;
  }

  async #begin(): Promise<Opened> {
    const path = await regularFile(this.#path).catch(notOpened);
    // Made before it is locked, since the lock goes by its inode.
    const handle = await open(path, "a+");
    try {
      const unlock = await lockFile(path).catch(notOpened);
      try {
        await this.#mend(handle);
        return { handle, unlock };
      } catch (error) {
        await unlock();
        throw error;
      }
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Takes off a last line that was cut short, and sees to the first. */
  async #mend(handle: FileHandle): Promise<void> {
    const { size } = await handle.stat();
    const end = await endOfLines(handle, size);
    const first = Buffer.alloc(VERSION_LINE.length + 1);
    await handle.read(first, 0, first.length, 0);
    const found = first.toString().split("\n")[0] ?? "";
    if (end > 0 && found !== VERSION_LINE) throw this.#broken(1, found);
    // A file that is all one cut line was no journal of ours, unless it began as one.
    if (end === 0 && size > 0 && !VERSION_LINE.startsWith(found.replaceAll("\0", "")))
      throw this.#broken(1, found);
    if (end < size) await handle.truncate(end);
    if (end === 0) await handle.appendFile(`${VERSION_LINE}\n`);
    if (end < size || end === 0) await handle.sync();
    if (end === 0) await syncFolder(dirname(this.#path));
  }

  #broken(line: number, text: string): Error {
    const what = line === 1 ? "does not begin as a journal" : "is no entry";
    return new Error(
      `Failed to read the journal: line ${line} of ${this.#path} ${what} (${JSON.stringify(text.slice(0, 80))}). ` +
        "Please restore the file: without it nobody knows what was sent.",
    );
  }
}

/** Adds the journal to what the file's own checks say; a fault of the system says its own path. */
function notOpened(cause: unknown): never {
  if (!(cause instanceof Error) || "code" in cause) throw cause;
  throw new Error(`Failed to open the journal: ${cause.message}`, { cause });
}

/** Makes a new file outlive a power cut; not every system lets folders be opened. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    await folder.sync().finally(() => folder.close());
  } catch {
    // The file itself is on the disk.
  }
}

/** @returns where the last whole line ends, in bytes */
async function endOfLines(handle: FileHandle, size: number): Promise<number> {
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let end = size; end > 0; ) {
    const start = Math.max(0, end - block.length);
    const { bytesRead } = await handle.read(block, 0, end - start, start);
    const found = block.subarray(0, bytesRead).lastIndexOf(LINE_END);
    if (found >= 0) return start + found + 1;
    end = start;
  }
  return 0;
}

function parseEntry(line: string): JournalEntry | undefined {
  try {
    return readEntry(JSON.parse(line));
  } catch {
    return undefined;
  }
}
