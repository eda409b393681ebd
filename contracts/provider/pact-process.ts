/**
 * Pact's verifier, in a process of its own: its native half writes to standard output whatever is asked of it, and
 * a crash there must not take the caller along. Started by `run-pact.ts`; the outcome goes to the parent.
 */
import { Verifier } from "@pact-foundation/pact";

const [pactFile = "", providerBaseUrl = "", providerStatesSetupUrl = ""] = process.argv.slice(2);

try {
  const outcome: unknown = await new Verifier({
    pactUrls: [pactFile],
    providerBaseUrl,
    providerStatesSetupUrl,
    logLevel: "error",
  }).verifyProvider();
  tell(String(outcome));
} catch (error) {
  // A failed verification is an error whose message is the outcome.
  tell(error instanceof Error ? error.message : String(error));
}

function tell(outcome: string): void {
  process.send?.(outcome, () => process.disconnect());
}
