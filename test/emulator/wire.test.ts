/** The requests recorded from a real application, sent to the emulator over a socket. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { type RawAnswer, sendRaw } from "../support/raw-socket.ts";
import { bytesOf, differences, recordedCases, wantedLimit } from "../support/recorded.ts";
import { SEED } from "../support/test-emulator.ts";

const rename = (token: string): string => `test_${token}`;

describe("recorded requests", () => {
  let emulator: RunningEmulator;
  const opened = new Set<string>();

  beforeAll(async () => {
    emulator = await startEmulator({
      port: 0,
      seed: SEED,
      clock: new ManualClock(),
      // The recordings repeat their texts.
      settings: { limits: { sameText: null } },
    });
  });
  afterAll(() => emulator.close());

  async function answerTo(recorded: (typeof recordedCases)[number]): Promise<RawAnswer> {
    const { host } = new URL(emulator.url);
    const limited = wantedLimit(recorded);
    if (limited !== undefined && !opened.has(limited.token)) {
      opened.add(limited.token);
      const { token, ...rate } = limited;
      const created = await fetch(`${emulator.url}/_emulator/accounts`, {
        method: "POST",
        body: JSON.stringify({ token: rename(token), limits: { rate, perRecipient: null } }),
      });
      if (!created.ok)
        throw new Error(`Expected an account to open: ${created.status} ${await created.text()}`);
    }
    const bytes = bytesOf(recorded, host, rename);
    for (let sent = 0; sent < recorded.prior_requests; sent++) await sendRaw(emulator.url, bytes);
    return await sendRaw(emulator.url, bytes);
  }

  it("are all there", () => {
    expect(recordedCases).toHaveLength(162);
    expect(new Set(recordedCases.map(({ name }) => name)).size).toBe(162);
  });

  // In the order of the recording: the cases of one rate limit follow from each other.
  for (const recorded of recordedCases) {
    it(`${recorded.group}: ${recorded.name} is answered as recorded`, async () => {
      expect(differences(recorded, await answerTo(recorded), emulator.url)).toEqual([]);
    });
  }
});
