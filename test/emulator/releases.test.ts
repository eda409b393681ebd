/** Texts that differ from one release of the framework to the next, as the emulator answers them. */
import { describe, expect, it } from "vitest";
import { createApp } from "../../src/emulator/app.ts";
import { createOperations } from "../../src/emulator/control/operations/operations.ts";
import { phoneReader } from "../../src/emulator/domain/phone.ts";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import { createPush } from "../../src/emulator/runtime/push.ts";
import { seededDraw } from "../../src/emulator/runtime/random.ts";
import { WakeUp } from "../../src/emulator/runtime/wake-up.ts";
import { MemoryStore } from "../../src/emulator/store/memory-store.ts";
import { behaviourOf } from "../../src/protocol/framework.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { json, TestEmulator } from "../support/test-emulator.ts";

const PATH = "/v1/credits/balance";

/** Status and message of a refused call. */
async function refusal(framework: string, ...call: Parameters<TestEmulator["call"]>): Promise<unknown> {
  const answer = await new TestEmulator({ framework }).call(...call);
  return [answer.status, json<{ readonly message: string }>(answer).message];
}

describe("texts by release", () => {
  it.each([
    ["2.0.0", "You are requesting with an invalid credential."],
    ["2.0.9", "You are requesting with an invalid credential."],
    ["2.0.10", "Your request was made with invalid credentials."],
    ["2.0.55", "Your request was made with invalid credentials."],
  ])("[errors.release] %s says on 401: %s", async (framework, message) => {
    expect(await refusal(framework, PATH, { token: null })).toEqual([401, message]);
  });

  it.each([
    ["2.0.12", "url"],
    ["2.0.13", "URL"],
  ])("[errors.release] %s says on 405: This %s can", async (framework, url) => {
    expect(await refusal(framework, PATH, { method: "POST" })).toEqual([
      405,
      `Method Not Allowed. This ${url} can only handle the following request methods: GET.`,
    ]);
  });

  it.each([
    ["2.0.31", 415],
    ["2.0.32", 406],
  ])("[errors.release] %s answers %i to a type it does not have", async (framework, status) => {
    expect(await refusal(framework, PATH, { accept: "image/png" })).toEqual([
      status,
      "None of your requested content types is supported.",
    ]);
  });

  it.each([
    ["2.0.43", "Syntax error."],
    ["2.0.44", "Syntax error"],
  ])("[errors.release] %s gives the cause of malformed JSON as %j", async (framework, cause) => {
    const body = { method: "POST", contentType: "application/json", body: "{" };
    expect(await refusal(framework, "/v1/sms/send", body)).toEqual([
      400,
      `Invalid JSON data in request body: ${cause}`,
    ]);
  });
});

describe("a fault of the emulator", () => {
  class BrokenStore extends MemoryStore {
    override account(): never {
      throw new Error("the disk is on fire");
    }
  }

  function brokenApp(framework: string, told: unknown[]) {
    const settings = mergeSettings({ framework });
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
      behaviour: behaviourOf(framework),
      draw,
      pause: () => Promise.resolve(),
      ending: new AbortController().signal,
      access: () => ({ kind: "in-process" }),
      log: () => {},
      onAnswer: undefined,
      onError: (error) => told.push(error),
    });
  }

  it.each([
    ["2.0.7", "There was an error at the server."],
    ["2.0.13", "An internal server error occurred."],
  ])(
    "[errors.release] [errors.shape] is a 500 in the shape of %s, its cause told to us only",
    async (framework, message) => {
      const told: unknown[] = [];
      const app = brokenApp(framework, told);
      const answer = await app.hono.request(`${PATH}?access_token=test_a`, {}, {});
      expect([answer.status, answer.statusText, await answer.text()]).toEqual([
        500,
        "Internal Server Error",
        `{"name":"Internal Server Error","message":"${message}","code":0,"status":500}`,
      ]);
      expect(told).toEqual([new Error("the disk is on fire")]);
      const journal = await (await app.hono.request("/_emulator/journal", {}, {})).text();
      expect(journal).toContain("this is a fault of the emulator");
    },
  );

  it("in the control API is a 500 problem", async () => {
    const told: unknown[] = [];
    const answer = await brokenApp("2.0.13", told).hono.request("/_emulator/accounts/x", {}, {});
    expect(answer.status).toBe(500);
    expect(await answer.json()).toMatchObject({ title: "Internal Server Error", status: 500 });
    expect(told).toEqual([new Error("the disk is on fire")]);
  });
});
