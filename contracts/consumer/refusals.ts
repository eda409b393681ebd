/** Refusals that are no endpoint's own: by token, by the account's limit, and by the codes of page error-codes. */
import type { ProTexting } from "../../src/client/index.ts";
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";
import { accountLimited, carrierBlocked, coded, unauthorized } from "./answers.ts";
import { CARRIER_CODE, REFUSAL_STATUS, type RefusalCode } from "./codes.ts";
import type { ApiRoute, Interaction, Touching } from "./interaction.ts";

/** A call of an endpoint, whatever comes of it. */
export interface Attempt {
  readonly route: ApiRoute;
  readonly request: Omit<Interaction["request"], "token">;
  readonly call: (client: ProTexting) => Promise<unknown>;
}

export function commonRefusals({ route, request, call }: Attempt): readonly Interaction[] {
  return [
    {
      route,
      outcome: "the token is not known",
      given: { state: "a token of no account", params: {} },
      touches: "safe",
      restsOn: ["auth.query-token", "errors.shape"],
      request: { ...request, token: { fromState: "token", example: "test_nobody" } },
      answer: unauthorized,
      call,
      result: { throws: { name: "AuthenticationError", status: 401 } },
    },
    {
      route,
      outcome: "the account has used up its calls",
      given: { state: "an account that has used up its calls", params: { token: "test_used_up" } },
      touches: "never",
      restsOn: ["rate.account", "errors.shape", "headers.scope"],
      request: { ...request, token: "test_used_up" },
      answer: accountLimited,
      call,
      result: { throws: { name: "RateLimitError", status: 429, scope: "account", resetSeconds: 60 } },
    },
  ];
}

/** A refusal of the books. */
export interface CodedCase {
  readonly outcome: string;
  readonly code: RefusalCode | "above 10000";
  readonly given: Interaction["given"] & { readonly params: { readonly token: string } };
  readonly touching: Touching;
  readonly rules: readonly [EvidenceId, ...EvidenceId[]];
}

export function codedRefusal(
  { route, request, call }: Attempt,
  { outcome, code, given, touching, rules }: CodedCase,
): Interaction {
  return {
    ...touching,
    route,
    outcome,
    given,
    restsOn: [...rules, code === 1 ? "errors.codes" : "errors.other-codes", "headers.scope"],
    request: { ...request, token: given.params.token },
    answer: code === "above 10000" ? carrierBlocked : coded(code),
    call,
    result: {
      throws: { status: REFUSAL_STATUS, code: code === "above 10000" ? CARRIER_CODE : code },
    },
  };
}

/** Refusals of an account that lets no call in. */
export function gateRefusals(attempt: Attempt, touching: Touching): readonly Interaction[] {
  const params = { token: "test_gate" };
  return [
    codedRefusal(attempt, {
      outcome: "the API app is not activated",
      code: 6,
      given: { state: "an account whose API app is not activated", params },
      touching,
      rules: ["account.activated"],
    }),
    codedRefusal(attempt, {
      outcome: "the caller's address is not allowed",
      code: 7,
      given: { state: "an account that allows other addresses only", params },
      touching,
      rules: ["account.addresses"],
    }),
  ];
}
