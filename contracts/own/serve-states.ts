/** The toolkit's provider states behind an address, for verifiers in other languages (`--state-change-url`). */
import { serveStates } from "../pact/verification/state-server.ts";
import { type StateTarget, setUpState } from "./state-handlers.ts";

export interface RunningStates {
  /** Address for the state change requests. */
  readonly url: string;
  /** States that could not be set up, and why: a verifier may not say. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/**
 * Unlike the handlers of pact-js, it refuses a state that is unknown or that cannot be set up, so that its
 * interaction fails.
 *
 * @param target address of an emulator, as text or with its control token; a running emulator will do
 */
export async function serveProviderStates(target: string | StateTarget): Promise<RunningStates> {
  const { url, problems, close } = await serveStates(async (name, params) =>
    // Verifiers ask for a state without a name where an interaction has none.
    name === "" ? {} : await setUpState(target, name, params),
  );
  return { url, problems, close };
}
