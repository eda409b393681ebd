/**
 * `sms.send` and `smsSimple.send`. Pages send-sms-mms and send-sms-mms-simple.
 *
 * A refused send to a good number is tagged `spends` all the same: were live to accept it, it would be sent. What
 * has no number to go to is `safe`.
 */
import type { ProTexting, SimpleSendParams } from "../../src/client/index.ts";
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";
import {
  type FieldError,
  forbidden,
  ID,
  invalid,
  invalidInput,
  messageId,
  paymentRequired,
  RECIPIENT,
  recipientLimited,
  reportUrl,
  reportUrlExample,
  SENT_WORDS,
  sentWords,
  success,
} from "./answers.ts";
import type { RequestFields } from "./body.ts";
import type { Interaction, Route, Touching } from "./interaction.ts";
import { commonRefusals } from "./refusals.ts";

/** One of the two endpoints. */
interface Variant {
  readonly route: Route;
  readonly reportPath: string;
  /** Answered with a list of one, instead of an object. */
  readonly inList: boolean;
  readonly rule: EvidenceId;
  readonly send: (client: ProTexting, params: SimpleSendParams) => Promise<unknown>;
}

/** One send: as it goes over the wire, and as the client makes it. */
interface Sending {
  readonly body: RequestFields;
  readonly call: (client: ProTexting) => Promise<unknown>;
}

const token = "your_access_token";
const HELLO = "Hello World!";
const LONGEST = "x".repeat(480);
const TOO_LONG = `${LONGEST}x`;
/** Credits of the longest text, as phones get it: four parts of 153. */
const LONGEST_COSTS = 4;
const MMS_COSTS = 3;
const OWN_NUMBER = "16465550100";
const FOREIGN_NUMBER = "16465550199";

const sms: Variant = {
  route: { endpoint: "sms.send", method: "POST", path: "/v1/sms/send" },
  reportPath: "/v1/sms/delivery-report",
  inList: false,
  rule: "send.answer",
  send: (client, params) => client.sms.send(params),
};

const smsSimple: Variant = {
  route: { endpoint: "smsSimple.send", method: "POST", path: "/v1/sms-simple/send" },
  reportPath: "/v1/sms-simple/delivery-report",
  inList: true,
  rule: "send-simple.answer",
  send: (client, params) => client.smsSimple.send(params),
};

export const sendInteractions: readonly Interaction[] = [
  ...interactionsOf(sms),
  ...senderInteractions(),
  ...interactionsOf(smsSimple),
];

function interactionsOf(variant: Variant): readonly Interaction[] {
  const { route } = variant;
  const hello = sending(variant, { mobilePhone: RECIPIENT, message: HELLO });
  const text = (message: string) => sending(variant, { mobilePhone: RECIPIENT, message });
  const template = (mmsTemplateId: number) =>
    sending(variant, { mobilePhone: RECIPIENT, message: HELLO, mmsTemplateId });

  return [
    accepted(variant, "a message is accepted", hello, 1),
    accepted(variant, "a message of 480 characters is accepted", text(LONGEST), LONGEST_COSTS),
    accepted(variant, "a message beyond ASCII is accepted", text('Tom & "Jörg" <3 😀'), 1),

    refused(
      variant,
      "MobilePhone is blank",
      { touches: "safe" },
      ["fields.rules"],
      sending(variant, { mobilePhone: "", message: HELLO }),
      [{ field: "MobilePhone", message: "Mobile Phone cannot be blank." }],
    ),
    refused(
      variant,
      "MobilePhone is no phone number",
      { touches: "safe" },
      ["fields.phone", "fields.phone-characters"],
      sending(variant, { mobilePhone: "nobody", message: HELLO }),
      [{ field: "MobilePhone", message: "Mobile Phone is invalid." }],
    ),
    refused(
      variant,
      "Message is longer than 480 characters",
      { touches: "spends", credits: LONGEST_COSTS },
      ["fields.length"],
      text(TOO_LONG),
      [{ field: "Message", message: "Message should contain at most 480 characters." }],
    ),
    refused(variant, "Message is blank", { touches: "spends", credits: 1 }, ["submit.content"], text(""), [
      { field: "Message", message: "Message cannot be blank." },
    ]),
    refused(
      variant,
      "MmsTemplateId is no integer",
      { touches: "spends", credits: MMS_COSTS },
      ["fields.rules"],
      template(1.5),
      [{ field: "MmsTemplateId", message: "Mms Template Id must be an integer." }],
    ),
    refused(
      variant,
      "MmsTemplateId is no approved template",
      { touches: "spends", credits: MMS_COSTS },
      ["submit.template", "submit.template-text"],
      template(999_999),
      [{ field: "MmsTemplateId", message: "Mms Template Id is invalid." }],
    ),
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
      ...refused(
        variant,
        "MmsTemplateId is a template that was rejected",
        { touches: "spends", credits: MMS_COSTS },
        ["submit.template", "submit.template-text"],
        template(10_586),
        [{ field: "MmsTemplateId", message: "Mms Template Id is invalid." }],
      ),
      given: {
        state: "an account with templates",
        params: { token, name: "", files: ["magic-rejected.jpg"] },
      },
    },
    refused(
      variant,
      "two fields are wrong",
      { touches: "safe" },
      ["fields.rules", "fields.length"],
      sending(variant, { mobilePhone: "", message: TOO_LONG }),
      [
        { field: "MobilePhone", message: "Mobile Phone cannot be blank." },
        { field: "Message", message: "Message should contain at most 480 characters." },
      ],
    ),

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
      answer: forbidden,
      call: hello.call,
      result: { throws: { name: "RefusedError", status: 403, reason: "The recipient has opted out." } },
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
        "SendFrom is a number that is blocked",
        { touches: "spends", credits: 1 },
        ["sender.blocked"],
        from(OWN_NUMBER),
        [{ field: "SendFrom", message: "Send From is blocked." }],
      ),
      given: {
        state: "an account that owns a blocked number",
        params: { token, number: OWN_NUMBER, status: 301 },
      },
    },
  ];
}

function sending({ send }: Variant, params: SimpleSendParams): Sending {
  const { mobilePhone, message, mmsTemplateId, subject } = params;
  return {
    body: {
      MobilePhone: mobilePhone,
      ...(message === undefined ? {} : { Message: message }),
      ...(mmsTemplateId === undefined ? {} : { MmsTemplateId: mmsTemplateId }),
      ...(subject === undefined ? {} : { Subject: subject }),
    },
    call: (client) => send(client, params),
  };
}

/** @param credits the most it costs */
function accepted(
  { route, reportPath, inList, rule }: Variant,
  outcome: string,
  { body, call }: Sending,
  credits: number,
  ...further: readonly EvidenceId[]
): Interaction {
  const answer = { Id: messageId, DeliveryReportUrl: reportUrl(reportPath, token), Message: sentWords };
  return {
    route,
    outcome,
    given: { state: "an account", params: { token } },
    touches: "spends",
    credits,
    restsOn: [
      rule,
      ...further,
      "send.id",
      "send.report-url",
      "send.masked",
      "headers.documented",
      "headers.link",
    ],
    request: { token, body },
    answer: success(route, `access_token=${token}`, inList ? [answer] : answer),
    call,
    result: {
      gives: { id: ID, deliveryReportUrl: reportUrlExample(reportPath, token), message: SENT_WORDS },
    },
  };
}

/** A failed validation. */
function refused(
  { route }: Variant,
  outcome: string,
  touching: Touching,
  rules: Interaction["restsOn"],
  { body, call }: Sending,
  errors: readonly FieldError[],
): Interaction {
  return {
    ...touching,
    route,
    outcome,
    given: { state: "an account", params: { token } },
    restsOn: [...rules, "errors.validation", "headers.scope"],
    request: { token, body },
    answer: invalid(errors),
    call,
    result: invalidInput(errors),
  };
}
