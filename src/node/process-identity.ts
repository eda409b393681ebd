/** Identity of this process to others that share its files, also from within a container or after a restart. */
import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { codeOf } from "../shared/error-text.ts";

export interface ProcessIdentity {
  /** The running kernel: its boot id, or, where the system has none, the machine's name. Twelve hex digits. */
  readonly boot: string;
  /** The namespace in which the process number counts, as containers have their own; "0" where unknown. */
  readonly namespace: string;
  readonly pid: number;
  /** Clock ticks from the boot to the start of the process; "0" where unknown. Tells a number used twice apart. */
  readonly started: string;
}

export function ownIdentity(): ProcessIdentity {
  const boot = attempt(() => readFileSync("/proc/sys/kernel/random/boot_id", "latin1"));
  return {
    boot: boot === undefined ? hashed(hostname()) : boot.replaceAll("-", "").slice(0, 12),
    namespace: /\d+/.exec(attempt(() => readlinkSync("/proc/self/ns/pid")) ?? "")?.[0] ?? "0",
    pid: process.pid,
    started: statOf(process.pid)?.started ?? "0",
  };
}

/** True when both count their processes in the same list, so that one can tell whether the other lives. */
export function areNeighbours(one: ProcessIdentity, other: ProcessIdentity): boolean {
  return one.boot === other.boot && one.namespace === other.namespace;
}

/** @param identity of a neighbour */
export function isRunning({ pid, started }: ProcessIdentity): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: the process of another user cannot be signalled, but is there.
    if (codeOf(error) === "ESRCH") return false;
  }
  const stat = statOf(pid);
  if (stat === undefined) return true;
  // A zombie has ended; its parent has not asked for its exit code yet.
  return stat.state !== "Z" && stat.state !== "X" && (started === "0" || stat.started === started);
}

/** Undefined where `/proc` is missing, hides the process, or is that of another namespace. */
function statOf(pid: number): { readonly state: string; readonly started: string } | undefined {
  if (attempt(() => readlinkSync("/proc/self")) !== String(process.pid)) return undefined;
  const stat = attempt(() => readFileSync(`/proc/${pid}/stat`, "latin1"));
  // The name of the program stands in parentheses, and may hold any character.
  const fields = stat?.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state, started] = [fields?.[0], fields?.[19]];
  return state === undefined || started === undefined ? undefined : { state, started };
}

function hashed(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}

function attempt(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
