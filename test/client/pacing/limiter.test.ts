import { describe, expect, onTestFinished, test, vi } from "vitest";
import { createLimiter } from "../../../src/client/pacing/limiter.ts";
import { Queue } from "../../../src/client/pacing/queue.ts";
import type { Permit, PermitRequest, Refused } from "../../../src/client/pacing/types.ts";
import { START } from "../../support/manual-clock.ts";
import { call, callUntil, ModelledServer } from "./modelled-server.ts";
import { VirtualTime } from "./virtual-time.ts";

const ALICE = "16465550150";
const RATE = { limit: 60, windowSeconds: 60 };

function setUp(rate = RATE) {
  const time = new VirtualTime(START);
  const server = new ModelledServer(time, { rate });
  const reads = { clock: 0 };
  const clock = () => {
    reads.clock++;
    return time.now();
  };
  const limiter = createLimiter({ clock, sleep: time.sleep, random: () => 0.5 });
  const empty = async () => {
    await time.run(Promise.all(Array.from({ length: 60 }, () => call(server, limiter))));
  };
  return { time, server, limiter, empty, reads };
}

function expectLeave(answer: Permit | Refused): Permit {
  if (!answer.granted) throw new Error(`Expected leave, not a wait of ${answer.waitMs} ms.`);
  return answer;
}

describe("a waiter that is aborted", () => {
  test("ends at once with the signal's reason, and its place goes to the next", async () => {
    const { time, server, limiter, empty } = setUp();
    await empty();
    const over = new AbortController();
    const aborted = limiter.acquire({ signal: over.signal });
    const next = call(server, limiter);
    const reason = new Error("enough");
    over.abort(reason);
    await expect(aborted).rejects.toBe(reason);
    // By the answers so far the window may have 61 seconds, so that one is not enough.
    await time.run(next, 2000);
    expect(server.handled).toHaveLength(61);
  });

  test("gives up its place at a recipient that is full", async () => {
    const { time, server, limiter } = setUp();
    await time.run(
      Promise.all(Array.from({ length: 10 }, () => call(server, limiter, { recipient: ALICE }))),
    );
    const over = new AbortController();
    const aborted = Array.from({ length: 10 }, () =>
      limiter.acquire({ recipient: ALICE, signal: over.signal }),
    );
    const next = call(server, limiter, { recipient: ALICE });
    over.abort();
    await expect(Promise.any(aborted)).rejects.toBeInstanceOf(AggregateError);
    await time.run(next, 60_000);
  });

  test("does not even begin when the signal fired before", async () => {
    const { limiter } = setUp();
    const reason = new Error("enough");
    await expect(limiter.acquire({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  });
});

describe("maxWaitMs", () => {
  test("is answered at once when the account takes longer, with how long", async () => {
    const { time, server, limiter } = setUp({ limit: 600, windowSeconds: 60 });
    await time.run(Promise.all(Array.from({ length: 600 }, () => call(server, limiter))));
    const ahead = Array.from({ length: 99 }, () => call(server, limiter));
    const answer = await limiter.acquire({ maxWaitMs: 9999 });
    expect(answer).toStrictEqual({ granted: false, scope: "account", waitMs: 10_000 });
    const inTime = limiter.acquire({ maxWaitMs: 10_000 });
    expectLeave(await time.run(inTime)).settle({ counted: false });
    await time.run(Promise.all(ahead));
    expect(time.now() - START).toBe(10_000);
  });

  test("is answered at once when the recipient takes longer, whatever waits for other recipients", async () => {
    const { time, server, limiter } = setUp();
    await time.run(
      Promise.all(Array.from({ length: 10 }, () => call(server, limiter, { recipient: ALICE }))),
    );
    await time.pass(15_000);
    const send: PermitRequest = { recipient: ALICE, maxWaitMs: 44_999 };
    expect(await limiter.acquire(send)).toStrictEqual({ granted: false, scope: "recipient", waitMs: 45_000 });
    const waiting = Array.from({ length: 10 }, () => call(server, limiter, { recipient: ALICE }));
    const later = await limiter.acquire({ recipient: ALICE, maxWaitMs: 104_999 });
    expect(later).toStrictEqual({ granted: false, scope: "recipient", waitMs: 105_000 });
    expectLeave(await limiter.acquire({ recipient: "16465550151", maxWaitMs: 0 })).settle({ counted: false });
    await time.run(Promise.all(waiting));
  });

  test("ends a wait that turns out longer than it looked", async () => {
    const { time, limiter } = setUp();
    // Its answer, which would tell the limit, does not come.
    expectLeave(await limiter.acquire({}));
    const answer = await time.run(limiter.acquire({ maxWaitMs: 2000 }));
    expect(answer.granted).toBe(false);
    expect(time.now() - START).toBe(2000);
  });
});

describe("a leave", () => {
  test("that is settled twice counts once", async () => {
    const { time, server, limiter } = setUp();
    const leave = expectLeave(await limiter.acquire({ recipient: ALICE }));
    leave.settle(await time.run(server.handle(ALICE)));
    leave.settle({ counted: false });
    leave.settle({ counted: true });
    const sends = Array.from({ length: 10 }, () => call(server, limiter, { recipient: ALICE }));
    await time.run(Promise.all(sends));
    expect(server.refused("recipient")).toBe(0);
    expect(time.now() - START).toBe(60_000);
  });

  test("that is never settled holds others up for five minutes at most", async () => {
    const { time, server, limiter } = setUp();
    expectLeave(await limiter.acquire({ recipient: ALICE }));
    await time.run(call(server, limiter), 300_000);
    expect(time.now() - START).toBe(300_000);
  });

  test("that is never settled holds up for as long those that waited before it was given", async () => {
    const { time, limiter, empty } = setUp();
    await empty();
    const given: number[] = [];
    for (let index = 0; index < 45; index++) void limiter.acquire({}).then(() => given.push(time.now()));
    await time.pass(299_000);
    expect(given.length).toBeLessThan(45);
    await time.pass(100_000);
    expect(given.length).toBe(45);
  });
});

describe("background requests", () => {
  test("get a tenth of the refill at most", async () => {
    const { time, server, limiter } = setUp();
    const end = START + 1_200_000;
    await time.run(callUntil(end, time, 20, () => call(server, limiter, { background: true })));
    // One each ten seconds for twenty minutes, the first, and three saved; twenty workers each end with one of after the end.
    const inTime = server.handled.filter(({ at }) => at <= end).length;
    expect(inTime).toBe(124);
  });

  test("never come before others, and delay them by the four at most that may leave at once", async () => {
    const { time, server, limiter, empty } = setUp();
    await empty();
    const polls = Array.from({ length: 5 }, () => call(server, limiter, { background: true }));
    const polled = { count: 0 };
    for (const poll of polls) {
      void poll.then(() => {
        polled.count++;
      });
    }
    const asked = time.now();
    const sends = Array.from({ length: 30 }, () => call(server, limiter));
    await time.run(Promise.all(sends));
    expect(polled.count).toBe(0);
    expect(time.now() - asked).toBe(30_000);
    // Idle again: polls leave as tokens come, those that were saved first, and then one each ten seconds.
    await time.pass(10_000);
    expect(polled.count).toBe(4);
    const again = time.now();
    await time.run(call(server, limiter));
    expect(time.now() - again).toBeLessThanOrEqual(2000);
    await time.run(Promise.all(polls));
  });
});

test("10,000 waiters are each looked at a few times, not once for every other", async () => {
  const { time, server, limiter, reads } = setUp({ limit: 600, windowSeconds: 60 });
  const looks = vi.spyOn(Queue.prototype, "first");
  onTestFinished(() => looks.mockRestore());
  const sends = Array.from({ length: 10_000 }, (_, index) => {
    const recipient = `1646555${String(index % 500).padStart(4, "0")}`;
    return call(server, limiter, { recipient, maxWaitMs: 10_000_000 });
  });
  await time.run(Promise.all(sends));
  expect(server.accepted).toBe(10_000);
  expect(server.refused("account") + server.refused("recipient")).toBe(0);
  expect(reads.clock).toBeLessThan(60_000);
  expect(looks.mock.calls.length).toBeLessThan(300_000);
});
