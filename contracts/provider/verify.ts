/** Verifies our pact, every interaction of it tagged, on the emulator, as any consumer's is verified. */
import { verifyOnEmulator } from "../own/verify-on-emulator.ts";
import { PACT_FILE, readPact } from "../pact/pact-file.ts";
import type { Verification } from "../pact/verification/verdict.ts";

/** @throws Error when the file is no pact of ours, or Pact's verifier did not come to an end */
export async function verifyEmulator(pactFile = PACT_FILE): Promise<Verification> {
  return await verifyOnEmulator({ pact: await readPact(pactFile) });
}
