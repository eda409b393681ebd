/** Lists and the limits: a recipient held back holds up no other, and no limit refuses anything. */
import { describe, expect, it, onTestFinished } from "vitest";
import type { BulkItem } from "../../../src/client/index.ts";
import { START } from "../../support/manual-clock.ts";
import { numbers } from "./numbers.ts";
import { collect, messages, turns, world } from "./support.ts";

/** A list whose first items all go to a few recipients. */
function crowded(hot: number, each: number, others: number): BulkItem[] {
  const all = numbers(hot + others);
  const first = Array.from({ length: hot * each }, (_, index) => ({
    mobilePhone: all[index % hot] ?? "",
    message: `hot ${index}`,
  }));
  return [
    ...first,
    ...all.slice(hot).map((mobilePhone, index) => ({ mobilePhone, message: `other ${index}` })),
  ];
}

async function refusals(emulator: ReturnType<typeof world>["emulator"]): Promise<number> {
  const { items } = await emulator.journal.list({ limit: 10_000 });
  return items.filter(({ response }) => response.status === 429).length;
}

describe("a list under limits", () => {
  it("lets the others go on while recipients are held back, more of them than may be on their way", async () => {
    const { connect, fetch, time, emulator } = world({ limits: { rate: null } });
    const list = crowded(20, 15, 200);
    const at = new Map<string, number>();
    let now = 0;
    let most = 0;
    const client = connect({
      fetch: time.counted(async (url, init) => {
        most = Math.max(most, ++now);
        await turns(3);
        return await fetch(url, init).finally(() => now--);
      }),
    });
    // The others come into sight only when all that are read ahead are held back.
    const run = client.sms.sendMany(list, { concurrency: 5, lookAhead: 150 });
    await time.run(
      (async () => {
        for await (const { index } of run) at.set(list[index]?.message ?? "", time.now() - START);
      })(),
    );
    expect(most).toBe(5);
    const others = Array.from(at).filter(([text]) => text.startsWith("other"));
    expect(others).toHaveLength(200);
    expect(Math.max(...others.map(([, ms]) => ms))).toBeLessThan(10_000);
    // Ten of the fifteen in the first minute, the rest in the next.
    expect(time.now() - START).toBeLessThan(75_000);
    expect(await refusals(emulator)).toBe(0);
  });

  it("makes the platform warn of nothing, however many wait", async () => {
    const warnings: Error[] = [];
    const warn = (warning: Error) => warnings.push(warning);
    process.on("warning", warn);
    onTestFinished(() => void process.off("warning", warn));
    const { client, time } = world({ limits: { rate: null } });
    await time.run(client.sms.sendMany(crowded(50, 12, 50), { concurrency: 40 }));
    expect(warnings).toEqual([]);
  });

  it("is bounded by how far it looks ahead", async () => {
    const { client, time } = world({ limits: { rate: null } });
    let read = 0;
    const list = function* () {
      for (const item of crowded(1, 40, 50)) {
        read++;
        yield item;
      }
    };
    void client.sms.sendMany(list(), { lookAhead: 15 });
    await turns(300);
    // Ten have gone to the one recipient; of the rest only so many are read, and no other is among them.
    expect(read).toBe(25);
    expect(time.now()).toBe(START);
  });

  it("takes as long as the account's limit needs, and is refused nothing", async () => {
    const { client, time, emulator } = world({
      limits: { rate: { limit: 600, windowSeconds: 60 } },
      account: { credits: 10_000 },
      retention: { journal: 10_000 },
    });
    const summary = await time.run(client.sms.sendMany(messages(2400)));
    expect(summary).toMatchObject({ accepted: 2400, refused: 0 });
    expect(await refusals(emulator)).toBe(0);
    // 600 at once, then 10 a second.
    const optimum = (2400 - 600) / 10;
    expect((time.now() - START) / 1000).toBeGreaterThanOrEqual(optimum - 1);
    expect((time.now() - START) / 1000).toBeLessThan(optimum * 1.05);
  });

  it("goes on to the end with a recipient who needs minutes, in order", async () => {
    const { client, time, booked } = world({ limits: { rate: null } });
    const list = Array.from({ length: 45 }, (_, index) => ({
      mobilePhone: "12125550150",
      message: `${index}`,
    }));
    await time.run(client.sms.sendMany(list, { concurrency: 8 }));
    expect(await booked()).toEqual(list.map(({ mobilePhone, message }) => `${mobilePhone} ${message}`));
    expect((time.now() - START) / 60_000).toBeCloseTo(4, 0);
  });

  it("keeps a send of the same client waiting for no more than what may be on its way", async () => {
    const { client, time, booked } = world({ limits: { rate: { limit: 60, windowSeconds: 60 } } });
    const run = collect(client.sms.sendMany(messages(200), { concurrency: 5 }));
    await time.run(
      (async () => {
        while ((await booked()).length < 70) await turns(1);
      })(),
    );
    const before = time.now();
    await time.run(client.sms.send({ mobilePhone: "19175550150", message: "your code" }));
    expect(time.now() - before).toBeLessThan(8000);
    await time.run(run);
    expect(await booked()).toHaveLength(201);
  });

  it("is paced by the deadline of no single call: the run waits as long as it takes", async () => {
    const { connect, time } = world({ limits: { rate: null } });
    const list = Array.from({ length: 25 }, (_, index) => ({
      mobilePhone: "12125550150",
      message: `${index}`,
    }));
    const summary = await time.run(connect({ deadline: 1000 }).sms.sendMany(list));
    expect(summary).toMatchObject({ accepted: 25, refused: 0 });
  });
});
