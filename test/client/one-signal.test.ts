/** One signal ends any number of calls, and Node has nothing to warn of: it warns of more than ten listeners. */
import { setImmediate } from "node:timers/promises";
import { describe, expect, it, onTestFinished } from "vitest";
import { sleepOnTimer } from "../../src/client/http/deadline.ts";
import { createLimiter } from "../../src/client/index.ts";
import { fakeClient, json, rejection } from "./support.ts";

const CALLS = 60;
const accepted = () => json({ Id: "a", DeliveryReportUrl: "u", Message: "m" });

/** So many sends at a time, to as many recipients. */
function sends(client: ReturnType<typeof fakeClient>["client"], signal: AbortSignal) {
  return Array.from({ length: CALLS }, (_, index) =>
    client.sms.send({ mobilePhone: `164655501${10 + index}`, message: "Hello" }, { signal }),
  );
}

/** Warnings of the process while the work is done. */
async function warningsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const warnings: string[] = [];
  const note = ({ name }: Error) => warnings.push(name);
  process.on("warning", note);
  onTestFinished(() => void process.off("warning", note));
  await work();
  // Warnings come a turn later.
  await setImmediate();
  return warnings;
}

describe("sixty calls on one signal", () => {
  it.each([true, false])("warn of nothing, with pacing: %s", async (pacing) => {
    const { signal } = new AbortController();
    const { client } = fakeClient(accepted, { pacing, timeout: 1000 });
    expect(await warningsOf(() => Promise.all(sends(client, signal)))).toEqual([]);
  });

  it("all end when it fires, and warn of nothing", async () => {
    const caller = new AbortController();
    const { client } = fakeClient(() => new Promise<Response>(() => {}));
    const ended: string[] = [];
    const warnings = await warningsOf(async () => {
      const all = sends(client, caller.signal).map(async (send) => {
        const error = await rejection(send);
        ended.push(error instanceof Error ? error.name : "");
      });
      await setImmediate();
      caller.abort();
      await Promise.all(all);
    });
    expect(ended).toEqual(Array.from({ length: CALLS }, () => "SendOutcomeUnknownError"));
    expect(warnings).toEqual([]);
  });

  it("leave no listener on it, so that a signal of theirs can be forgotten", async () => {
    const { signal } = new AbortController();
    const { addEventListener, removeEventListener } = signal;
    const listeners = new Set<unknown>();
    Object.assign(signal, {
      addEventListener: (type: string, listener: EventListener) => {
        listeners.add(listener);
        addEventListener.call(signal, type, listener);
      },
      removeEventListener: (type: string, listener: EventListener) => {
        listeners.delete(listener);
        removeEventListener.call(signal, type, listener);
      },
    });
    const { client } = fakeClient(accepted);
    await Promise.all(sends(client, signal));
    expect(listeners.size).toBe(0);
  });

  it("are the limiter's own as well", async () => {
    const { signal } = new AbortController();
    const limiter = createLimiter({ sleep: () => new Promise(() => {}) });
    const acquire = (_: unknown, index: number) => {
      void limiter.acquire({ recipient: `${index}`, signal });
    };
    const all = async () => Array.from({ length: 2 * CALLS }, acquire);
    expect(await warningsOf(all)).toEqual([]);
  });

  it("and so are runs of lists", async () => {
    const { signal } = new AbortController();
    const { client } = fakeClient(accepted);
    const run = (_: unknown, index: number) =>
      client.sms.sendMany([{ mobilePhone: "16465550150", message: `${index}` }], { signal });
    expect(await warningsOf(() => Promise.all(Array.from({ length: CALLS }, run)))).toEqual([]);
  });
});

describe("the sleeps of one call", () => {
  it("warn of nothing either: what has been slept through listens no longer", async () => {
    const { signal } = new AbortController();
    const sleeps = async () => {
      for (let count = 0; count < 15; count++) await sleepOnTimer(0, signal);
    };
    expect(await warningsOf(sleeps)).toEqual([]);
  });
});
