/** How a template comes to be approved: by pace, by mode, by the name of its file and by hand. */
import { describe, expect, it } from "vitest";
import type { SettingsInput } from "../../src/emulator/index.ts";
import { magicFiles } from "../../src/protocol/magic-files.ts";
import { magicNumbers } from "../../src/protocol/magic-numbers.ts";
import {
  isFinalForTemplate,
  isMmsTemplateStatusId,
  mmsTemplateStatuses,
} from "../../src/protocol/mms-template-status.ts";
import { json, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { create, view } from "./template-steps.ts";

const INDEX = "/v1/mms-template/index";

/** States at the given milliseconds after the creation. */
async function statesAt(settings: SettingsInput, times: readonly number[], file?: string) {
  const emulator = new TestEmulator(settings);
  const id = await create(emulator, file);
  const states: number[] = [];
  for (const ms of times) {
    emulator.clock.setTo(ms);
    states.push((await emulator.emulator.templates.get(id, { token: TOKEN })).status.id);
  }
  return states;
}

describe("a template's state", () => {
  it("[template.states] is one of six, with the vendor's texts, of which 3, 4 and 5 are final", () => {
    expect(mmsTemplateStatuses).toEqual({
      0: "Pending for processing",
      1: "Processing",
      2: "Processed pending approval",
      3: "Approved",
      4: "Rejected",
      5: "Processed Failed",
    });
    const ids = Object.keys(mmsTemplateStatuses).map(Number);
    expect(ids.map(isFinalForTemplate)).toEqual([false, false, false, true, true, true]);
    expect([6, -1, 1.5, 40].map(isFinalForTemplate)).toEqual([false, false, false, false]);
    expect([6, -1].some(isMmsTemplateStatusId)).toBe(false);
  });

  it("[approval.pace] goes 0, 1, 2 and 3, two seconds apart", async () => {
    const emulator = new TestEmulator();
    const id = await create(emulator);
    const seen = [];
    for (const ms of [0, 1999, 2000, 3999, 4000, 5999, 6000, 86_400_000]) {
      emulator.clock.setTo(ms);
      seen.push(await view(emulator, id));
    }
    expect(seen).toEqual([
      [0, "Pending for processing"],
      [0, "Pending for processing"],
      [1, "Processing"],
      [1, "Processing"],
      [2, "Processed pending approval"],
      [2, "Processed pending approval"],
      [3, "Approved"],
      [3, "Approved"],
    ]);
  });

  it("[approval.pace] of what cannot be processed is 5 after Processing", async () => {
    expect(await statesAt({ approval: { end: 5 } }, [0, 2000, 3999, 4000, 9000])).toEqual([0, 1, 1, 5, 5]);
  });

  it.each([0, 1, 2] as const)("[approval.end] that is %i stays there", async (end) => {
    expect(await statesAt({ approval: { end } }, [6000, 86_400_000])).toEqual([end, end]);
  });

  it("[approval.pace] in the mode immediate is at its end at once, in the answer of create too", async () => {
    const emulator = new TestEmulator({ approval: { mode: "immediate" } });
    const answer = await emulator.create({ ResourceLink: "https://media.example.test/a.png" });
    expect(json(answer)).toMatchObject({ Status_Id: 3, Status_Description: "Approved" });
  });

  it("[approval.pace] in the mode polls moves a step with each read through the vendor's API, and with no other", async () => {
    const emulator = new TestEmulator({ approval: { mode: "polls" } });
    const id = await create(emulator);
    emulator.clock.advance(60_000);
    await emulator.control("GET", `templates?token=${TOKEN}`);
    await emulator.emulator.templates.get(id, { token: TOKEN });
    const seen = [await view(emulator, id)];
    seen.push(
      ...json<{ Status_Id: number; Status_Description: string }[]>(await emulator.call(INDEX)).map(
        (row) => [row.Status_Id, row.Status_Description] as const,
      ),
    );
    for (let reads = 0; reads < 3; reads++) seen.push(await view(emulator, id));
    expect(seen.map(([state]) => state)).toEqual([0, 1, 2, 3, 3]);
  });

  it("[approval.pace] in the mode manual moves by hand alone", async () => {
    const emulator = new TestEmulator({ approval: { mode: "manual" } });
    const id = await create(emulator);
    emulator.clock.advance(86_400_000);
    expect(await view(emulator, id)).toEqual([0, "Pending for processing"]);
    await emulator.emulator.templates.setStatus(id, { token: TOKEN, id: 2 });
    expect((await view(emulator, id))[0]).toBe(2);
  });

  it("[approval.pace] is the account's, as it was when the template was created", async () => {
    const emulator = new TestEmulator();
    const { approval } = await emulator.open(TOKEN, { approval: { stepMs: 10, end: 4 } });
    expect(approval).toEqual({ mode: "time", stepMs: 10, end: 4 });
    const before = await create(emulator);
    const patched = await emulator.control("PATCH", `accounts/${TOKEN}`, { approval: { mode: "immediate" } });
    expect(json(patched)).toMatchObject({ approval: { mode: "immediate", stepMs: 10, end: 4 } });
    expect((await view(emulator, await create(emulator)))[0]).toBe(4);
    expect((await view(emulator, before))[0]).toBe(0);
    emulator.clock.advance(30);
    expect((await view(emulator, before))[0]).toBe(4);
  });
});

describe("a magic file", () => {
  it("[magic.file] is listed by the control API and the handle, after the magic numbers", async () => {
    const emulator = new TestEmulator();
    const all = [...magicNumbers, ...magicFiles];
    expect(json(await emulator.control("GET", "magic-numbers"))).toEqual({ items: all, total: all.length });
    expect(emulator.emulator.magicNumbers()).toEqual({ items: all, total: all.length });
  });

  it.each(magicFiles)("[magic.file] $file is $says", async ({ file, does: { status }, says }) => {
    const emulator = new TestEmulator();
    // Whatever the account says.
    await emulator.open(TOKEN, { approval: { end: status === 4 ? 3 : 4 } });
    const id = await create(emulator, file.replace("*", "JPG"));
    const { decidedBy, steps } = (await emulator.lastEntry()).explanation;
    expect([decidedBy, steps.map(({ rule }) => rule)]).toEqual([
      "template.create",
      expect.arrayContaining(["magic.file"]),
    ]);
    emulator.clock.advance(60_000);
    expect(await view(emulator, id)).toEqual([status, mmsTemplateStatuses[status]]);
    expect(says).toMatch(new RegExp(`${mmsTemplateStatuses[status]} \\(${status}\\)$`));
  });

  it("[media.size] stands for a file that is too large, since none is measured", async () => {
    for (const file of ["magic-too-large.png", "magic-animated-too-large.gif"]) {
      const emulator = new TestEmulator();
      const id = await create(emulator, file);
      emulator.clock.advance(4000);
      expect(await view(emulator, id)).toEqual([5, "Processed Failed"]);
    }
  });

  it.each([
    "magic-rejected2.png",
    "my-magic-rejected.png",
    "MAGIC-REJECTED.png",
    "magic-animated-too-large.png",
  ])("[magic.file] is not %s", async (file) => {
    const emulator = new TestEmulator();
    const id = await create(emulator, file);
    emulator.clock.advance(6000);
    expect((await view(emulator, id))[0]).toBe(3);
  });
});
