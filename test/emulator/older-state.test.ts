/**
 * A state that an earlier build wrote, from before numbers could be blocked, handsets wrote and MMS were sent:
 * `fixtures/state/before-handsets.json` is such a build's own snapshot.
 */
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { json, startTestEmulator, TestEmulator } from "../support/test-emulator.ts";

const MADE = "test_made";
const WALKIN = "test_walkin";

const older = await readFile(new URL("../../fixtures/state/before-handsets.json", import.meta.url), "utf8");

describe("a state of an earlier build", () => {
  it("is restored over HTTP, with nobody opted out, no number blocked and an empty inbox", async () => {
    const emulator = new TestEmulator();
    expect((await emulator.control("PUT", "state", JSON.parse(older))).status).toBe(204);
    const { credits, numberStatus } = await emulator.account(MADE);
    expect([credits, Object.values(numberStatus).map(({ id }) => id)]).toEqual([499, [0]]);
    for (const token of [MADE, WALKIN]) {
      expect((await emulator.messages(`token=${token}`)).total).toBe(1);
      expect((await emulator.emulator.contacts.list({ token })).total).toBe(0);
      expect(json(await emulator.call("/v1/inbox/index", { token }))).toEqual([]);
      expect((await emulator.call("/v1/numbers/index", { token })).status).toBe(200);
      expect((await emulator.call("/v1/sent-history/single-list", { token })).status).toBe(200);
    }
    const journal = json<{ readonly items: readonly object[] }>(await emulator.control("GET", "journal"));
    expect(JSON.stringify(journal.items)).toContain("opt-out.refused");
  });

  it("goes on: messages are numbered on, handsets write and opt out, and it is written and read again whole", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.restore(JSON.parse(older));
    await emulator.sent({}, { token: MADE });
    await emulator.emulator.inbound({ token: MADE, from: "12125550150", message: "STOP" });
    const refused = await emulator.send({ MobilePhone: "12125550150", Message: "hi" }, { token: MADE });
    expect(refused.status).toBe(422);
    expect((await emulator.messages(`token=${MADE}`)).items.map(({ number }) => number)).toEqual([
      1002, 1001,
    ]);
    const snapshot = await emulator.emulator.snapshot();
    const other = new TestEmulator();
    await other.emulator.restore(JSON.parse(JSON.stringify(snapshot)));
    expect(await other.emulator.snapshot()).toEqual(snapshot);
  });

  it("is taken as a state file", async () => {
    const folder = await mkdtemp(join(tmpdir(), "protexting-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const stateFile = join(folder, "state.json");
    await writeFile(stateFile, older);
    const { accounts } = await startTestEmulator({}, { stateFile });
    expect((await accounts.list()).items.map(({ token }) => token).toSorted()).toEqual([MADE, WALKIN]);
  });

  it("is taken as lines whose kinds had other names: everything in it is there", async () => {
    const folder = await mkdtemp(join(tmpdir(), "protexting-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const stateFile = join(folder, "state.jsonl");
    // Written by the build before the lists stood in one table.
    await copyFile(new URL("../../fixtures/state/before-collections.jsonl", import.meta.url), stateFile);
    const { snapshot } = await startTestEmulator({}, { stateFile });
    const [tenant] = (await snapshot()).root.tenants;
    expect({
      inbox: tenant?.inbox.map(({ text }) => text),
      contacts: tenant?.contacts.map(([number, { optOut }]) => [number, optOut?.by]),
      templates: tenant?.templates.map(({ id }) => id),
      windows: tenant?.windows.map(([recipient]) => recipient),
      faultCounts: tenant?.faultCounts,
    }).toEqual({
      inbox: ["STOP"],
      contacts: [["12125550151", "handset"]],
      templates: [10_586],
      windows: ["12125550150"],
      faultCounts: [["fault-1", { matched: 1, fired: 0 }]],
    });
  });
});
