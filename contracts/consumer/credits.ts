/** `credits.balance`. Page available-credits-balance. */
import { success } from "./answers.ts";
import { integer } from "./body.ts";
import type { Interaction, Route } from "./interaction.ts";
import { commonRefusals } from "./refusals.ts";

const route: Route = { endpoint: "credits.balance", method: "GET", path: "/v1/credits/balance" };
const token = "your_access_token";

export const creditsInteractions: readonly Interaction[] = [
  {
    route,
    outcome: "the balance",
    given: { state: "an account", params: { token } },
    touches: "safe",
    restsOn: ["credits.answer", "headers.documented", "headers.link"],
    request: { token },
    answer: success(route, `access_token=${token}`, { AvailableCredits: integer(1000) }),
    call: (client) => client.credits.balance(),
    result: { gives: { availableCredits: 1000 } },
  },
  ...commonRefusals({ route, request: {}, call: (client) => client.credits.balance() }),
];
