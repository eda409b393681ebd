/** A send as it goes over the wire and as the client makes it, and what comes of it. */
import type { ProTexting, SimpleSendParams } from "../../src/client/index.ts";
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";
import {
  type FieldError,
  ID,
  invalid,
  invalidInput,
  messageId,
  reportUrl,
  reportUrlExample,
  SENT_WORDS,
  sentWords,
  success,
} from "./answers.ts";
import type { RequestFields } from "./body.ts";
import type { ApiRoute, Interaction, Touching } from "./interaction.ts";

/** One of the two endpoints. */
export interface Variant {
  readonly route: ApiRoute;
  readonly reportPath: string;
  /** Answered with a list of one, instead of an object. */
  readonly inList: boolean;
  readonly rule: EvidenceId;
  readonly send: (client: ProTexting, params: SimpleSendParams) => Promise<unknown>;
}

/** One send: as it goes over the wire, and as the client makes it. */
export interface Sending {
  readonly body: RequestFields;
  readonly call: (client: ProTexting) => Promise<unknown>;
}

export const token = "your_access_token";
export const HELLO = "Hello World!";
export const LONGEST = "x".repeat(480);
/** Credits of the longest text, as phones get it: four parts of 153. */
export const LONGEST_COSTS = 4;
export const MMS_COSTS = 3;
/** Number of the account, where a state says that it owns one. */
export const OWN_NUMBER = "16465550100";

export const sms: Variant = {
  route: { endpoint: "sms.send", method: "POST", path: "/v1/sms/send" },
  reportPath: "/v1/sms/delivery-report",
  inList: false,
  rule: "send.answer",
  send: (client, params) => client.sms.send(params),
};

export const smsSimple: Variant = {
  route: { endpoint: "smsSimple.send", method: "POST", path: "/v1/sms-simple/send" },
  reportPath: "/v1/sms-simple/delivery-report",
  inList: true,
  rule: "send-simple.answer",
  send: (client, params) => client.smsSimple.send(params),
};

export function sending({ send }: Variant, params: SimpleSendParams): Sending {
  const { mobilePhone, message, mmsTemplateId, subject, mmsHighResolution, mmsResend } = params;
  return {
    body: {
      MobilePhone: mobilePhone,
      ...(message === undefined ? {} : { Message: message }),
      ...(mmsTemplateId === undefined ? {} : { MmsTemplateId: mmsTemplateId }),
      ...(subject === undefined ? {} : { Subject: subject }),
      ...(mmsHighResolution === undefined ? {} : { MmsHighResolution: Number(mmsHighResolution) }),
      ...(mmsResend === undefined ? {} : { MmsResend: Number(mmsResend) }),
    },
    call: (client) => send(client, params),
  };
}

/** @param credits the most it costs */
export function accepted(
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
export function refused(
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
