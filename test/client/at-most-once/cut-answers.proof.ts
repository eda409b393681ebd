/**
 * The answer to a send, cut at every byte of it, against the table of outcomes. Where only the ending or the body is
 * another than in a sweep of every byte, the head, of which one cut is like the other, is cut in steps.
 */
import { afterAll, beforeAll, describe, it } from "vitest";
import { ProTexting } from "../../../src/client/index.ts";
import { type RunningEmulator, startEmulator } from "../../../src/emulator/index.ts";
import type { FaultInput } from "../../../src/emulator/types/inputs.ts";
import { NO_LIMITS, SEED } from "../../support/test-emulator.ts";
import { RECIPIENT } from "../support.ts";
import { type Cut, type Framing, type Met, startCuttingProxy } from "./cutting-proxy.ts";
import { answers, CUT, endOf, type Told } from "./outcomes.ts";
import { signal } from "./signal.ts";

interface Sweep {
  readonly format: "json" | "xml";
  readonly ending: Cut["ending"];
  readonly framing: Framing;
  /** Row of the table for a cut in the body. */
  readonly cut: string;
  /** Row, or the outcome, of the whole answer. */
  readonly whole: string;
  readonly recipient: string;
  readonly fault?: FaultInput;
  /** True when the books hold the message. */
  readonly booked: boolean;
  /** Bytes from one cut of the head to the next. */
  readonly step?: number;
}

const accepted = { cut: CUT.inSuccess, whole: CUT.nowhere, recipient: RECIPIENT, booked: true } as const;
const refused = { cut: CUT.inRefusal, recipient: "16465550141", booked: false } as const;
const failed = { cut: CUT.inFailure, recipient: RECIPIENT } as const;
const closed = { ending: "close", framing: "length" } as const;
const stepped = { step: 16 } as const;

const sweeps: readonly Sweep[] = [
  ...(["json", "xml"] as const).flatMap((format) =>
    (["close", "reset", "silence"] as const).map(
      (ending) =>
        ({
          ...accepted,
          format,
          ending,
          framing: "length",
          step: ending === "close" ? 1 : stepped.step,
        }) as const,
    ),
  ),
  { ...accepted, format: "json", ending: "close", framing: "chunked", ...stepped },
  // Without a length the client cannot tell a cut from the end.
  { ...accepted, cut: CUT.asWhole, format: "xml", ending: "close", framing: "until-close", ...stepped },
  { ...refused, ...closed, format: "json", whole: refused.cut, ...stepped },
  {
    ...failed,
    ...closed,
    ...stepped,
    format: "xml",
    whole: failed.cut,
    fault: { kind: "status", status: 503, when: "after" },
    booked: true,
  },
  {
    ...failed,
    ...closed,
    ...stepped,
    format: "json",
    whole: failed.cut,
    fault: { kind: "status", status: 408 },
    booked: false,
  },
];

describe("at most once, wherever the answer is cut", () => {
  let emulator: RunningEmulator;
  let tokens = 0;
  beforeAll(async () => {
    emulator = await startEmulator({ port: 0, seed: SEED, settings: NO_LIMITS });
  });
  afterAll(() => emulator.close());

  function rowFor({ cut, whole, framing }: Sweep, at: number, { head, rest }: Met): string {
    if (at < head) return CUT.inTheHead;
    if (rest === "") return whole;
    // Nothing tells that an end is missing which is white space only.
    return framing === "until-close" && rest.trim() === "" ? whole : cut;
  }

  it.concurrent.for(sweeps)("$format, $framing, $ending: $cut", async (sweep, { expect, annotate }) => {
    const { format, ending, framing, recipient, fault, booked, step = 1 } = sweep;
    const token = `test_cut-${tokens++}`;
    await emulator.accounts.create({ token, credits: 10_000 });
    if (fault !== undefined) await emulator.faults.add({ ...fault, match: { token } });
    await using proxy = await startCuttingProxy(emulator);
    let headSeen = signal();
    let cutOff = signal();
    const client = new ProTexting({
      accessToken: token,
      baseUrl: proxy.url,
      format,
      pacing: false,
      fetch: async (url, init) => {
        const response = await fetch(url, init);
        headSeen.fire();
        return response;
      },
      // Time runs out once all has arrived that ever will.
      ...(ending === "silence" ? { sleep: () => cutOff.fired } : {}),
    });

    const wrong: unknown[] = [];
    const texts: string[] = [];
    for (let at = 0, head = 0, whole = 0; at <= whole; at = at < head ? Math.min(at + step, head) : at + 1) {
      headSeen = signal();
      cutOff = signal();
      const cut = proxy.next({ of: "answer", at, ending, framing }, headSeen.fired);
      const message = `Hello ${at}`;
      texts.push(message);
      const ended = endOf(client.sms.send({ mobilePhone: recipient, message }));
      const met = await cut;
      if (at >= met.head) await headSeen.fired;
      if (at < met.whole) cutOff.fire();
      const expected: Told | undefined = answers.get(rowFor(sweep, at, met));
      const end = await ended;
      if (JSON.stringify(end) !== JSON.stringify(expected)) wrong.push({ at, met, end, expected });
      ({ head, whole } = met);
    }
    expect(wrong).toEqual([]);
    expect(texts.length).toBeGreaterThan(step === 1 ? 300 : 50);
    await annotate(`${texts.length} cuts, no duplicate`);
    const { items } = await emulator.messages.list({ token, limit: 10_000 });
    expect(items.map(({ text }) => text).toReversed()).toEqual(booked ? texts : []);
  });
});
