/** Sends that the books refuse: by the account, its credits, limits and numbers, the recipient, and the content. */
import { RECIPIENT, recipientLimited } from "./answers.ts";
import type { Interaction, Touching } from "./interaction.ts";
import { type Attempt, codedRefusal, commonRefusals, gateRefusals } from "./refusals.ts";
import { HELLO, MMS_COSTS, OWN_NUMBER, sending, type Variant } from "./sending.ts";

const NEVER: Touching = { touches: "never" };
const ONE_SMS: Touching = { touches: "spends", credits: 1 };
/** A magic number of the emulator; live has no counterpart. */
const CARRIERS_BLOCK = "16465550116";

export function accountRefusals(variant: Variant): readonly Interaction[] {
  const { route } = variant;
  const attempt = (params: Parameters<typeof sending>[1]): Attempt => {
    const { body, call } = sending(variant, params);
    return { route, request: { body }, call };
  };
  const hello = attempt({ mobilePhone: RECIPIENT, message: HELLO });
  const params = { token: "test_refused", recipient: RECIPIENT };

  return [
    codedRefusal(hello, {
      outcome: "the account has too few credits",
      code: 5,
      given: { state: "an account without credits", params: { token: "test_no_credits" } },
      touching: NEVER,
      rules: ["credits.balance"],
    }),
    codedRefusal(hello, {
      outcome: "the recipient has opted out",
      code: 1,
      given: { state: "a recipient who has written STOP", params },
      touching: ONE_SMS,
      rules: ["opt-out.refused", "handset.stop"],
    }),
    codedRefusal(hello, {
      outcome: "the recipient was opted out through the API",
      code: 1,
      given: { state: "a recipient who was opted out through the API", params },
      touching: ONE_SMS,
      rules: ["opt-out.refused"],
    }),
    codedRefusal(hello, {
      outcome: "the recipient has opted out globally",
      code: 1000,
      given: { state: "a recipient who has opted out globally", params },
      touching: ONE_SMS,
      rules: ["opt-out.global"],
    }),
    codedRefusal(hello, {
      outcome: "the recipient is blocked globally",
      code: 1001,
      given: { state: "a recipient who is blocked globally", params },
      touching: ONE_SMS,
      rules: ["opt-out.global"],
    }),
    codedRefusal(hello, {
      outcome: "Message has a forbidden word, in another case",
      code: 2,
      given: {
        state: "an account with forbidden words",
        params: { token: "test_refused", words: ["world"] },
      },
      touching: ONE_SMS,
      rules: ["content.forbidden-words", "content.forbidden-words-match"],
    }),
    codedRefusal(attempt({ mobilePhone: CARRIERS_BLOCK, message: HELLO }), {
      outcome: "carriers block the content",
      code: "above 10000",
      given: { state: "an account", params: { token: "test_refused" } },
      touching: NEVER,
      rules: ["content.carrier-blocked"],
    }),
    codedRefusal(attempt({ mobilePhone: RECIPIENT, message: HELLO, mmsTemplateId: 10_586 }), {
      outcome: "MmsTemplateId is a template whose media could not be processed",
      code: 3,
      given: {
        state: "an account with templates",
        params: { token: "test_refused", name: "", files: ["magic-broken.png"] },
      },
      touching: { touches: "spends", credits: MMS_COSTS },
      rules: ["submit.empty-mms"],
    }),
    codedRefusal(hello, {
      outcome: "the account has no number that is active",
      code: 4,
      given: {
        state: "an account that owns a blocked number",
        params: { token: "test_blocked", number: OWN_NUMBER, status: 301 },
      },
      touching: ONE_SMS,
      rules: ["sender.none-active"],
    }),
    // Live requests leave too far apart for it.
    codedRefusal(hello, {
      outcome: "the recipient was sent the same text just now",
      code: 8,
      given: {
        state: "a recipient who was sent the same text just now",
        params: { ...params, message: HELLO },
      },
      touching: NEVER,
      rules: ["rate.same-text"],
    }),
    ...gateRefusals(hello, ONE_SMS),
    {
      route,
      outcome: "the recipient was sent as much as the limit allows",
      given: {
        state: "a recipient who was sent as much as the limit allows",
        params: { token: "test_recipient", recipient: RECIPIENT },
      },
      touches: "never",
      restsOn: ["rate.recipient", "rate.recipient-answer", "errors.shape", "headers.scope"],
      request: { ...hello.request, token: "test_recipient" },
      answer: recipientLimited,
      call: hello.call,
      result: { throws: { name: "RateLimitError", status: 429, scope: "recipient", resetSeconds: 60 } },
    },
    ...commonRefusals(hello),
  ];
}
