/** The refusals that every endpoint has: by token and by the account's limit. */
import type { ProTexting } from "../../src/client/index.ts";
import { accountLimited, unauthorized } from "./answers.ts";
import type { Interaction, Route } from "./interaction.ts";

/** A call of an endpoint, whatever comes of it. */
export interface Attempt {
  readonly route: Route;
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
