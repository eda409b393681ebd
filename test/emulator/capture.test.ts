/** A state that is read over time is the one it was at the beginning, whatever happens meanwhile. */
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { SnapshotBuilder } from "../../src/emulator/store/state-record.ts";
import { DATA, openWorld, RECIPIENTS, SMALL, steps, TOKENS, type World } from "../support/state-world.ts";

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
        const world = openWorld(SMALL, DATA);
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

/** With as many messages as are kept, of which some still bring something about, and a fault that waits. */
async function full(): Promise<World> {
  const world = openWorld(SMALL, DATA);
  for (const token of ["test_a", "test_b"]) {
    await world.accounts.patch(token, { credits: 100 });
    await steps["resend"]?.(world, token, "12125550105");
    for (const to of ["12125550160", "12125550160", "12125550129"]) await steps["send"]?.(world, token, to);
    await world.faults.add({ kind: "status", status: 503, nth: 2, match: { token } });
    await world.clock.advance("500ms", { token });
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

it("[state.moment] [retention.bytes] what makes room meanwhile takes nothing from a state under way", async () => {
  const bytes = 60_000;
  const customFields = Array.from({ length: 60 }, (_, index) => ({ name: `field ${index}` }));
  const accounts = DATA.accounts.map((account) => ({ ...account, customFields }));
  const world = openWorld({ retention: { bytes } }, { accounts });
  const expected = JSON.stringify(await world.snapshot());
  const state = world.store.capture();
  for (let sent = 0; sent < 60; sent++) await steps["send"]?.(world, "test_b", "12125550160");
  const builder = new SnapshotBuilder();
  for (const record of state.records()) builder.add(structuredClone(record));
  state.end();
  expect(JSON.stringify(builder.snapshot())).toBe(expected);
  const after = (await world.snapshot()).root.tenants.map((tenant) => tenant.customFields.length);
  expect(Math.min(...after)).toBeLessThan(60);
  await world.close();
});
