/** The committed pact against the emulator; test/contracts/verification has the proof that this can fail. */
import { expect, it } from "vitest";
import { PACT_FILE, readPact } from "../pact/pact-file.ts";
import { countOutcomes } from "../pact/verification/verdict.ts";
import { verifyEmulator } from "./verify.ts";

it("the emulator keeps the committed pact, every interaction of it", async () => {
  const { passed, verdicts, generated, problems } = await verifyEmulator();
  expect(problems).toEqual([]);
  const otherwise = verdicts.filter(({ outcome }) => outcome !== "verified");
  expect(otherwise.map(({ description }) => description)).toEqual([]);
  expect(generated).toBe((await readPact(PACT_FILE)).interactions.length);
  expect(countOutcomes(verdicts)).toEqual({
    verified: generated,
    failed: 0,
    skipped: 0,
    pending: 0,
    missing: 0,
  });
  expect(generated).toBeGreaterThan(0);
  expect(passed).toBe(true);
});
