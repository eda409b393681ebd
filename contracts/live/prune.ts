/**
 * The pact that the verifier gets: the selected interactions and no others, in a file of its own. Pruned before the
 * verifier starts, since its own filters pass when they match nothing, and its hooks run too late to stop a request.
 */
import { rmSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseLivePact } from "./interaction.ts";
import type { Plan } from "./plan.ts";

/** @param text of the whole pact */
export function prune(text: string, { items }: Plan): string {
  const interactions = items.flatMap(({ selected }) =>
    selected === undefined ? [] : [selected.interaction],
  );
  return `${JSON.stringify({ ...parseLivePact(text), interactions }, undefined, 2)}\n`;
}

export interface PrivateFile extends AsyncDisposable {
  readonly path: string;
}

/** Writes a file into a folder that no other user can read; both go when disposed of or when the process ends. */
export async function privateFile(name: string, text: string): Promise<PrivateFile> {
  const folder = await mkdtemp(join(tmpdir(), "protexting-live-"));
  const removeNow = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", removeNow);
  const remove = async () => {
    process.off("exit", removeNow);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const path = join(folder, name);
    await writeFile(path, text, { mode: 0o600, flag: "wx" });
    return { path, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
