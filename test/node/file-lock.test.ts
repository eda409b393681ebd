/** Locks of a file: one holder at a time, over processes, containers, links and kills. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { link, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import { openBudget } from "../../contracts/live/egress/budget.ts";
import { fileJournal } from "../../src/client/node/index.ts";
import { FileInUse, lockFile } from "../../src/node/file-lock.ts";
import { isRunning, ownIdentity, type ProcessIdentity } from "../../src/node/process-identity.ts";

const holder = fileURLToPath(new URL("../support/lock-holder.ts", import.meta.url));

async function place(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "file-lock-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, "list.journal");
  await writeFile(path, "");
  return path;
}

/** @param before what the process is started through */
function start(path: string, before: readonly string[] = []): ChildProcess {
  const [command = "", ...args] = [...before, process.execPath, "--import", "tsx", holder, path];
  const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function says({ stdout }: ChildProcess): Promise<string> {
  if (stdout === null) throw new Error("Expected a process that prints.");
  const [line] = await once(createInterface(stdout), "line");
  return String(line);
}

async function killed(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}

/** A lock that was left beside the file, as the process of that identity would have. */
async function left(path: string, { boot, namespace, pid, started }: ProcessIdentity): Promise<string> {
  const lock = `${path}.lock-0-0-${boot}-${namespace}-${pid}-${started}-0`;
  await writeFile(lock, "");
  return lock;
}

async function attempt(path: string): Promise<string> {
  try {
    await (await lockFile(path))();
    return "free";
  } catch (error) {
    if (error instanceof FileInUse) return error.message;
    throw error;
  }
}

const own = ownIdentity();
const ELSEWHERE = "another machine or container, or before this one was started again";

it("a file has one user in a process, by symbolic and hard links of whichever folder too", async () => {
  const path = await place();
  const folder = join(path, "..", "below");
  await mkdir(folder);
  const names = [path, `${path}.link`, `${path}.hard`, join(folder, "hard")];
  await symlink(path, `${path}.link`);
  await link(path, `${path}.hard`);
  await link(path, join(folder, "hard"));
  const journal = fileJournal(path);
  await journal.read().next();
  for (const name of names) {
    await expect(fileJournal(name).read().next()).rejects.toThrow("is in use (by this process)");
    await expect(openBudget(name, 10)).rejects.toThrow("is in use (by this process)");
  }
  await journal.close();
  expect(await readdir(folder)).toEqual(["hard"]);
  expect((await readdir(tmpdir())).filter((name) => name.includes(`-${own.pid}-${own.started}-`))).toEqual(
    [],
  );
});

it("a file has one user over processes, by every name, and is free again once that one was killed", async () => {
  const path = await place();
  const folder = join(path, "..", "below");
  await mkdir(folder);
  await link(path, `${path}.hard`);
  await link(path, join(folder, "hard"));
  await symlink(path, `${path}.link`);
  const child = start(path);
  expect(await says(child)).toBe("held");
  for (const name of [path, `${path}.hard`, join(folder, "hard"), `${path}.link`]) {
    await expect(fileJournal(name).read().next()).rejects.toThrow(`is in use (by process ${child.pid})`);
    await expect(openBudget(name, 10)).rejects.toThrow(`another run has it: `);
  }
  await killed(child);
  for (const name of [join(folder, "hard"), `${path}.hard`, path]) expect(await attempt(name)).toBe("free");
  expect((await readdir(join(path, ".."))).toSorted()).toEqual(
    ["below", ...["", ".hard", ".link"].map((end) => basename(path) + end)].toSorted(),
  );
});

it("a symbolic link to a file that is not there yet is that file", async () => {
  const path = await place();
  await rm(path);
  await symlink(path, `${path}.link`);
  const journal = fileJournal(`${path}.link`);
  await journal.read().next();
  await expect(fileJournal(path).read().next()).rejects.toThrow("is in use (by this process)");
  await journal.close();
});

it("says which lock to delete when the process that holds it is gone after all", async () => {
  const path = await place();
  const child = spawn(process.execPath, ["--eval", "process.stdin.resume()"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  const lock = await left(path, { ...own, pid: Number(child.pid), started: "0" });
  expect(await attempt(path)).toBe(
    `${path} is in use (by process ${child.pid}). Please wait for it, or, if it is gone, delete ${lock}.`,
  );
  await killed(child);
  expect(await attempt(path)).toBe("free");
});

it("the lock of an earlier process whose number another has by now is taken over", async () => {
  const path = await place();
  const child = spawn(process.execPath, ["--eval", "process.stdin.resume()"]);
  onTestFinished(() => void child.kill("SIGKILL"));
  await left(path, { ...own, pid: Number(child.pid), started: "1" });
  await left(path, { ...own, started: "1" });
  expect(await attempt(path)).toBe("free");
});

it.each<[from: string, identity: Partial<ProcessIdentity>]>([
  ["another machine, or an earlier boot of this one", { boot: "0123456789ab" }],
  ["another container, of one host name and the same process number", { namespace: "1" }],
])("the lock of %s is not taken over, since nobody here sees its process", async (_, differs) => {
  const path = await place();
  const lock = await left(path, { ...own, ...differs });
  expect(await attempt(path)).toContain(
    `(by ${ELSEWHERE}). Please wait for it, or, if it is gone, delete ${lock}.`,
  );
});

it("a lock in the temporary folder is one of this machine: an earlier boot's has ended, a container's has not", async () => {
  const path = await place();
  const unlock = await lockFile(path);
  const beside = (await readdir(join(path, ".."))).find((name) => name.includes(".lock-")) ?? "";
  await unlock();
  const lockOf = (boot: string, namespace: string) =>
    join(
      tmpdir(),
      beside
        .replace(basename(path), "protexting")
        .replace(`${own.boot}-${own.namespace}`, `${boot}-${namespace}`),
    );
  await writeFile(lockOf("0123456789ab", own.namespace), "");
  expect(await attempt(path)).toBe("free");
  const container = lockOf(own.boot, "1");
  await writeFile(container, "");
  onTestFinished(() => rm(container));
  expect(await attempt(path)).toContain(`(by ${ELSEWHERE})`);
});

it("a lock that this version cannot read is not taken over", async () => {
  const path = await place();
  await writeFile(`${path}.lock-some-host-1-0`, "");
  expect(await attempt(path)).toContain(`(by ${ELSEWHERE})`);
});

it("many who come at once have one holder, though a dead one is in their way", async () => {
  const path = await place();
  await left(path, { ...own, pid: Number(spawnSync(process.execPath, ["--eval", ""]).pid) });
  const taken = await Promise.allSettled(Array.from({ length: 8 }, () => lockFile(path)));
  const [unlock, ...others] = taken.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  expect([typeof unlock, others]).toEqual(["function", []]);
  await unlock?.();
});

it("a process that has ended but was not waited for has ended", async () => {
  // It ends once its parent has become another program, which waits for no child.
  const ends = 'while [ "$(cat /proc/$PPID/comm)" != sleep ]; do :; done';
  const parent = spawn("sh", ["-c", `sh -c '${ends}' & echo "$!"; exec sleep 60`], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  onTestFinished(() => void parent.kill("SIGKILL"));
  const pid = Number(await says(parent));
  // Its parent does not wait for it, so it stays a zombie from its end on.
  await expect.poll(() => execFileSync("ps", ["-o", "stat=", "-p", String(pid)]).toString()).toMatch(/^Z/);
  expect(isRunning({ ...own, pid, started: "0" })).toBe(false);
});

const unshare = ["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"];
const [command = "", ...args] = [...unshare, "true"];
const mayUnshare = spawnSync(command, args).status === 0;

it.skipIf(!mayUnshare)(
  "two containers, each of whose process is number 1, cannot both have a file",
  async () => {
    const path = await place();
    await link(path, join(path, "..", "hard"));
    const first = start(path, unshare);
    expect(await says(first)).toBe("held");
    const second = start(path, unshare);
    expect(await says(second)).toContain(`Failed to open the journal: ${path} is in use (by ${ELSEWHERE})`);
    expect(await says(start(join(path, "..", "hard"), unshare))).toContain(`in use (by ${ELSEWHERE})`);
    expect(await attempt(path)).toContain(`(by ${ELSEWHERE})`);
    first.stdin?.end();
    await once(first, "exit");
    expect(await attempt(path)).toBe("free");
  },
);
