/** Two emulators that are asked the same. */
import { describe, expect, it } from "vitest";
import { type Drift, findDrift } from "../../../contracts/drift/drift.ts";
import { reportLines } from "../../../contracts/drift/report.ts";
import { type SettingsInput, startEmulator } from "../../../src/emulator/index.ts";
import { startStandIn } from "../live/stand-in.ts";
import { placesOf, setScene } from "./scene.ts";

const { emulator } = setScene();

async function against(settings: SettingsInput): Promise<Drift> {
  await using other = await startEmulator({ port: 0, settings });
  return await findDrift({ a: emulator().url, b: other.url });
}

describe("two emulators", () => {
  it("that are the same show no drift, in any list, view, report or refusal", async () => {
    const drift = await against({});
    expect(drift).toMatchObject({
      differences: [],
      notCompared: [],
      problems: [],
      worst: undefined,
      isLive: false,
    });
    expect(drift.compared).toBeGreaterThan(60);
  });

  it("of other releases of the framework differ in what the releases differ in", async () => {
    const drift = await against({ framework: "2.0.55" });
    expect(drift.worst).toBe("emulator-wrong");
    expect(placesOf(drift)).toContain("header vary");
  });

  it("of which one answers as the vendor's samples are printed differ in that", async () => {
    const drift = await against({ asPrinted: true });
    expect(placesOf(drift)).toEqual(["body", "header content-type"]);
  });

  it("of which one refuses with another status differ in the status", async () => {
    const drift = await against({ errors: { unknownId: { status: 403, message: "No." } } });
    expect(placesOf(drift)).toEqual(["status"]);
  });

  it("without the control API are compared in what fresh accounts have", async () => {
    await using live = await startStandIn();
    const drift = await findDrift({ a: emulator().url, b: `http://127.0.0.1:${live.port}` });
    expect(drift).toMatchObject({ isLive: false, problems: [], differences: [] });
    expect(drift.notCompared.length).toBeGreaterThan(0);
    expect(live.seen.some(({ url }) => url.includes("live_"))).toBe(false);
  });

  it("leave what they are asked as it was, but for the accounts made for it", async () => {
    await using other = await startEmulator({ port: 0 });
    await other.accounts.create({ token: "test_mine", credits: 77 });
    await findDrift({ a: emulator().url, b: other.url });
    const { items } = await other.accounts.list();
    expect(items.map(({ token, credits }) => [token, credits])).toEqual([
      ["test_mine", 77],
      ["test_drift", expect.any(Number)],
    ]);
  });

  it("of which one leads elsewhere differ in the status, and nobody goes there", async () => {
    await using elsewhere = await startStandIn();
    await using leading = await startStandIn({
      mischief: (_seen, response) => {
        response.writeHead(307, { Location: `http://127.0.0.1:${elsewhere.port}/` }).end();
        return true;
      },
    });
    const drift = await findDrift({ a: emulator().url, b: `http://127.0.0.1:${leading.port}` });
    expect(placesOf(drift)).toEqual(["status"]);
    expect(elsewhere.seen).toEqual([]);
  });

  it("say nothing of live, and the report says so", async () => {
    expect(reportLines(await against({})).join("\n")).toContain(
      "live: never verified live; b is on this machine, and says nothing of it",
    );
  });

  it("that are not there are a problem, and no success", async () => {
    const drift = await findDrift({ a: emulator().url, b: "http://127.0.0.1:1" });
    expect(drift.compared).toBe(0);
    expect(drift.problems).toContain("Nothing was compared.");
  });
});
