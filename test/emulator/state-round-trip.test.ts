/** A state that was saved and loaded is the one there was: no part of it is forgotten on the way. */
import { describe, expect, it } from "vitest";
import type * as z from "zod";
import { captureState } from "../../src/emulator/store/capture.ts";
import { rootFrom, type Snapshot } from "../../src/emulator/store/snapshot.ts";
import type { snapshotSchema } from "../../src/emulator/store/snapshot-schema.ts";
import { readStateLines, stateText } from "../../src/emulator/store/state-lines.ts";
import { filled, MADE, SMALL } from "../support/filled-emulator.ts";
import { START } from "../support/manual-clock.ts";
import { TestEmulator } from "../support/test-emulator.ts";

/** A type all of whose parts are there. */
type Whole<T> = T extends object ? { readonly [K in keyof T]-?: Whole<Exclude<T[K], undefined>> } : T;

async function throughLines(snapshot: Snapshot): Promise<Snapshot> {
  const text = [...stateText(captureState(rootFrom(structuredClone(snapshot))).records(), () => 0)].join("");
  return await readStateLines(linesIn(text));
}

async function* linesIn(text: string): AsyncGenerator<string, void, undefined> {
  yield* text.trimEnd().split("\n");
}

/** Records whose keys and values are free. */
const FREE = new Set(["inputs", "fields", "responseHeaders"]);

/** Facts that refuse a send, so that those of one which is kept have none of them. */
const REFUSING = "senderStatus optOut global forbiddenWord sameTextAt magic"
  .split(" ")
  .map((name) => `facts.${name}`);

/** Names of fields, each with that of its object, and whether any of them holds something. */
function fieldsOf(value: unknown, within: string, found: Map<string, boolean>): Map<string, boolean> {
  if (Array.isArray(value)) {
    for (const item of value) fieldsOf(item, within, found);
    return found;
  }
  if (typeof value !== "object" || value === null || FREE.has(within)) return found;
  for (const [key, part] of Object.entries(value)) {
    const holds =
      part !== null && part !== undefined && (typeof part !== "object" || Object.keys(part).length > 0);
    const name = `${within}.${key}`;
    found.set(name, found.get(name) === true || holds);
    fieldsOf(part, key, found);
  }
  return found;
}

describe("a state that was saved and loaded", () => {
  it("is the same, of an emulator that has something in every part", async () => {
    const { emulator } = await filled();
    const snapshot = await emulator.snapshot();
    expect(await throughLines(snapshot)).toEqual(snapshot);
  });

  it("goes on alike: what was pending comes about, at the same time", async () => {
    const emulator = await filled();
    const other = new TestEmulator(SMALL);
    other.clock.setTo(emulator.clock.now() - START);
    // Events are noted once a caller has asked for them.
    await other.emulator.messages.waitFor({}, AbortSignal.abort()).catch(() => undefined);
    await other.emulator.restore(await throughLines(await emulator.emulator.snapshot()));
    const before = await emulator.emulator.snapshot();
    for (const { emulator: handle } of [emulator, other]) {
      await handle.clock.resume();
      await handle.clock.advance("1h", { token: MADE });
    }
    const after = await emulator.emulator.snapshot();
    expect(await other.emulator.snapshot()).toEqual(after);
    const written = ({ root }: Snapshot) =>
      root.order.filter(({ handset }) => typeof handset?.wroteAt === "number").length;
    expect(written(after)).toBe(written(before) + 1);
  });

  it("has lost no field there: the filled emulator has something in each", async () => {
    const fields = fieldsOf(await (await filled()).emulator.snapshot(), "snapshot", new Map());
    const empty = [...fields].filter(([, holds]) => !holds).map(([name]) => name);
    expect(empty).toEqual(REFUSING);
  });

  it("is checked for each field of the state, those that may be left out among them", () => {
    // The compiler's to hold: a field that either lacks does not compile.
    const read = (checked: Whole<z.output<ReturnType<typeof snapshotSchema>>>): Whole<Snapshot> => checked;
    const kept = (state: Whole<Snapshot>): Whole<z.output<ReturnType<typeof snapshotSchema>>> => state;
    expect([read, kept]).toHaveLength(2);
  });
});
