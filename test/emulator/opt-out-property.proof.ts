/** Whatever is written and called in whatever order: a send is accepted exactly when its recipient is opted in. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json, NO_LIMITS, TestEmulator } from "../support/test-emulator.ts";

const TOKENS = ["test_a", "test_b"] as const;
const NUMBERS = ["12125550150", "442079460123"] as const;
const TEXTS = ["STOP", "quit ", "START", "unstop", "HELP", "hello", "please STOP"] as const;

/** Origin of a recipient's opt-out; undefined for one who takes messages. */
type Model = Map<string, "api" | "handset">;

interface Step {
  readonly does: "write" | "opt-out" | "opt-in" | "send" | "wait" | "snapshot";
  readonly token: string;
  readonly number: string;
  readonly text: string;
}

const step = fc.record({
  does: fc.constantFrom<Step["does"]>(
    "write",
    "write",
    "opt-out",
    "opt-out",
    "opt-in",
    "opt-in",
    "send",
    "send",
    "wait",
    "snapshot",
  ),
  token: fc.constantFrom(...TOKENS),
  number: fc.constantFrom(...NUMBERS),
  text: fc.constantFrom(...TEXTS),
});

/** Changes the model as the call should. @returns the status it should answer */
function expected(model: Model, { does, token, number, text }: Step): number {
  const who = `${token} ${number}`;
  const by = model.get(who);
  switch (does) {
    case "write": {
      const word = text.trim().toUpperCase();
      if (word === "STOP" || word === "QUIT") model.set(who, "handset");
      if (word === "START" || word === "UNSTOP") model.delete(who);
      return 201;
    }
    case "opt-out":
      model.set(who, by ?? "api");
      return 201;
    case "opt-in":
      if (by === "api") model.delete(who);
      return by === "api" ? 201 : 422;
    case "send":
      return by === undefined ? 200 : 422;
    case "wait":
    case "snapshot":
      return 0;
  }
}

async function done(emulator: TestEmulator, { does, token, number, text }: Step): Promise<number> {
  switch (does) {
    case "write":
      return (await emulator.control("POST", "inbound", { token, from: number, message: text })).status;
    case "opt-out":
      return (await emulator.send({ PhoneNumber: number }, { token, path: "/v1/contacts/opt-out" })).status;
    case "opt-in": {
      const path = "/v1/contacts-opt-in/create-custom";
      return (await emulator.send({ PhoneNumber: number }, { token, path })).status;
    }
    case "send":
      return (await emulator.send({ MobilePhone: number, Message: "hi" }, { token })).status;
    case "wait":
      emulator.clock.advance(86_400_000);
      return 0;
    case "snapshot":
      await emulator.emulator.restore(JSON.parse(JSON.stringify(await emulator.emulator.snapshot())));
      return 0;
  }
}

describe("a send", () => {
  it("is accepted exactly when the recipient is opted in, after any sequence of words and calls", async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
        const emulator = new TestEmulator(NO_LIMITS);
        for (const token of TOKENS) await emulator.open(token);
        const model: Model = new Map();
        let sent = 0;
        for (const next of steps) {
          const status = expected(model, next);
          expect([next, await done(emulator, next)]).toEqual([next, status]);
          if (next.does === "send" && status === 200) sent += 1;
          seen.set(`${next.does} ${status}`, (seen.get(`${next.does} ${status}`) ?? 0) + 1);
        }
        expect((await emulator.messages()).total).toBe(sent);
        for (const token of TOKENS) {
          const { items } = await emulator.emulator.contacts.list({ token });
          const out = items
            .filter(({ optedOut }) => optedOut)
            .map(({ number, optOut }) => [number, optOut?.by]);
          const inModel = [...model].flatMap(([who, by]) =>
            who.startsWith(token) ? [[who.slice(token.length + 1), by]] : [],
          );
          expect(out.sort()).toEqual(inModel.sort());
          const ids = items.map(({ id }) => id).sort((a, b) => a - b);
          expect(ids).toEqual(ids.map((_, index) => index + 1));
          const wrote = steps.filter(({ does, token: by }) => does === "write" && by === token).length;
          const inbox = await emulator.call("/v1/inbox/index", { token });
          expect(json<readonly unknown[]>(inbox)).toHaveLength(wrote);
        }
      }),
      { numRuns: 100 },
    );
    // Neither outcome is rare, so the runs say something about both.
    for (const outcome of ["send 200", "send 422", "opt-in 201", "opt-in 422"]) {
      expect([outcome, (seen.get(outcome) ?? 0) > 20]).toEqual([outcome, true]);
    }
  });
});
