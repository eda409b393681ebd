import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Mismatch, Verdict, Verification } from "../../../contracts/pact/verification/verdict.ts";
import { checkRecord, readRecord, writeRecord as write } from "../../../contracts/standings/file.ts";
import { fingerprint, recordOf } from "../../../contracts/standings/record.ts";

const BALANCE = "credits.balance in JSON: the balance";
const SEND = "sms.send in JSON: the message is accepted";
const rulesOf: Readonly<Record<string, Verdict["restsOn"]>> = {
  [BALANCE]: [
    { id: "credits.answer", source: "documented" },
    { id: "headers.documented", source: "documented" },
  ],
  [SEND]: [
    { id: "send.answer", source: "documented" },
    { id: "headers.documented", source: "documented" },
  ],
};
/** Interactions that the toolkit's own pact would have. */
const own = Object.entries(rulesOf).map(([description, restsOn]) => ({ description, restsOn }));
const writeRecord = (file: string, verification: Verification, pinned?: string) =>
  write(file, verification, { own, pinned });
const FIELD: Mismatch = { where: "$.Id", expected: "x", got: "y", says: "Expected 'y' to be equal to 'x'" };
const status = (got: string): Mismatch => ({ where: "status", expected: "200", got, says: "no" });

function verdict(description: string, outcome: Verdict["outcome"], ...mismatches: Mismatch[]): Verdict {
  return {
    description,
    endpoint: description.split(" ", 1).join(""),
    format: "json",
    touches: "safe",
    outcome,
    mismatches,
    restsOn: rulesOf[description] ?? [],
  };
}

function run(verdicts: readonly Verdict[], change: Partial<Verification> = {}): Verification {
  return {
    target: "https://live.example.test",
    at: "2026-11-23T20:00:00.000Z",
    durationMs: 1000,
    generated: verdicts.length,
    verdicts,
    problems: [],
    passed: true,
    ...change,
  };
}

async function recordFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "record-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  return join(folder, "live", "record.json");
}

const MONDAY = run([verdict(BALANCE, "verified"), verdict(SEND, "failed", FIELD)], { passed: false });
/** A cheap run: the send is left out. */
const TUESDAY = run([verdict(BALANCE, "verified"), verdict(SEND, "skipped")], {
  at: "2026-11-24T20:00:00.000Z",
});

describe("the record of a run", () => {
  it("has what held and what differed, and what that says of the rules", () => {
    const rests = (...ids: string[]) => Object.fromEntries(ids.map((id) => [id, fingerprint(id)]));
    expect(recordOf(MONDAY)).toEqual({
      record: "protexting-live-record",
      version: 1,
      toolkit: expect.stringMatching(/^\d+\.\d+\.\d+/),
      target: "https://live.example.test",
      at: "2026-11-23T20:00:00.000Z",
      interactions: [
        {
          description: BALANCE,
          outcome: "held",
          at: MONDAY.at,
          restsOn: rests("credits.answer", "headers.documented"),
        },
        {
          description: SEND,
          outcome: "differed",
          at: MONDAY.at,
          restsOn: rests("headers.documented", "send.answer"),
        },
      ],
      rules: {
        "credits.answer": { standing: "verified", extent: "whole", on: "2026-11-23", held: 1, differed: [] },
        "headers.documented": {
          standing: "verified",
          extent: "in part",
          on: "2026-11-23",
          held: 1,
          differed: [],
        },
        "send.answer": {
          standing: "contradicted",
          extent: "whole",
          on: "2026-11-23",
          held: 0,
          differed: [SEND],
        },
      },
    });
  });

  it.each([
    ["skipped", verdict(SEND, "skipped")],
    ["missing", verdict(SEND, "missing")],
    ["without an answer", verdict(SEND, "failed", { ...FIELD, where: "request" })],
    ["refused for a token that is not good", verdict(SEND, "failed", status("401"), FIELD)],
    ["refused for want of credits", verdict(SEND, "failed", status("402"), FIELD)],
    ["refused for what the account may not", verdict(SEND, "failed", status("403"), FIELD)],
    ["answered by somebody else", { ...verdict(SEND, "failed", FIELD), circumstance: "it is text/html" }],
    ["refused for limits used up", verdict(SEND, "failed", status("429"), FIELD)],
    ["answered by a broken server", verdict(SEND, "failed", status("500"), FIELD)],
    ["answered by nothing behind a gateway", verdict(SEND, "failed", status("502"))],
  ])("draws nothing from an interaction that was %s", (_case, left) => {
    const { interactions, rules } = recordOf(run([verdict(BALANCE, "verified"), left]));
    expect(interactions.map(({ description }) => description)).toEqual([BALANCE]);
    expect(Object.keys(rules)).toEqual(["credits.answer", "headers.documented"]);
  });

  it("takes another status than those for a difference, and a pending interaction's as well", () => {
    const { interactions } = recordOf(
      run([verdict(BALANCE, "failed", status("404")), verdict(SEND, "pending", FIELD)]),
    );
    expect(interactions.map(({ outcome }) => outcome)).toEqual(["differed", "differed"]);
  });

  it("is not made of a run with a problem as a whole", () => {
    expect(() => recordOf({ ...MONDAY, problems: ["A request was stopped."] })).toThrow(
      "it had problems (A request was stopped.)",
    );
  });
});

describe("the record's file", () => {
  it("keeps what an earlier run found out, with its date, where a later one did not look", async () => {
    const file = await recordFile();
    expect(await readRecord(file)).toBeUndefined();
    await writeRecord(file, MONDAY);
    const record = await writeRecord(file, TUESDAY);
    expect(await readRecord(file)).toEqual(record);
    expect(record.at).toBe(TUESDAY.at);
    expect(record.rules).toMatchObject({
      "credits.answer": { standing: "verified", on: "2026-11-24" },
      "send.answer": { standing: "contradicted", on: "2026-11-23" },
    });
    expect(await readdir(join(file, ".."))).toEqual(["record.json"]);
  });

  it("clears a rule once the answer that differed comes as expected, and forgets what left the pact", async () => {
    const file = await recordFile();
    await writeRecord(file, MONDAY);
    const cleared = { ...TUESDAY, verdicts: [verdict(SEND, "verified")] };
    const { rules } = await writeRecord(file, cleared);
    expect(rules).toMatchObject({
      "credits.answer": { standing: "verified", on: "2026-11-23", held: 1, differed: [] },
      "headers.documented": { standing: "verified", on: "2026-11-24", held: 2, differed: [] },
      "send.answer": { standing: "verified", on: "2026-11-24", held: 1, differed: [] },
    });
    const shrunk = await write(file, cleared, { own: own.filter(({ description }) => description === SEND) });
    expect(shrunk.interactions.map(({ description }) => description)).toEqual([SEND]);
  });

  it("does not take an older run for a newer one", async () => {
    const file = await recordFile();
    await writeRecord(file, { ...TUESDAY, verdicts: [verdict(SEND, "verified")] });
    const { at, rules } = await writeRecord(file, MONDAY);
    expect(at).toBe(TUESDAY.at);
    expect(rules).toMatchObject({ "send.answer": { standing: "verified", on: "2026-11-24" } });
  });

  it("is left as it is by a run of another target, by one with problems, and when it cannot be read", async () => {
    const file = await recordFile();
    await writeRecord(file, MONDAY);
    const text = await readFile(file, "utf8");
    const other = writeRecord(file, { ...TUESDAY, target: "https://other.example.test" });
    await expect(other).rejects.toThrow("they are of https://live.example.test and of https://other");
    await expect(writeRecord(file, { ...TUESDAY, problems: ["No."] })).rejects.toThrow("it had problems");
    expect(await readFile(file, "utf8")).toBe(text);
    await writeFile(file, '{"record":"protexting-live-record"}');
    await expect(writeRecord(file, TUESDAY)).rejects.toThrow("Failed to read the record: version:");
    expect(await readFile(file, "utf8")).toBe('{"record":"protexting-live-record"}');
  });

  it("keeps what it has of the toolkit's pact when a run tried a part of it, and takes nothing of another", async () => {
    const file = await recordFile();
    await writeRecord(file, MONDAY);
    const part = await writeRecord(file, { ...TUESDAY, verdicts: [verdict(BALANCE, "verified")] });
    expect(part.interactions.map(({ description }) => description)).toEqual([BALANCE, SEND]);
    const text = await readFile(file, "utf8");
    const foreign = { ...verdict(BALANCE, "verified"), description: "a shop asks for its balance" };
    const retagged = { ...verdict(BALANCE, "verified"), restsOn: rulesOf[SEND] ?? [] };
    for (const stranger of [foreign, retagged]) {
      await expect(writeRecord(file, { ...TUESDAY, verdicts: [stranger] })).rejects.toThrow(
        `it is not of the toolkit's own pact ("${stranger.description}")`,
      );
    }
    expect(await readFile(file, "utf8")).toBe(text);
  });

  it("is by default of the committed pact", async () => {
    await expect(write(await recordFile(), MONDAY)).rejects.toThrow("it is not of the toolkit's own pact");
  });

  it("has the address that was pinned, and mixes it with no other", async () => {
    const file = await recordFile();
    const record = await writeRecord(file, MONDAY, "127.0.0.1");
    expect(record.pinned).toBe("127.0.0.1");
    await expect(writeRecord(file, TUESDAY)).rejects.toThrow(
      "they are of https://live.example.test at 127.0.0.1 (--resolve) and of https://live.example.test.",
    );
  });

  it("is found unfit for a run before the run", async () => {
    const file = await recordFile();
    const place = { target: MONDAY.target };
    await expect(checkRecord(file, place)).resolves.toBeUndefined();
    await writeRecord(file, MONDAY);
    await expect(checkRecord(file, place)).resolves.toBeUndefined();
    await expect(checkRecord(file, { ...place, pinned: "127.0.0.1" })).rejects.toThrow("keep one for each");
    await writeFile(file, "{ not json");
    await expect(checkRecord(file, place)).rejects.toThrow(`(${file}). Please restore it`);
    await expect(checkRecord(join(file, "below"), place)).rejects.toThrow("Failed to read the record");
  });
});
