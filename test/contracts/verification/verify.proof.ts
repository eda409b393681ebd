/** Verification of a pact on the emulator fails when it should, and `npm run verify:emulator` says so. */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { PACT_FILE, parsePact, writePact } from "../../../contracts/pact/pact-file.ts";
import type { Verification } from "../../../contracts/pact/verification/verdict.ts";
import { verifyEmulator } from "../../../contracts/provider/verify.ts";

const BALANCE = "credits.balance in JSON: the balance";
const REPORT = "sms.deliveryReport in XML: a message was delivered";
const UNKNOWN_ID = "sms.deliveryReport in XML: the id is not known";
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

describe("verification fails", () => {
  it("for a pact without interactions", async () => {
    const file = await pactOf("empty", []);
    const { passed, verdicts, problems } = await verifyEmulator(file);
    expect({ passed, verdicts }).toEqual({ passed: false, verdicts: [] });
    expect(problems).toEqual(["The pact holds no interaction.", "No interaction was verified."]);
  });

  it("for another field, value, status or header, in XML as well, and says which", async () => {
    const file = await pactOf("values", [BALANCE, REPORT, UNKNOWN_ID, UNKNOWN_TOKEN], (pact) =>
      pact
        .replace('"100"', '"20"')
        .replaceAll("AvailableCredits", "CreditsLeft")
        .replace("<DeliveryStatus_Id>2<", "<DeliveryStatus_Id>3<")
        .replace('"status": 401', '"status": 400'),
    );
    const verification = await verifyEmulator(file);
    expect(verification.passed).toBe(false);
    expect(verdictOn(BALANCE, verification)).toMatchObject({
      endpoint: "credits.balance",
      format: "json",
      touches: "safe",
      outcome: "failed",
      mismatches: expect.arrayContaining([
        {
          where: "header X-Pagination-Per-Page",
          expected: "20",
          got: "100",
          says: "Mismatch with header 'X-Pagination-Per-Page': Expected '100' to be equal to '20'",
        },
        {
          where: "$",
          expected: '["CreditsLeft"]',
          got: '["AvailableCredits"]',
          says: "Actual map is missing the following keys: CreditsLeft",
        },
      ]),
    });
    expect(verdictOn(UNKNOWN_TOKEN, verification)?.mismatches).toEqual([
      { where: "status", expected: "400", got: "401", says: "expected 400 but was 401" },
    ]);
    expect(verdictOn(REPORT, verification)?.mismatches).toEqual([
      {
        where: "$.response.item.DeliveryStatus_Id['#text']",
        expected: "3",
        got: "2",
        says: "Expected '2' to be equal to '3'",
      },
    ]);
    expect(verdictOn(UNKNOWN_ID, verification)?.outcome).toBe("verified");
  });

  it("for a provider state that nobody knows, or that cannot be set up, before anything is sent", async () => {
    const file = await pactOf("states", [BALANCE, REPORT], (pact) =>
      pact.replace('"an account"', '"a bank account"').replace('"sentBy": "sms"', '"sentBy": "pigeon"'),
    );
    const { passed, verdicts, problems } = await verifyEmulator(file);
    expect(passed).toBe(false);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(["failed", "failed"]);
    expect(problems).toEqual([
      expect.stringContaining('There is no provider state "a bank account". Please use one of an account,'),
      expect.stringMatching(
        /^Failed to set up a provider state: sentBy: .*\. Please look at its parameters\.$/,
      ),
      "0 provider states of 2 were set up.",
      "The provider was asked 0 times for 2 interactions.",
      "No interaction was verified.",
    ]);
  });

  it("for a filter that lets Pact verify nothing, and calls that a success", async () => {
    vi.stubEnv("PACT_DESCRIPTION", "no interaction is called so");
    const { passed, verdicts, problems } = await verifyEmulator(await pactOf("filtered", [BALANCE]));
    expect(passed).toBe(false);
    expect(verdicts).toMatchObject([
      {
        description: BALANCE,
        outcome: "failed",
        mismatches: [{ where: "request", says: "Pact gave 0 results for it instead of 1." }],
      },
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
});

describe("npm run verify:emulator", () => {
  const main = fileURLToPath(new URL("../../../contracts/provider/main.ts", import.meta.url));
  const run = (...args: readonly string[]) =>
    new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) => {
      execFile(process.execPath, ["--import", "tsx", main, ...args], (error, stdout, stderr) =>
        resolve({ code: error?.code ?? 0, stdout, stderr }),
      );
    });

  it("ends with 0 when every interaction is verified, and writes the reports it is asked for", async () => {
    const [json, html] = [join(folder, "reports", "r.json"), join(folder, "reports", "r.html")];
    const file = await pactOf("good", [BALANCE]);
    const { code, stdout, stderr } = await run(file, "--json", json, "--html", html);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/1 verified, 0 failed, .* of 1 interactions in \d+\.\d s: passed\.\n$/);
    const report: unknown = JSON.parse(await readFile(json, "utf8"));
    expect(report).toMatchObject({ passed: true, counts: { verified: 1 } });
    expect(await readFile(html, "utf8")).toContain("the balance");
  });

  it("ends with 1 otherwise, and with the reason when there is nothing to report", async () => {
    const { code, stdout } = await run(await pactOf("cli", []));
    expect({ code, empty: stdout.includes("The pact holds no interaction") }).toEqual({
      code: 1,
      empty: true,
    });
    expect(await run(join(folder, "missing.json"))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("ENOENT"),
    });
    expect(await run("--xml")).toMatchObject({ code: 1, stdout: "" });
  });
});
