/** `credits.balance`. Page available-credits-balance. */
import { success } from "./answers.ts";
import { integer } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { type Attempt, commonRefusals, gateRefusals } from "./refusals.ts";

const route: ApiRoute = { endpoint: "credits.balance", method: "GET", path: "/v1/credits/balance" };
const token = "your_access_token";
const attempt: Attempt = { route, request: {}, call: (client) => client.credits.balance() };

export const creditsInteractions: readonly Interaction[] = [
  {
    route,
    outcome: "the balance",
    given: { state: "an account", params: { token } },
    touches: "safe",
    restsOn: ["credits.answer", "headers.documented", "headers.link"],
    request: { token },
    answer: success(route, `access_token=${token}`, { AvailableCredits: integer(1000) }),
    call: attempt.call,
    result: { gives: { availableCredits: 1000 } },
  },
  ...gateRefusals(attempt, { touches: "state" }),
  ...commonRefusals(attempt),
];
