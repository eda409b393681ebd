/** Sends that the account cannot make: credits, limits, numbers, and recipients who have opted out. */
import { forbidden, paymentRequired, RECIPIENT, recipientLimited } from "./answers.ts";
import type { Interaction } from "./interaction.ts";
import { commonRefusals } from "./refusals.ts";
import { HELLO, OWN_NUMBER, sending, type Variant } from "./sending.ts";

const NONE_ACTIVE = "The account has no active number to send from.";

export function accountRefusals(variant: Variant): readonly Interaction[] {
  const { route } = variant;
  const hello = sending(variant, { mobilePhone: RECIPIENT, message: HELLO });

  return [
    {
      route,
      outcome: "the account has too few credits",
      given: { state: "an account without credits", params: { token: "test_no_credits" } },
      touches: "never",
      restsOn: ["credits.balance", "errors.shape", "headers.scope"],
      request: { token: "test_no_credits", body: hello.body },
      answer: paymentRequired,
      call: hello.call,
      result: { throws: { name: "InsufficientCreditsError", status: 402 } },
    },
    {
      route,
      outcome: "the recipient has opted out",
      given: {
        state: "a recipient who has written STOP",
        params: { token: "test_opted_out", recipient: RECIPIENT },
      },
      touches: "spends",
      credits: 1,
      restsOn: ["opt-out.refused", "handset.words", "errors.shape", "headers.scope"],
      request: { token: "test_opted_out", body: hello.body },
      answer: forbidden("The recipient has opted out."),
      call: hello.call,
      result: { throws: { name: "RefusedError", status: 403, reason: "The recipient has opted out." } },
    },
    {
      route,
      outcome: "the recipient was opted out through the API",
      given: {
        state: "a recipient who was opted out through the API",
        params: { token: "test_opted_out", recipient: RECIPIENT },
      },
      touches: "spends",
      credits: 1,
      restsOn: ["opt-out.refused", "errors.shape", "headers.scope"],
      request: { token: "test_opted_out", body: hello.body },
      answer: forbidden("The recipient has opted out."),
      call: hello.call,
      result: { throws: { name: "RefusedError", status: 403, reason: "The recipient has opted out." } },
    },
    {
      route,
      outcome: "the account has no number that is active",
      given: {
        state: "an account that owns a blocked number",
        params: { token: "test_blocked", number: OWN_NUMBER, status: 301 },
      },
      touches: "spends",
      credits: 1,
      restsOn: ["sender.none-active", "errors.shape", "headers.scope"],
      request: { token: "test_blocked", body: hello.body },
      answer: forbidden(NONE_ACTIVE),
      call: hello.call,
      result: { throws: { name: "RefusedError", status: 403, reason: NONE_ACTIVE } },
    },
    {
      route,
      outcome: "the recipient was sent as much as the limit allows",
      given: {
        state: "a recipient who was sent as much as the limit allows",
        params: { token: "test_recipient", recipient: RECIPIENT },
      },
      touches: "never",
      restsOn: ["rate.recipient", "rate.recipient-answer", "errors.shape", "headers.scope"],
      request: { token: "test_recipient", body: hello.body },
      answer: recipientLimited,
      call: hello.call,
      result: { throws: { name: "RateLimitError", status: 429, scope: "recipient", resetSeconds: 60 } },
    },
    ...commonRefusals({ route, request: { body: hello.body }, call: hello.call }),
  ];
}
