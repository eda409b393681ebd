/** Shapes of live as they were recorded: of what, and when. */
import { readFile, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { findDrift } from "../../../contracts/drift/drift.ts";
import { readRecorded, writeRecorded } from "../../../contracts/drift/recorded.ts";
import { reportLines, standingOf } from "../../../contracts/drift/report.ts";
import { startStandIn, TOKEN } from "../live/stand-in.ts";
import { instantly, NOON, setScene } from "./scene.ts";

const { emulator, file, againstLive } = setScene();

const VENDOR = "https://api2.protexting.com";
const shape = { status: ["200"] };

describe("recorded shapes", () => {
  it.each([
    ["another origin", { target: VENDOR, address: "127.0.0.1" }],
    ["the same origin elsewhere", { target: "", address: "127.0.0.2" }],
    ["the same origin as a name server has it", { target: "" }],
  ])("of %s are not compared, and not written over, and nobody is asked", async (_case, of) => {
    await using live = await startStandIn();
    const shapesFile = file("other.json");
    const other = { ...of, target: of.target || live.url, shapes: { one: { recordedAt: NOON, shape } } };
    await writeFile(shapesFile, JSON.stringify(other));
    const access = { token: TOKEN, resolve: [live.resolve], time: instantly() };
    const options = { a: emulator().url, b: live.url, live: access, shapesFile };
    for (const record of [false, true]) {
      await expect(findDrift({ ...options, record })).rejects.toThrow(
        `they are of ${other.target}${"address" in of ? ` at ${of.address}` : ""}, and what is asked is ${live.url} at 127.0.0.1. Please give a file of its own with --shapes.`,
      );
    }
    expect(live.seen).toEqual([]);
    expect(JSON.parse(await readFile(shapesFile, "utf8"))).toEqual(other);
  });

  it("say where live was said to be, instead of by a name server", async () => {
    const { recorded, drift } = await againstLive({ record: true });
    expect(recorded?.address).toBe("127.0.0.1");
    expect(reportLines(drift).join("\n")).toContain("guarded egress, at 127.0.0.1 as --resolve says");
  });

  it("have a date each: what was not seen again keeps its own", async () => {
    const shapesFile = file("dated.json");
    const [early, late] = [NOON, "2026-02-01T12:00:00.000Z"];
    const both = { one: { recordedAt: early, shape }, two: { recordedAt: early, shape } };
    await writeRecorded(shapesFile, { target: VENDOR, shapes: both });
    await writeRecorded(shapesFile, { target: VENDOR, shapes: { two: { recordedAt: late, shape } } });
    const recorded = await readRecorded(shapesFile);
    expect(recorded?.shapes).toEqual({ ...both, two: { recordedAt: late, shape } });
    const drift = await findDrift({ a: emulator().url, b: emulator().url, shapesFile });
    expect(standingOf(drift)).toContain(
      `live: shapes of ${VENDOR} were recorded between 2026-01-15 and 2026-02-01; b is on this machine`,
    );
  });

  it("that nobody can read are refused by file and place, and left", async () => {
    const shapesFile = file("broken.json");
    const text = JSON.stringify({ target: VENDOR, shapes: { one: { recordedAt: "soon", shape } } });
    await writeFile(shapesFile, text);
    const options = { a: emulator().url, b: emulator().url, shapesFile };
    await expect(findDrift(options)).rejects.toThrow(`(${shapesFile}): shapes.one.recordedAt`);
    expect(await readFile(shapesFile, "utf8")).toBe(text);
  });
});
