/** The committed pact against the emulator, and the proof that verification fails when it should. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest";
import { PACT_FILE, type PactFile, parsePact, readPact, writePact } from "../pact-file.ts";
import { judge, type Verification, verifyEmulator } from "./verify.ts";

const BALANCE = "credits.balance in JSON: the balance";
const REPORT = "sms.deliveryReport in XML: a message was delivered";
const UNKNOWN_TOKEN = "credits.balance in XML: the token is not known";

let folder = "";
let text = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "contracts-"));
  text = await readFile(PACT_FILE, "utf8");
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** A pact of some interactions of the committed one, its text changed. */
async function pactOf(name: string, descriptions: readonly string[], change?: (pact: string) => string) {
  const kept = parsePact(text).interactions.filter(({ description }) => descriptions.includes(description));
  expect(kept).toHaveLength(descriptions.length);
  const unchanged = writePact(kept);
  const changed = change?.(unchanged);
  expect(changed).not.toBe(unchanged);
  const file = join(folder, `${name}.json`);
  await writeFile(file, changed ?? unchanged);
  return file;
}

function verdictOn(description: string, { verdicts }: Verification) {
  return verdicts.find((verdict) => verdict.description === description);
}

describe("the emulator", () => {
  it("keeps the committed pact, every interaction of it", async () => {
    const { passed, verdicts, problems } = await verifyEmulator();
    expect(problems).toEqual([]);
    expect(verdicts.filter(({ verified }) => !verified)).toEqual([]);
    expect(verdicts).toHaveLength(parsePact(text).interactions.length);
    expect(verdicts.length).toBeGreaterThan(0);
    expect(passed).toBe(true);
  });
});

describe("verification fails", () => {
  it("for a pact without interactions", async () => {
    const file = await pactOf("empty", []);
    const { passed, verdicts, problems } = await verifyEmulator(file);
    expect({ passed, verdicts }).toEqual({ passed: false, verdicts: [] });
    expect(problems).toEqual([`The pact holds no interaction (${file}).`]);
  });

  it("for a field that the emulator does not answer with, and says which", async () => {
    const file = await pactOf("field", [BALANCE, UNKNOWN_TOKEN], (pact) =>
      pact.replaceAll("AvailableCredits", "CreditsLeft"),
    );
    const verification = await verifyEmulator(file);
    expect(verification.passed).toBe(false);
    expect(verdictOn(BALANCE, verification)).toEqual({
      description: BALANCE,
      verified: false,
      problems: ["$: Actual map is missing the following keys: CreditsLeft"],
    });
    expect(verdictOn(UNKNOWN_TOKEN, verification)?.verified).toBe(true);
  });

  it("for another value, status or header, in XML as well", async () => {
    const file = await pactOf("values", [BALANCE, REPORT, UNKNOWN_TOKEN], (pact) =>
      pact
        .replace('"100"', '"20"')
        .replace("<DeliveryStatus_Id>2<", "<DeliveryStatus_Id>3<")
        .replace('"status": 401', '"status": 403'),
    );
    const { passed, verdicts } = await verifyEmulator(file);
    expect(passed).toBe(false);
    expect(verdicts.map(({ problems }) => problems)).toEqual([
      ["Mismatch with header 'X-Pagination-Per-Page': Expected '100' to be equal to '20'"],
      ["expected 403 but was 401"],
      ["$.response.item.DeliveryStatus_Id['#text']: Expected '2' to be equal to '3'"],
    ]);
  });

  it("for a provider state that nobody knows, or that cannot be set up, before anything is sent", async () => {
    const file = await pactOf("states", [BALANCE, REPORT], (pact) =>
      pact.replace('"an account"', '"a bank account"').replace('"sentBy": "sms"', '"sentBy": "pigeon"'),
    );
    const { passed, verdicts, problems } = await verifyEmulator(file);
    expect(passed).toBe(false);
    expect(verdicts.map(({ verified }) => verified)).toEqual([false, false]);
    expect(problems).toEqual([
      expect.stringContaining('There is no provider state "a bank account". Please use one of an account,'),
      expect.stringContaining("sentBy"),
      "Pact's verifier says that the verification failed.",
      "0 provider states of 2 were set up.",
      "The emulator was asked 0 times for 2 interactions.",
    ]);
  });

  it("for a filter that lets Pact verify nothing, and calls that a success", async () => {
    vi.stubEnv("PACT_DESCRIPTION", "no interaction is called so");
    onTestFinished(() => void vi.unstubAllEnvs());
    const { passed, verdicts, problems } = await verifyEmulator(await pactOf("filtered", [BALANCE]));
    expect(passed).toBe(false);
    expect(verdicts).toEqual([
      { description: BALANCE, verified: false, problems: ["Pact gave 0 results for it instead of 1."] },
    ]);
    expect(problems).toContain("Pact has results for 0 interactions of 1.");
  });

  it("for a pact that is none of ours, or untagged", async () => {
    const untagged = await pactOf("untagged", [BALANCE], (pact) =>
      pact.replace(/"touches": "\w+"/, '"a": "b"'),
    );
    await expect(verifyEmulator(untagged)).rejects.toThrow("interactions.0.comments");
    await expect(verifyEmulator(join(folder, "missing.json"))).rejects.toThrow("ENOENT");
  });

  it("with exit code 1 on the command line", async () => {
    const file = await pactOf("cli", []);
    const main = fileURLToPath(new URL("./main.ts", import.meta.url));
    const { code, stdout } = await new Promise<{ code: unknown; stdout: string }>((resolve) => {
      execFile(process.execPath, ["--import", "tsx", main, file], (error, out) =>
        resolve({ code: error?.code ?? 0, stdout: out }),
      );
    });
    expect(code).toBe(1);
    expect(stdout).toContain("The pact holds no interaction");
    expect(stdout).toContain("0 verified, 0 failed of 0 interactions");
  });
});

describe("the count", () => {
  let pact: PactFile;
  beforeAll(async () => {
    pact = await readPact(await pactOf("count", [BALANCE, REPORT]));
  });
  const bothVerified = [
    { description: BALANCE, verified: true },
    { description: REPORT, verified: true },
  ];
  const good = { passed: true, results: bothVerified, errors: [] };
  const counts = { asked: 2, setUp: 2 };

  it("adds up when each interaction was set up, asked and verified", () => {
    expect(judge(pact, good, counts, []).passed).toBe(true);
  });

  it.each([
    ["Pact says it failed", { ...good, passed: false }, counts, []],
    ["a result is missing", { ...good, results: bothVerified.slice(1) }, counts, []],
    [
      "a result is there twice",
      { ...good, results: [...bothVerified, ...bothVerified.slice(1)] },
      counts,
      [],
    ],
    [
      "a result is of another interaction",
      { ...good, results: [...bothVerified, { description: "x", verified: true }] },
      counts,
      [],
    ],
    [
      "a result is bad",
      { ...good, results: bothVerified.map((result) => ({ ...result, verified: false })) },
      counts,
      [],
    ],
    [
      "an interaction has an error",
      { ...good, errors: [{ interaction: `A pact - ${REPORT}`, problems: ["No."] }] },
      counts,
      [],
    ],
    ["the emulator was not asked", good, { ...counts, asked: 1 }, []],
    ["a state was not set up", good, { ...counts, setUp: 1 }, []],
    ["a state had a problem", good, counts, ["It was refused."]],
    ["there is nothing", { ...good, results: [] }, { asked: 0, setUp: 0 }, []],
  ])("does not when %s", (_case, outcome, counted, stateProblems) => {
    const verification = judge(pact, outcome, counted, stateProblems);
    expect(verification.passed).toBe(false);
  });

  it("does not for a pact without interactions, whatever Pact says", () => {
    const empty = { ...pact, interactions: [] };
    const verification = judge(empty, { ...good, results: [] }, { asked: 0, setUp: 0 }, []);
    expect(verification.passed).toBe(false);
  });
});
