/** The books of several tenants under random sends: what was charged is what was accepted, and nothing else moves. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { json, SEED, type SendFields, TestEmulator } from "../support/test-emulator.ts";

const RUNS = { seed: 82_257, numRuns: 40 };
const KEPT_MESSAGES = 5;
const OPENING = { test_rich: 1000, test_poor: 4, test_slow: 50 } as const;
type Tenant = keyof typeof OPENING;
const TENANTS: readonly Tenant[] = ["test_rich", "test_poor", "test_slow"];

interface Send {
  readonly kind: "send";
  readonly tenant: Tenant;
  readonly fields: SendFields;
  /** Credits it costs, if it is accepted. */
  readonly costs: number;
}
type Step = Send | { readonly kind: "advance"; readonly ms: number };

const recipient = fc.constantFrom(
  "12125550150",
  "(212) 555-0150",
  "13105550151",
  "14165550152",
  "442079460123",
);
const message = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 480 }).map((length) => "a".repeat(length)) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 240 }).map((length) => "漢".repeat(length)) },
);
/** Parts as the vendor counts them, computed on its own. */
function costOf(text: string): number {
  return text.startsWith("漢") ? Math.ceil(text.length / 70) : Math.ceil(text.length / 160);
}

/** Fields that spoil a send: none, most of the time. */
const fault = fc.oneof(
  { weight: 8, arbitrary: fc.constant({}) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<SendFields>(
      { MobilePhone: "nobody" },
      { Message: "" },
      { Message: "a".repeat(481) },
      { SendFrom: "99999" },
      { MmsTemplateId: 7 },
      { MmsResend: 5 },
    ),
  },
);
const send = fc
  .record({ tenant: fc.constantFrom(...TENANTS), recipient, message, fault, named: fc.boolean() })
  .map(
    ({ tenant, recipient: to, message: text, fault: wrong, named }): Step => ({
      kind: "send",
      tenant,
      fields: { MobilePhone: to, Message: text, ...(named ? { SendFrom: "82257" } : {}), ...wrong },
      costs: costOf(text),
    }),
  );
const advance = fc
  .oneof(fc.integer({ min: 0, max: 2000 }), fc.integer({ min: 0, max: 90_000 }))
  .map((ms): Step => ({ kind: "advance", ms }));
const steps = fc.array(fc.oneof({ weight: 5, arbitrary: send }, { weight: 1, arbitrary: advance }), {
  maxLength: 60,
  size: "max",
});

async function openBooks(): Promise<TestEmulator> {
  const emulator = new TestEmulator({ retention: { messages: KEPT_MESSAGES } }, SEED);
  for (const token of TENANTS) {
    const limits = token === "test_slow" ? { rate: { limit: 5, windowSeconds: 20 } } : {};
    await emulator.open(token, { credits: OPENING[token], limits });
  }
  return emulator;
}

/** The books of all tenants but one. */
async function booksExcept(emulator: TestEmulator, tenant: Tenant): Promise<unknown> {
  return await Promise.all(
    TENANTS.filter((other) => other !== tenant).map((other) => emulator.account(other)),
  );
}

describe("the books", () => {
  it("[submit.atomic] [retention.messages] credits charged are the cost of what was accepted, whatever is refused, dropped or sent by others", async () => {
    let accepted = 0;
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(steps, async (script) => {
        const emulator = await openBooks();
        const books = new Map(TENANTS.map((token) => [token, { messages: 0, cost: 0 }]));
        const ids: string[] = [];
        for (const step of script) {
          if (step.kind === "advance") {
            emulator.clock.advance(step.ms);
            continue;
          }
          const others = await booksExcept(emulator, step.tenant);
          const before = await emulator.account(step.tenant);
          const answer = await emulator.send(step.fields, { token: step.tenant });
          expect([200, 422, 429]).toContain(answer.status);
          expect(await booksExcept(emulator, step.tenant)).toEqual(others);
          const passed = answer.status === 200;
          const charge = passed ? step.costs : 0;
          expect(!answer.text.includes('"code":5,') || before.credits < step.costs).toBe(true);
          expect(await emulator.account(step.tenant)).toEqual({
            ...before,
            credits: before.credits - charge,
            totals: {
              messages: before.totals.messages + (passed ? 1 : 0),
              parts: before.totals.parts + charge,
              creditsCharged: before.totals.creditsCharged + charge,
            },
          });
          if (!passed) {
            refused++;
            continue;
          }
          accepted++;
          ids.unshift(json<{ readonly Id: string }>(answer).Id);
          const kept = books.get(step.tenant) ?? { messages: 0, cost: 0 };
          books.set(step.tenant, { messages: kept.messages + 1, cost: kept.cost + step.costs });
        }
        for (const [token, { messages, cost }] of books) {
          const account = await emulator.account(token);
          expect(account.totals).toEqual({ messages, parts: cost, creditsCharged: cost });
          expect(account.credits).toBe(OPENING[token] - cost);
          expect(account.credits).toBeGreaterThanOrEqual(0);
        }
        const { items } = await emulator.messages();
        expect(items.map(({ id }) => id)).toEqual(ids.slice(0, KEPT_MESSAGES));
      }),
      RUNS,
    );
    // The scripts must reach both sides, and what retention drops.
    expect(accepted).toBeGreaterThan(RUNS.numRuns * KEPT_MESSAGES);
    expect(refused).toBeGreaterThan(RUNS.numRuns);
  });
});
