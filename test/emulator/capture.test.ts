/** A state that is read over time is the one it was at the beginning, whatever happens meanwhile. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { assemble, type EmulatorParts } from "../../src/emulator/assemble.ts";
import type { SeedData } from "../../src/emulator/index.ts";
import { SnapshotBuilder } from "../../src/emulator/store/state-record.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { NO_LIMITS, SEED } from "../support/test-emulator.ts";

const TOKENS = ["test_a", "test_b", "test_c"] as const;
const RECIPIENTS = ["12125550150", "12125550160", "12125550105"] as const;

/** Small enough that messages, accounts and all else go while they are read. */
const SMALL = {
  retention: { messages: 9, inbox: 3, contacts: 3, templates: 3, journal: 12, events: 12 },
  tenants: { limit: 2 },
  ...NO_LIMITS,
  limits: { rate: null, perRecipient: { limit: 1000, windowSeconds: 60 } },
};

const DATA: SeedData = {
  accounts: [
    {
      token: "test_a",
      templates: [
        { resourceLink: "https://media.example.test/a.jpg", createdAt: "-2d", status: 3 },
        { resourceLink: "https://media.example.test/c.jpg", createdAt: "-1s" },
      ],
      messages: [
        { to: "12125550105", template: 10_586, resend: true, sentAt: "-1s" },
        { to: "12125550150", text: "just now", sentAt: "-1s" },
      ],
      inbox: [{ from: "12125550150", message: "hello", receivedAt: "-1h" }],
    },
    { token: "test_b", delivery: { mode: "polls" }, messages: [{ to: "12125550160", text: "polled" }] },
  ],
};

interface World extends EmulatorParts {
  readonly time: ManualClock;
}

type Step = (world: World, token: string, recipient: string) => unknown;

const post = ({ fetch }: World, path: string, token: string, fields: object) =>
  fetch(`http://localhost/v1/${path}?access_token=${token}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(fields),
  });

const newest = async ({ messages }: World, token: string) => (await messages.list({ token })).items[0]?.id;

/** All that changes the state, by what it does to it. */
const steps: Readonly<Record<string, Step>> = {
  send: (world, token, MobilePhone) => post(world, "sms/send", token, { MobilePhone, Message: "hi" }),
  resend: (world, token) =>
    post(world, "sms/send", token, {
      MobilePhone: "12125550105",
      MmsTemplateId: 10_586,
      MmsResend: 1,
      Subject: "look",
      Message: "hi",
    }),
  template: (world, token) =>
    post(world, "mms-template/create", token, {
      ResourceLink: "https://media.example.test/b.jpg",
      Name: "b",
    }),
  approve: ({ templates }, token) => templates.setStatus(10_587, { token, id: 3 }).catch(() => undefined),
  inbound: ({ inbound }, token, from) => inbound({ token, from, message: "STOP" }).catch(() => undefined),
  optIn: (world, token, PhoneNumber) => post(world, "contacts-opt-in/create-custom", token, { PhoneNumber }),
  decide: async (world, token) => {
    const id = await newest(world, token);
    if (id !== undefined) await world.messages.setStatus(id, 4);
  },
  poll: async (world, token) => {
    const id = await newest(world, token);
    await world.fetch(`http://localhost/v1/sms/delivery-report?access_token=${token}&id=${id}`);
  },
  fault: ({ faults }, token) => faults.add({ kind: "status", status: 503, times: 1, match: { token } }),
  meetFault: ({ store }, token) => store.meetFault({ token, endpoint: "sms.send", recipient: "" }, "before"),
  forgive: ({ faults }) => faults.clear(),
  pass: ({ time }) => time.advance(1500),
  advance: ({ clock }, token) => clock.advance("1s", { token }).catch(() => undefined),
  freeze: ({ clock }) => clock.freeze(),
  topUp: ({ accounts }, token) => accounts.patch(token, { credits: 7 }).catch(() => undefined),
  replace: ({ accounts }, token) => accounts.create({ token, credits: 3 }),
  reset: ({ reset }, token) => reset({ token }),
  resetAll: ({ reset }) => reset(),
  forget: ({ journal }, token) => journal.clear({ token }),
  plant: ({ plant }) => plant(DATA),
  restore: async ({ snapshot, restore }, token) => restore(await snapshot({ token }), { token }),
};

const happening = fc.record({
  step: fc.constantFrom(...Object.values(steps)),
  token: fc.constantFrom(...TOKENS),
  recipient: fc.constantFrom(...RECIPIENTS),
});

it("[state.moment] what is read in pieces while the books go on is one state that there was", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(happening, { maxLength: 25 }),
      fc.array(fc.record({ reads: fc.nat({ max: 8 }), next: happening }), {
        maxLength: 25,
      }),
      async (before, meanwhile) => {
        const time = new ManualClock();
        const parts = assemble({ settings: SMALL, seed: SEED, clock: time, data: DATA }, () => ({
          kind: "in-process",
        }));
        const world: World = { ...parts, time };
        world.store.listen();
        for (const { step, token, recipient } of before) await step(world, token, recipient);
        const expected = JSON.stringify(await world.snapshot());
        const state = world.store.capture();
        const records = state.records()[Symbol.iterator]();
        const builder = new SnapshotBuilder();
        const take = (): boolean => {
          const { done, value } = records.next();
          // As if written: later changes of the record's own object are too late.
          if (done !== true) builder.add(structuredClone(value));
          return done !== true;
        };
        for (const { reads, next } of meanwhile) {
          for (let read = 0; read < reads; read++) take();
          await next.step(world, next.token, next.recipient);
        }
        while (take());
        state.end();
        expect(JSON.stringify(builder.snapshot())).toBe(expected);
        await world.close();
      },
    ),
    { numRuns: 150, seed: 20_260_115 },
  );
});

/** With as many messages as are kept, one that was polled, and a fault that waits. */
async function full(): Promise<World> {
  const time = new ManualClock();
  const parts = assemble({ settings: SMALL, seed: SEED, clock: time, data: DATA }, () => ({
    kind: "in-process",
  }));
  const world: World = { ...parts, time };
  for (const token of ["test_a", "test_b"]) {
    await world.accounts.patch(token, { credits: 100 });
    for (let sent = 0; sent < 4; sent++) await steps["send"]?.(world, token, "12125550160");
    await world.faults.add({ kind: "status", status: 503, nth: 2, match: { token } });
    await world.clock.advance("1s", { token });
  }
  return world;
}

it.each(Object.entries(steps))("a state that is read after %s is the one before it", async (name, step) => {
  let changes = 0;
  for (const token of TOKENS) {
    const world = await full();
    const before = JSON.stringify(await world.snapshot());
    const state = world.store.capture();
    await step(world, token, "12125550150");
    const builder = new SnapshotBuilder();
    for (const record of state.records()) builder.add(record);
    expect(JSON.stringify(builder.snapshot())).toBe(before);
    if (JSON.stringify(await world.snapshot()) !== before) changes++;
    await world.close();
  }
  // A restore of what there is changes only which objects hold it, and nothing more falls due here as time passes.
  expect(changes > 0 || ["restore", "pass"].includes(name)).toBe(true);
});
