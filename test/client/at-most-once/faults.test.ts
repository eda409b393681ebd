/** Every fault of the emulator, met by a send on a real socket, against the table of outcomes. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { ProTexting } from "../../../src/client/index.ts";
import { type RunningEmulator, startEmulator } from "../../../src/emulator/index.ts";
import type { FaultInput } from "../../../src/emulator/types/inputs.ts";
import { magicNumbers } from "../../../src/protocol/magic-numbers.ts";
import { NO_LIMITS, SEED } from "../../support/test-emulator.ts";
import { RECIPIENT } from "../support.ts";
import { endOf, type FaultRow, faultRows, type Told, told } from "./outcomes.ts";

/** Time-outs of a call that gets an answer, and of one that gets none; milliseconds of real time. */
const PATIENT_MS = 30_000;
const IMPATIENT_MS = 1000;
/** Longer than the impatient wait, shorter than the patient. */
const LATENCY_MS = 2000;
/** Longer than any of these calls takes; milliseconds. */
const DEADLINE_MS = 45_000;

/** A fault that lasts shows what a repeated send does to the books, one that passes what it does to the outcome. */
const everyWay = (["json", "xml"] as const).flatMap((format) =>
  (["sms", "smsSimple"] as const).flatMap((method) => [null, 1].map((times) => ({ method, format, times }))),
);

interface Case {
  readonly row: FaultRow;
  readonly fault: FaultInput;
}

/** A row for each status, since they stand together in the table. */
const faults = faultRows.flatMap((row): readonly (readonly [title: string, Case])[] => {
  const { kind, when, statuses, within } = row;
  const latency = { distribution: "fixed", ms: LATENCY_MS } as const;
  return (statuses ?? [undefined]).map((status) => [
    [kind, status, within && `(in time: ${within})`, when].filter((word) => word !== undefined).join(" "),
    { row, fault: { kind, when, status, latency: kind === "latency" ? latency : undefined } },
  ]);
});

/** Recipients that meet the fault of a row by their number alone, without a call to the control API. */
const magics = magicNumbers.flatMap(({ nn, does, says }) =>
  does.kind === "fault" ? [[`01${nn}, ${says}`, { recipient: `164655501${nn}`, does }] as const] : [],
);
type MagicFault = (typeof magics)[number][1]["does"];

/** @throws Error when the table has none */
function rowOf({ fault, when, status }: MagicFault): FaultRow {
  const row = faultRows.find(
    ({ kind, statuses = [], ...rest }) =>
      kind === fault && rest.when === when && (status === undefined || statuses.includes(status)),
  );
  if (row === undefined) throw new Error(`No row for ${fault} ${status ?? ""} ${when}.`);
  return row;
}

/** How many messages the books hold once the server is through with it. */
function booked({ kind, when, outcome }: FaultRow): number {
  if (outcome === "refused") return 0;
  // A slow server writes its books as well, even when the client has left meanwhile.
  return when === "after" || kind === "latency" ? 1 : 0;
}

/** True when the caller must give up for the call to end. */
function isSilent({ kind, within }: FaultRow): boolean {
  return kind === "hang" || within === "none";
}

describe("at most once, whatever goes wrong", () => {
  let emulator: RunningEmulator;
  let tokens = 0;
  beforeAll(async () => {
    emulator = await startEmulator({ port: 0, seed: SEED, settings: NO_LIMITS });
  });
  afterAll(() => emulator.close());

  /** A send of each method in each format, all options of its client the defaults but for its times. */
  async function sendAll(row: FaultRow, recipient: string, fault?: FaultInput) {
    return await Promise.all(
      everyWay.map(async ({ method, format, times }) => {
        const token = `test_fault-${tokens++}`;
        if (fault !== undefined) await emulator.faults.add({ ...fault, times, match: { token } });
        const client = new ProTexting({
          accessToken: token,
          baseUrl: emulator.url,
          format,
          timeout: isSilent(row) ? IMPATIENT_MS : PATIENT_MS,
          deadline: DEADLINE_MS,
        });
        const startedAt = performance.now();
        const end = await endOf(client[method].send({ mobilePhone: recipient, message: "Hello" }));
        const inTime = performance.now() - startedAt < PATIENT_MS;
        // Slow as it may be, the server is through with the call before its books are read.
        await emulator.journal.waitFor({ token });
        const { total } = await emulator.messages.list({ token });
        return { method, format, times, end, booked: total, inTime };
      }),
    );
  }

  function expected(row: FaultRow) {
    const end: Told = told(row);
    return everyWay.map((way) => ({ ...way, end, booked: booked(row), inTime: true }));
  }

  it.concurrent.each(faults)("%s: the send ends as the table says", async (_, { row, fault }) => {
    expect(await sendAll(row, RECIPIENT, fault)).toEqual(expected(row));
  });

  it.concurrent.each(magics)("%s: the send ends as the table says", async (_, { recipient, does }) => {
    const row = rowOf(does);
    expect(await sendAll(row, recipient)).toEqual(expected(row));
  });

  it("the table has rows for every kind of fault that the emulator knows, before and after", async () => {
    const answer = await emulator.fetch(`${emulator.url}/_emulator/openapi.json`);
    const schemas = z.object({ FaultKind: z.object({ enum: z.array(z.string()) }) });
    const { components } = z.object({ components: z.object({ schemas }) }).parse(await answer.json());
    const kinds = components.schemas.FaultKind.enum;
    const moments = kinds.flatMap((name) => [`${name} before`, `${name} after`]);
    expect([...new Set(faultRows.map((row) => `${row.kind} ${row.when}`))].sort()).toEqual(moments.sort());
  });

  it("the table has a row for every magic number that is a fault", () => {
    expect(magics.length).toBeGreaterThan(0);
    expect(magics.map(([, { does }]) => rowOf(does).when)).toEqual(magics.map(([, { does }]) => does.when));
  });
});
