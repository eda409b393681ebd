/** A fault of the emulator itself, in the framework's shape of a 500. */
import { describe, expect, it } from "vitest";
import { createApp } from "../../src/emulator/app.ts";
import { createOperations } from "../../src/emulator/control/operations/operations.ts";
import { phoneReader } from "../../src/emulator/domain/phone.ts";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import { createPush } from "../../src/emulator/runtime/push.ts";
import { seededDraw } from "../../src/emulator/runtime/random.ts";
import { MemoryStore } from "../../src/emulator/store/memory-store.ts";
import { WakeUp } from "../../src/emulator/store/wake-up.ts";
import { behaviourOf } from "../../src/protocol/framework.ts";
import { ManualClock } from "../support/manual-clock.ts";

const PATH = "/v1/credits/balance";

describe("a fault of the emulator", () => {
  class BrokenStore extends MemoryStore {
    override account(): never {
      throw new Error("the disk is on fire");
    }
  }

  function brokenApp(told: unknown[]) {
    const settings = mergeSettings();
    const draw = seededDraw("seed");
    const store = new BrokenStore({ settings, clock: new ManualClock(), draw, log: () => {} });
    const services = {
      settings,
      store,
      wakeUp: new WakeUp(store, new AbortController().signal),
      push: createPush(() => {}, new AbortController().signal),
      readPhone: phoneReader(settings),
    };
    return createApp({
      ...services,
      operations: createOperations(services),
      behaviour: behaviourOf(settings.framework),
      draw,
      pause: () => Promise.resolve(),
      ending: new AbortController().signal,
      access: () => ({ kind: "in-process" }),
      log: () => {},
      onAnswer: undefined,
      onError: (error) => told.push(error),
    });
  }

  it("[errors.shape] is a 500, its cause told to us only", async () => {
    const told: unknown[] = [];
    const app = brokenApp(told);
    const answer = await app.hono.request(`${PATH}?access_token=test_a`, {}, {});
    expect([answer.status, answer.statusText, await answer.text()]).toEqual([
      500,
      "Internal Server Error",
      '{"name":"Internal Server Error","message":"An internal server error occurred.","code":0,"status":500}',
    ]);
    expect(told).toEqual([new Error("the disk is on fire")]);
    const journal = await (await app.hono.request("/_emulator/journal", {}, {})).text();
    expect(journal).toContain("this is a fault of the emulator");
  });

  it("in the control API is a 500 problem", async () => {
    const told: unknown[] = [];
    const answer = await brokenApp(told).hono.request("/_emulator/accounts/x", {}, {});
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ title: "Internal Server Error", status: 500 });
    expect(told).toEqual([new Error("the disk is on fire")]);
  });
});
