/** A send's request, cut at every byte of it: a server that got half of it has nothing to book. */
import { afterAll, beforeAll, describe, it } from "vitest";
import { ProTexting } from "../../../src/client/index.ts";
import { type RunningEmulator, startEmulator } from "../../../src/emulator/index.ts";
import { NO_LIMITS, SEED } from "../../support/test-emulator.ts";
import { RECIPIENT } from "../support.ts";
import { startCuttingProxy } from "./cutting-proxy.ts";
import { endOf } from "./outcomes.ts";

describe("at most once, wherever the request is cut", () => {
  let emulator: RunningEmulator;
  beforeAll(async () => {
    emulator = await startEmulator({ port: 0, seed: SEED, settings: NO_LIMITS });
  });
  afterAll(() => emulator.close());

  const sweeps = (["json", "xml"] as const).flatMap((format) =>
    (["close", "reset"] as const).map((ending) => ({ format, ending })),
  );

  it.concurrent.for(sweeps)("$format, $ending", async ({ format, ending }, { expect, annotate }) => {
    const token = `test_half-${format}-${ending}`;
    await using proxy = await startCuttingProxy(emulator);
    const client = new ProTexting({ accessToken: token, baseUrl: proxy.url, format, pacing: false });
    const ends: string[] = [];
    for (let at = 0, whole = 0; at <= whole; at++) {
      const cut = proxy.next({ of: "request", at, ending }, Promise.resolve());
      const ended = endOf(client.sms.send({ mobilePhone: RECIPIENT, message: `Hello ${at}` }));
      whole = (await cut).whole;
      ends.push((await ended).outcome);
    }
    const count = ends.length;
    expect(count).toBeGreaterThan(250);
    await annotate(`${count} cuts, no duplicate`);
    // Half a request is refused at most, whatever is made of it; one that is whole may be booked.
    const { items } = await emulator.messages.list({ token, limit: 10_000 });
    expect(items.map(({ text }) => text).filter((text) => text !== `Hello ${count - 1}`)).toEqual([]);
    expect(items.length).toBeLessThanOrEqual(1);
    expect(new Set(ends.slice(0, -1))).toEqual(
      new Set(ending === "reset" ? ["unknown"] : ["refused", "unknown"]),
    );
  });
});
