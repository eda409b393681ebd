/** The requests recorded from a real application, sent to the emulator over a socket. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index.ts";
import { RELEASES } from "../../src/protocol/framework.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { type RawAnswer, sendRaw } from "../support/raw-socket.ts";
import { bytesOf, differences, type RecordedCase, recordedCases, wantedLimit } from "../support/recorded.ts";
import { SEED } from "../support/test-emulator.ts";

const rename = (token: string): string => `test_${token}`;

describe.each(RELEASES)("requests recorded from release %s", (framework) => {
  const cases = recordedCases[framework];
  let emulator: RunningEmulator;
  const opened = new Set<string>();

  beforeAll(async () => {
    emulator = await startEmulator({
      port: 0,
      seed: SEED,
      clock: new ManualClock(),
      // The recordings repeat their texts, and were compared without Expires.
      settings: { framework, headers: "endpoint-pages", limits: { sameText: null } },
    });
  });
  afterAll(() => emulator.close());

  async function answerTo(recorded: RecordedCase): Promise<RawAnswer> {
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
    const count = { "2.0.13": 162, "2.0.55": 168 }[framework];
    expect(cases).toHaveLength(count);
    expect(new Set(cases.map(({ name }) => name)).size).toBe(count);
  });

  // In the order of the recording: the cases of one rate limit follow from each other.
  for (const recorded of cases) {
    it(`${recorded.group}: ${recorded.name} is answered as recorded`, async () => {
      expect(differences(recorded, await answerTo(recorded), emulator.url)).toEqual([]);
    });
  }
});
