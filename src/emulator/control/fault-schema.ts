/** The schema of a fault, as callers ask for it. */
import * as z from "zod";
import { atLeastOne, count, endpointId, faultKind, faultMoment, token } from "../schema/parts.ts";
import { about, lazy, named } from "../schema/schema.ts";
import type { Latency } from "../types/inputs.ts";

/** Longest fixed latency: ten minutes. */
const LATENCY_AT_MOST_MS = 10 * 60_000;

const ms = z.number().min(0).max(LATENCY_AT_MOST_MS);
/** Its fields; those with a default may be left out. */
export const faultFields = lazy(() => ({
  kind: faultKind,
  match: about(
    "Calls that it meets; a property left out matches all.",
    z
      .strictObject({
        endpoint: about("Id of an endpoint, like `sms.send`.", endpointId.optional()),
        token: token.optional(),
        recipient: about("Phone number.", z.string().optional()),
      })
      .default({}),
  ),
  when: about("Before or after the store is written; before when left out.", faultMoment.default("before")),
  nth: about("The first matching call of each account it may meet, counted from 1.", atLeastOne.default(1)),
  times: about(
    "Number of calls of each account it meets; null, or left out, for no limit.",
    atLeastOne.nullable().default(null),
  ),
  probability: about("Probability for each call, 1 when left out.", z.number().min(0).max(1).default(1)),
  status: about("HTTP status of kind `status`, 500 when left out.", z.int().min(400).max(599).default(500)),
  atByte: about(
    "Bytes of the body that kind `cut` sends; null, or left out, for half of them.",
    count.nullable().default(null),
  ),
  latency: named(
    "Latency",
    "Delay of kind `latency`, in milliseconds.",
    z.discriminatedUnion("distribution", [
      z.strictObject({ distribution: z.literal("fixed"), ms }),
      z.strictObject({ distribution: z.literal("uniform"), minMs: ms, maxMs: ms }),
      z.strictObject({
        distribution: z.literal("log-normal"),
        medianMs: ms,
        sigma: z.number().min(0).max(5),
      }),
    ]),
  ).default({ distribution: "fixed", ms: 0 }),
}));

/** Longest time of a fixed or uniform latency, the median of a log-normal one; milliseconds. */
function longestMs(latency: Latency): number {
  switch (latency.distribution) {
    case "fixed":
      return latency.ms;
    case "uniform":
      return latency.maxMs;
    case "log-normal":
      return latency.medianMs;
  }
}

const msField = { fixed: "ms", uniform: "maxMs", "log-normal": "medianMs" } as const;

/**
 * Refuses a 4xx after the store is written. A client may send again after a 4xx, which says that the send was not
 * accepted, and would send twice through no mistake of its own: no server contradicts itself like that.
 */
export const fault = lazy(() =>
  named(
    "FaultInput",
    "A fault to ask for.",
    z
      .strictObject(faultFields())
      .refine(({ kind, when, status }) => kind !== "status" || when === "before" || status >= 500, {
        path: ["status"],
        message:
          'must be 500 or more where when is "after": a 4xx says that nothing was done, and the books are written by then',
      })
      .check(({ value: { kind, latency }, issues }) => {
        if (kind !== "latency" || longestMs(latency) !== 0) return;
        issues.push({
          code: "custom",
          input: latency,
          path: ["latency", msField[latency.distribution]],
          message: "must be more than 0 where kind is latency: the fault would do nothing",
        });
      }),
  ),
);
