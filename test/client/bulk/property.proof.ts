/** Whatever becomes of the items, in whatever order: the sums are right and nothing is sent twice. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BulkItem, ProTexting } from "../../../src/client/index.ts";
import { ID, json, refusal } from "../support.ts";
import { collect, MemoryJournal, turns } from "./support.ts";

/** Answer of the API to each request for one text, in turn. */
type Answer = "accepted" | "lost" | "limited" | "refused" | "unknown";
const DEFINITE: readonly Answer[] = ["limited", "refused"];

const items = fc.array(
  fc.record({
    recipient: fc.integer({ min: 0, max: 6 }),
    answers: fc.array(fc.constantFrom<Answer>("accepted", "lost", "limited", "refused", "unknown"), {
      minLength: 1,
      maxLength: 4,
    }),
    turns: fc.integer({ min: 0, max: 3 }),
  }),
  { maxLength: 40 },
);

/** A success whose head arrives and whose body breaks off. */
function cutOff(): Response {
  const body = new ReadableStream({ pull: (stream) => stream.error(new TypeError("terminated")) });
  return new Response(body, { headers: { "content-type": "application/json" } });
}

function answerOf(answer: Answer): Response {
  switch (answer) {
    case "accepted":
      return json({ Id: ID, DeliveryReportUrl: "http://x/", Message: "Sent." });
    case "lost":
      return cutOff();
    case "limited":
      return refusal(429, "slow down");
    case "refused":
      return refusal(403, "no");
    case "unknown":
      return refusal(503, "down");
  }
}

describe("any list with any answers", () => {
  it("adds up, keeps the order of each recipient, and sends again only after a definite refusal", async () => {
    await fc.assert(
      fc.asyncProperty(
        items,
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 0, max: 3 }),
        async (plan, concurrency, lookAhead, retries) => {
          const list: BulkItem[] = plan.map(({ recipient }, index) => ({
            mobilePhone: `1212555015${recipient}`,
            message: `${index}`,
          }));
          const sent: Answer[][] = plan.map(() => []);
          const order: number[] = [];
          let now = 0;
          let most = 0;
          const client = new ProTexting({
            accessToken: "test_property",
            baseUrl: "https://api.example",
            timeout: false,
            retries,
            clock: () => 0,
            sleep: async () => turns(1),
            random: () => 0.5,
            pacing: { acquire: async () => ({ granted: true, settle: () => undefined }) },
            fetch: async (_, { body }) => {
              const index = Number(JSON.parse(String(body)).Message);
              const { answers, turns: takes } = plan[index] ?? { answers: [], turns: 0 };
              const answer = answers[(sent[index]?.length ?? 0) % answers.length] ?? "accepted";
              sent[index]?.push(answer);
              order.push(index);
              most = Math.max(most, ++now);
              await turns(takes);
              now--;
              return answerOf(answer);
            },
          });
          const kept = new MemoryJournal();
          for (let run = 0; run < 2; run++) {
            const { results, summary } = await collect(
              client.sms.sendMany(list, { concurrency, lookAhead, journal: kept }),
            );
            const count = (outcome: string) => results.filter((result) => result.outcome === outcome).length;
            expect(summary).toEqual({
              read: list.length,
              accepted: count("accepted"),
              refused: count("refused"),
              unknown: count("unknown"),
              notAttempted: 0,
              resumed: results.filter(({ resumed }) => resumed).length,
              total: list.length,
              stoppedBy: undefined,
            });
            expect(results.map(({ index }) => index).toSorted((a, b) => a - b)).toEqual(
              list.map((_, index) => index),
            );
            for (const { index, outcome } of results) {
              const truth = {
                accepted: "accepted",
                lost: "accepted",
                limited: "refused",
                refused: "refused",
                unknown: "unknown",
              };
              expect([index, outcome]).toEqual([index, truth[sent[index]?.at(-1) ?? "limited"]]);
            }
            for (let recipient = 0; recipient <= 6; recipient++) {
              const ofOne = order.filter((index) => plan[index]?.recipient === recipient);
              const again = ofOne.toSorted((a, b) => a - b);
              expect(ofOne).toEqual(again);
            }
            order.length = 0;
          }
          for (const answers of sent) {
            expect(answers.slice(0, -1).filter((answer) => answer !== "limited")).toEqual([]);
            expect(DEFINITE).toContain(answers.at(-2) ?? "limited");
          }
          expect(most).toBeLessThanOrEqual(concurrency);
        },
      ),
      { numRuns: 150 },
    );
  });
});
