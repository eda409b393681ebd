/** Ctrl-C, at each moment of a send. */
import { describe, expect, it } from "vitest";
import type { Fetch, Sleep } from "../../src/client/index.ts";
import { run } from "../../src/commands/run.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { NO_LIMITS, SEED } from "../support/test-emulator.ts";
import { type FakeMachine, fakeMachine, listFile, listOf, parsed, TOKEN } from "./support.ts";

const environment = { PROTEXTING_ACCESS_TOKEN: TOKEN, PROTEXTING_BASE_URL: "http://127.0.0.1:9" };

const untilAborted = (signal: AbortSignal | null | undefined) =>
  new Promise<never>((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));

/** A machine on which something happens with each request, or while the client waits. */
function world(
  during: (machine: FakeMachine, emulated: Fetch) => Fetch,
  onSleep?: (machine: FakeMachine) => void,
) {
  const emulator = createEmulator({ settings: NO_LIMITS, seed: SEED });
  const sleep: Sleep = async (ms, signal) => {
    if (ms !== 30_000) onSleep?.(fake);
    await untilAborted(signal).catch(() => undefined);
  };
  const fake: FakeMachine = fakeMachine({
    environment,
    fetch: (url, init) => during(fake, emulator.fetch)(url, init),
    sleep,
  });
  const texts = async () => (await emulator.messages.list({ token: TOKEN })).items.map(({ text }) => text);
  return { fake, texts };
}

describe("Ctrl-C during one message", () => {
  it("waits for the answer of what has left", async () => {
    const { fake, texts } = world((machine, emulated) => async (url, init) => {
      machine.interrupt("SIGINT");
      return emulated(url, init);
    });
    expect(await run("send", ["16465550150", "Hello"], fake.machine)).toBe(0);
    expect(fake.stderr()).toMatch(/^Waiting for the answer, as the message may have left\. Ctrl-C again /);
    expect(await texts()).toEqual(["Hello"]);
  });

  it("gives up on the answer when it comes twice, and says that nobody knows", async () => {
    const { fake, texts } = world((machine, emulated) => async (url, init) => {
      await emulated(url, init);
      machine.interrupt("SIGINT");
      const over = untilAborted(init.signal);
      machine.interrupt("SIGINT");
      return over;
    });
    expect(await run("send", ["16465550150", "Hello"], fake.machine)).toBe(6);
    expect(fake.stderr()).toContain("no answer settles it (nobody waited for it)");
    expect(await texts()).toEqual(["Hello"]);
  });

  it("stops what is held back, so that nothing is sent", async () => {
    const { fake, texts } = world(
      (_, emulated) => emulated,
      (machine) => machine.interrupt("SIGTERM"),
    );
    expect(await run("send", ["16465550142", "Hello"], fake.machine)).toBe(130);
    expect(fake.stderr()).toContain("The recipient's rate limit is used up; waiting to try again.");
    expect(fake.stderr()).toContain("it was interrupted");
    expect(await texts()).toEqual([]);
  });
});

describe("Ctrl-C during a list", () => {
  it("does not wait when it comes twice", async () => {
    let requests = 0;
    const { fake, texts } = world((machine, emulated) => async (url, init) => {
      requests++;
      if (requests === 2) {
        machine.interrupt("SIGINT");
        machine.interrupt("SIGINT");
      }
      return emulated(url, init);
    });
    const list = await listFile(listOf(5));
    const args = ["--file", list, "--json", "--concurrency", "1"];
    expect(await run("send", args, fake.machine)).toBe(130);
    expect(fake.exits).toEqual([130]);
    expect(parsed(fake.stdout()).at(-1)).toMatchObject({ accepted: 2, notAttempted: 3, exitCode: 130 });
    expect(await texts()).toHaveLength(2);
  });
});
