/** The toolkit's provider states, for pacts of your own and for verifiers of your own. */
import { isKeyOf } from "../../src/shared/is-key-of.ts";
import { plant } from "../provider/seed.ts";
import { states } from "../provider/states.ts";

/** Values that a state gives to the request, by name, such as `id`. */
export type StateValues = Readonly<Record<string, string>>;

/** Emulator that gets the states: its address, and its control token unless it is on loopback. */
export interface StateTarget {
  readonly url: string;
  readonly controlToken?: string | null;
}

/** A handler as the `stateHandlers` of pact-js' `Verifier` has them. */
export interface StateHandler {
  setup(params?: unknown): Promise<Record<string, string>>;
}

/** The names of the toolkit's provider states, as in `.given(name, params)`. */
export const stateNames: readonly string[] = Object.keys(states);

/**
 * The toolkit's states as handlers for pact-js' `Verifier`, put through the emulator's control API.
 *
 * pact-js takes a state that it has no handler for, or whose handler throws, for set up; `verifyOnEmulator` does not.
 *
 * @param target address of an emulator, as text or with its control token; a running emulator will do
 */
export function stateHandlers(target: string | StateTarget): Record<string, StateHandler> {
  return Object.fromEntries(
    stateNames.map((name) => [
      name,
      { setup: async (params: unknown = {}) => ({ ...(await setUpState(target, name, params)) }) },
    ]),
  );
}

/**
 * Puts one of the toolkit's states into the emulator.
 * @returns values for the request
 * @throws Error for a state that is not known, parameters that do not fit it, and when the emulator does not take it
 */
export async function setUpState(
  target: string | StateTarget,
  name: string,
  params: unknown,
): Promise<StateValues> {
  if (!isKeyOf(states, name)) {
    throw new Error(`There is no provider state "${name}". Please use one of ${stateNames.join(", ")}.`);
  }
  const { url, controlToken } = typeof target === "string" ? { url: target, controlToken: null } : target;
  return await plant(url.replace(/\/$/, ""), states[name].seed(params), controlToken ?? undefined);
}
