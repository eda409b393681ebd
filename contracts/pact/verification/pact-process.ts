/**
 * Pact's verifier, in a process of its own: its native half writes to standard output whatever is asked of it, and
 * a crash there must not take the caller along. Started by `run-pact.ts`, which sends it its order; the outcome goes
 * back to the parent.
 */
import * as z from "zod";
import { codeOf, messageOf } from "../../../src/shared/error-text.ts";

const orderSchema = z.strictObject({
  pactFiles: z.array(z.string()),
  providerUrl: z.string(),
  statesUrl: z.nullable(z.string()),
  perRequestTimeoutMs: z.number(),
  headers: z.record(z.string(), z.string()),
});

process.once("message", (order) => void verify(order));
// Without its parent the process has nothing to report to, and must not go on sending.
process.once("disconnect", () => process.exit());

async function verify(order: unknown): Promise<void> {
  try {
    const { pactFiles, providerUrl, statesUrl, perRequestTimeoutMs, headers } = orderSchema.parse(order);
    const { Verifier } = await loadPact();
    const outcome: unknown = await new Verifier({
      pactUrls: pactFiles,
      providerBaseUrl: providerUrl,
      ...(statesUrl === null ? {} : { providerStatesSetupUrl: statesUrl }),
      timeout: perRequestTimeoutMs,
      // Pact refuses an empty one.
      ...(Object.keys(headers).length === 0 ? {} : { customProviderHeaders: headers }),
      logLevel: "error",
    }).verifyProvider();
    tell(String(outcome));
  } catch (error) {
    // A failed verification is an error whose message is the outcome.
    tell(messageOf(error));
  }
}

/** Users of the package install Pact themselves, or do not. */
async function loadPact() {
  try {
    return await import("@pact-foundation/pact");
  } catch (error) {
    if (codeOf(error) !== "ERR_MODULE_NOT_FOUND") throw error;
    throw new Error("@pact-foundation/pact is not installed. Please npm i -D @pact-foundation/pact@16", {
      cause: error,
    });
  }
}

function tell(outcome: string): void {
  process.send?.(outcome, () => process.disconnect());
}
