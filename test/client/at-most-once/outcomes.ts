/** The committed table of outcomes, read, and what a send ended with put in its words. */
import { readFileSync } from "node:fs";
import * as z from "zod";
import { isProTextingError, type SentMessage } from "../../../src/client/index.ts";

const refused = z.strictObject({ outcome: z.literal("refused") });
const unknown = z.strictObject({ outcome: z.literal("unknown") });
const accepted = z.strictObject({ outcome: z.literal("accepted"), id: z.enum(["known", "unknown"]) });

/** Outcome of a send, as a row states it. */
export type Told = z.infer<typeof refused | typeof unknown | typeof accepted>;

const why = { why: z.string() };
const row = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.discriminatedUnion("outcome", [
    refused.extend({ ...shape, ...why }),
    unknown.extend({ ...shape, ...why }),
    accepted.extend({ ...shape, ...why }),
  ]);

const table = z
  .strictObject({
    $comment: z.string(),
    faults: z.array(
      row({
        kind: z.enum(["status", "latency", "reset", "close", "garbage", "hang", "cut"]),
        statuses: z.array(z.int()).min(1).optional(),
        within: z.enum(["the time-out", "none"]).optional(),
        when: z.enum(["before", "after"]),
      }),
    ),
    answers: z.array(row({ answer: z.string() })),
    "without an answer": z.array(row({ case: z.string() })),
  })
  .parse(JSON.parse(readFileSync(new URL("../../../fixtures/send-outcomes.json", import.meta.url), "utf8")));

export const faultRows = table.faults;
export type FaultRow = (typeof faultRows)[number];
export const answers: ReadonlyMap<string, Told> = new Map(
  table.answers.map((entry) => [entry.answer, told(entry)]),
);
export const cases: ReadonlyMap<string, Told> = new Map(
  table["without an answer"].map((entry) => [entry.case, told(entry)]),
);

/** The rows of answers that are looked at byte by byte. */
export const CUT = {
  nowhere: "2xx, whole, as documented",
  inTheHead: "cut before its headers end",
  inSuccess: "2xx, cut in its body",
  asWhole: "2xx, whole, with another body",
  inRefusal: "4xx but 408, cut in its body",
  inFailure: "5xx or 408, cut in its body",
} as const;

/** Reduces a row to its outcome. */
export function told(entry: Told): Told {
  const { outcome } = entry;
  return outcome === "accepted" ? { outcome, id: entry.id } : { outcome };
}

/** The errors that say of a send that its message is surely not on its way. */
const refusals: ReadonlySet<string> = new Set([
  "AbortError",
  "AccountSetupError",
  "AuthenticationError",
  "ConnectionError",
  "ContentRefusedError",
  "InsufficientCreditsError",
  "InvalidInputError",
  "MediaRefusedError",
  "NotFoundError",
  "RateLimitError",
  "RecipientNotAllowedError",
  "RecipientRefusedError",
  "RefusedError",
  "SenderRefusedError",
  "UnexpectedAnswerError",
]);

/** How a send ended. @throws what is none of the errors a send may end with */
export async function endOf(sending: PromiseLike<SentMessage>): Promise<Told> {
  try {
    const { id } = await sending;
    if (/^[0-9a-f]{40}$/.test(id)) return { outcome: "accepted", id: "known" };
    throw new Error(`Expected an id: ${id}`);
  } catch (error) {
    if (isProTextingError(error, "SendOutcomeUnknownError")) {
      return error.accepted ? { outcome: "accepted", id: "unknown" } : { outcome: "unknown" };
    }
    if (isProTextingError(error) && refusals.has(error.name)) return { outcome: "refused" };
    throw error;
  }
}
