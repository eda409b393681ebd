/** Decisions on templates by hand, what is told of them, and approval by property. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type Approval,
  approvalAt,
  approvalHistoryAt,
  approvalPollStep,
  decideApproval,
} from "../../src/emulator/domain/approval.ts";
import { isFinalForTemplate, type MmsTemplateStatusId } from "../../src/protocol/mms-template-status.ts";
import { START } from "../support/manual-clock.ts";
import { type Answered, json, TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { create, view } from "./template-steps.ts";

function problem(answer: Answered): unknown {
  const { detail } = json<{ readonly detail: string }>(answer);
  return [answer.status, detail];
}

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
