/** Effect of the vendor's codes on a run over a list: some stop it, the others are results of their items. */
import { describe, expect, it } from "vitest";
import { MemoryJournal, world } from "./support.ts";

describe("a run over a list", () => {
  const list = Array.from({ length: 5 }, (_, index) => ({
    mobilePhone: `1212555015${index}`,
    message: `text ${index}`,
  }));

  it.each([
    [{ credits: 0 }, "InsufficientCreditsError", 5],
    [{ activated: false }, "AccountSetupError", 6],
    [{ allowedAddresses: ["192.0.2.1"] }, "AccountSetupError", 7],
  ])("stops at %j, and the rest is not attempted", async (account, name, code) => {
    const { client, time, emulator } = world();
    await emulator.accounts.create({ token: "test_bulk", ...account });
    const summary = await time.run(client.sms.sendMany(list, { concurrency: 1 }));
    expect(summary.stoppedBy).toMatchObject({ name, code });
    expect([summary.refused, summary.notAttempted]).toEqual([1, 4]);
  });

  it("has who opted out as a result, keeps its code, and does not send to it again", async () => {
    const { client, time } = world();
    const journal = new MemoryJournal();
    const items = [
      { mobilePhone: "12125550141", message: "Hello", key: "out" },
      { mobilePhone: "12125550150", message: "Hello", key: "in" },
    ];
    for (let run = 0; run < 2; run++) {
      const summary = await time.run(client.sms.sendMany(items, { journal }));
      expect([summary.accepted, summary.refused, summary.stoppedBy]).toEqual([1, 1, undefined]);
    }
    const refused = journal.read().filter(({ state }) => state === "refused");
    expect(refused).toMatchObject([{ key: "out", code: 1 }]);
  });
});
