/**
 * `sms.send` and `smsSimple.send`. Pages send-sms-mms and send-sms-mms-simple.
 *
 * A refused send to a good number is tagged `spends` all the same: were live to accept it, it would be sent. What
 * has no number to go to is `safe`.
 */
import { RECIPIENT } from "./answers.ts";
import type { Interaction } from "./interaction.ts";
import { codedRefusal } from "./refusals.ts";
import { accountRefusals } from "./send-account.ts";
import { fieldRefusals } from "./send-fields.ts";
import {
  accepted,
  HELLO,
  LONGEST,
  LONGEST_COSTS,
  MMS_COSTS,
  OWN_NUMBER,
  refused,
  type Sending,
  sending,
  sms,
  smsSimple,
  token,
  type Variant,
} from "./sending.ts";

/** The SMS in place of an MMS that its carrier rejects: the text and a short URL. */
const RESENT_COSTS = 1;
const FOREIGN_NUMBER = "16465550199";

export const sendInteractions: readonly Interaction[] = [
  ...interactionsOf(sms),
  ...senderInteractions(),
  ...interactionsOf(smsSimple),
];

function interactionsOf(variant: Variant): readonly Interaction[] {
  return [...acceptedSends(variant), ...fieldRefusals(variant), ...accountRefusals(variant)];
}

function acceptedSends(variant: Variant): readonly Interaction[] {
  const hello = sending(variant, { mobilePhone: RECIPIENT, message: HELLO });
  const text = (message: string) => sending(variant, { mobilePhone: RECIPIENT, message });

  return [
    accepted(variant, "a message is accepted", hello, 1),
    accepted(variant, "a message of 480 characters is accepted", text(LONGEST), LONGEST_COSTS),
    accepted(variant, "a message beyond ASCII is accepted", text('Tom & "Jörg" <3 😀'), 1),
    {
      ...accepted(
        variant,
        "an MMS with an approved template is accepted",
        sending(variant, { mobilePhone: RECIPIENT, message: HELLO, mmsTemplateId: 10_586, subject: "News" }),
        MMS_COSTS,
        "mms.sent",
        "submit.template",
      ),
      given: { state: "an account with templates", params: { token, name: "", files: ["picture.jpg"] } },
    },
    {
      ...accepted(
        variant,
        "an MMS of 1544 characters is accepted",
        sending(variant, { mobilePhone: RECIPIENT, message: "x".repeat(1544), mmsTemplateId: 10_586 }),
        MMS_COSTS,
        "mms.length",
      ),
      given: { state: "an account with templates", params: { token, name: "", files: ["picture.jpg"] } },
    },
    {
      ...accepted(
        variant,
        "an MMS with every option is accepted",
        sending(variant, {
          mobilePhone: RECIPIENT,
          message: HELLO,
          mmsTemplateId: 10_586,
          mmsHighResolution: true,
          mmsResend: true,
        }),
        MMS_COSTS + RESENT_COSTS,
        "mms.sent",
        "submit.template",
      ),
      given: { state: "an account with templates", params: { token, name: "", files: ["picture.jpg"] } },
    },
  ];
}
/** `SendFrom`, which sms-simple has not. */
function senderInteractions(): readonly Interaction[] {
  const from = (sendFrom: string): Sending => ({
    body: { MobilePhone: RECIPIENT, SendFrom: sendFrom, Message: HELLO },
    call: (client) => client.sms.send({ mobilePhone: RECIPIENT, message: HELLO, sendFrom }),
  });
  const given = { state: "an account that owns a number", params: { token, number: OWN_NUMBER } } as const;
  return [
    { ...accepted(sms, "SendFrom is a number of the account", from(OWN_NUMBER), 1, "sender.owned"), given },
    {
      ...refused(
        sms,
        "SendFrom is no number of the account",
        { touches: "spends", credits: 1 },
        ["sender.owned", "sender.refused-text"],
        from(FOREIGN_NUMBER),
        [{ field: "SendFrom", message: "Send From is invalid." }],
      ),
      given,
    },
    {
      ...refused(
        sms,
        "SendFrom is a number that is inactive",
        { touches: "spends", credits: 1 },
        ["sender.inactive"],
        from(OWN_NUMBER),
        [{ field: "SendFrom", message: "Send From is inactive." }],
      ),
      given: { state: "an account that owns an inactive number", params: { token, number: OWN_NUMBER } },
    },
    blockedSender("temporarily", 301),
    blockedSender("permanently", 302),
  ];

  function blockedSender(how: string, status: 301 | 302): Interaction {
    const { body, call } = from(OWN_NUMBER);
    return codedRefusal(
      { route: sms.route, request: { body }, call },
      {
        outcome: `SendFrom is a number that is ${how} blocked`,
        code: status,
        given: {
          state: "an account that owns a blocked number",
          params: { token, number: OWN_NUMBER, status },
        },
        touching: { touches: "spends", credits: 1 },
        rules: ["sender.blocked"],
      },
    );
  }
}
