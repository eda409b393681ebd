/** How a template comes to be approved: by pace, by mode, by the name of its file and by hand. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Approval,
  approvalAt,
  approvalHistoryAt,
  approvalPollStep,
  decideApproval,
} from "../../src/emulator/domain/approval.ts";
import type { SettingsInput } from "../../src/emulator/index.ts";
import { magicFiles } from "../../src/protocol/magic-files.ts";
import { magicNumbers } from "../../src/protocol/magic-numbers.ts";
import {
  isFinalForTemplate,
  isMmsTemplateStatusId,
  type MmsTemplateStatusId,
  mmsTemplateStatuses,
} from "../../src/protocol/mms-template-status.ts";
import { START } from "../support/manual-clock.ts";
import { type Answered, json, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const VIEW = "/v1/mms-template/view";
const INDEX = "/v1/mms-template/index";

async function create(emulator: TestEmulator, file = "picture.png", token = TOKEN): Promise<number> {
  const answer = await emulator.create({ ResourceLink: `https://media.example.test/${file}` }, { token });
  if (answer.status !== 201) throw new Error(`Expected a template: ${answer.status} ${answer.text}`);
  return json<{ readonly Id: number }>(answer).Id;
}

async function view(emulator: TestEmulator, id: number): Promise<readonly [number, string]> {
  const answer = await emulator.call(VIEW, { query: `id=${id}` });
  const row = json<{ readonly Status_Id: number; readonly Status_Description: string }>(answer);
  return [row.Status_Id, row.Status_Description];
}

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

function problem(answer: Answered): unknown {
  const { detail } = json<{ readonly detail: string }>(answer);
  return [answer.status, detail];
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

describe("a decision by hand", () => {
  it("[approval.end] moves a template at once, and is in its history", async () => {
    const emulator = new TestEmulator();
    const id = await create(emulator);
    emulator.clock.advance(2500);
    const answer = await emulator.control("POST", `templates/${id}/status`, { token: TOKEN, id: 4 });
    expect([answer.status, json(answer)]).toEqual([
      200,
      {
        id,
        token: TOKEN,
        name: "",
        resourceLink: "https://media.example.test/picture.png",
        url: expect.stringMatching(/^https:\/\/mms\.protexting\.com\/uploads\/media\/[0-9a-f]{20}\.png$/),
        status: { id: 4, description: "Rejected" },
        history: [
          { id: 0, at: "2026-01-15T12:00:00.000Z" },
          { id: 1, at: "2026-01-15T12:00:02.000Z" },
          { id: 4, at: "2026-01-15T12:00:02.500Z" },
        ],
        end: 3,
        endBy: "account",
        createdAt: "2026-01-15T12:00:00.000Z",
      },
    ]);
    emulator.clock.advance(60_000);
    expect(await view(emulator, id)).toEqual([4, "Rejected"]);
  });

  it("[template.states] does not move a final state: 409", async () => {
    const emulator = new TestEmulator();
    const id = await create(emulator);
    emulator.clock.advance(6000);
    const answer = await emulator.control("POST", `templates/${id}/status`, { token: TOKEN, id: 4 });
    expect(problem(answer)).toEqual([409, 'The state of the template "10586" is final and does not move.']);
    expect((await view(emulator, id))[0]).toBe(3);
  });

  it("says which account or template there is not, and which field is wrong", async () => {
    const emulator = new TestEmulator();
    const id = await create(emulator);
    const post = async (path: string, body: object) => problem(await emulator.control("POST", path, body));
    expect(await post(`templates/${id + 1}/status`, { token: TOKEN, id: 4 })).toEqual([
      404,
      'There is no template of the account "test_alice" "10587".',
    ]);
    expect(await post(`templates/${id}/status`, { token: "nobody", id: 4 })).toEqual([
      404,
      'There is no account "nobody".',
    ]);
    for (const body of [{ token: TOKEN, id: 6 }, { id: 4 }, { token: TOKEN }, { token: TOKEN, id: "4" }]) {
      expect((await emulator.control("POST", `templates/${id}/status`, body)).status).toBe(400);
    }
    expect((await emulator.control("GET", `templates/x?token=${TOKEN}`)).status).toBe(400);
    expect((await emulator.control("GET", `templates/${id}`)).status).toBe(400);
    expect((await emulator.control("GET", "templates?token=nobody")).status).toBe(404);
  });

  it("is taken by the handle as over HTTP; the list has the newest first", async () => {
    const emulator = new TestEmulator();
    const ids = [await create(emulator), await create(emulator), await create(emulator)];
    await create(emulator, "other.png", "test_bob");
    const { templates } = emulator.emulator;
    const decided = await templates.setStatus(10587, { token: TOKEN, id: 5 });
    expect(decided.status).toEqual({ id: 5, description: "Processed Failed" });
    const { items, total } = await templates.list({ token: TOKEN, limit: 2 });
    expect([items.map(({ id }) => id), total]).toEqual([[10588, 10587], ids.length]);
    expect(json(await emulator.control("GET", `templates?token=${TOKEN}&limit=2`))).toEqual({ items, total });
    expect(json(await emulator.control("GET", `templates/10587?token=${TOKEN}`))).toEqual(decided);
  });
});

describe("events of a template", () => {
  it("tell each state when it begins, in order of time, and a decision when it is made", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.messages.waitFor({ timeoutMs: 0 }).catch(() => {});
    const planned = await create(emulator);
    const byHand = await create(emulator);
    emulator.clock.advance(2500);
    await emulator.emulator.templates.setStatus(byHand, { token: TOKEN, id: 3 });
    emulator.clock.advance(60_000);
    const { events } = (await emulator.emulator.snapshot()).root;
    const told = events.flatMap(({ at, what }) =>
      what.type === "template" ? [[at - START, what.template, what.status]] : [],
    );
    expect(told).toEqual([
      [0, planned, 0],
      [0, byHand, 0],
      [2000, planned, 1],
      [2000, byHand, 1],
      [2500, byHand, 3],
      [4000, planned, 2],
      [6000, planned, 3],
    ]);
  });
});

describe("the approval of any template", () => {
  const status = fc.constantFrom<MmsTemplateStatusId>(0, 1, 2, 3, 4, 5);
  const pace = fc.record({
    mode: fc.constantFrom("immediate" as const, "time" as const, "polls" as const, "manual" as const),
    stepMs: fc.nat(5000),
    end: status,
  });
  const act = fc.record({ wait: fc.nat(4000), does: fc.constantFrom("read", "decide"), status });

  it("never leaves a final state, whatever is read and decided, and each state is in its history", () => {
    let finals = 0;
    fc.assert(
      fc.property(pace, fc.array(act, { maxLength: 12 }), (ofAccount, acts) => {
        let approval: Approval = { createdAt: 1000, pace: ofAccount, end: ofAccount.end, taken: [] };
        let now = 1000;
        let final: MmsTemplateStatusId | undefined;
        for (const { wait, does, status: decided } of acts) {
          now += wait;
          const step =
            does === "read" ? approvalPollStep(approval, now) : decideApproval(approval, decided, now);
          if (step !== undefined) approval = { ...approval, taken: [...approval.taken, step] };
          const present = approvalAt(approval, now);
          expect(approvalHistoryAt(approval, now).at(-1)?.status).toBe(present);
          if (final === undefined && isFinalForTemplate(present)) final = present;
          expect(present).toBe(final ?? present);
        }
        if (final !== undefined) finals++;
      }),
      { seed: 82_257, numRuns: 300 },
    );
    expect(finals).toBeGreaterThan(100);
  });
});
