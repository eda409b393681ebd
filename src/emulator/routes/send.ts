/** `sms/send` and `sms-simple/send`: parse → transact → present. */

import { refusedCharacter } from "../../protocol/allowed-characters.ts";
import { deliveryReport, sentMessage } from "../../protocol/api/sms.ts";
import { deliveryReport as simpleReport } from "../../protocol/api/sms-simple.ts";
import { magicOf } from "../../protocol/magic-numbers.ts";
import { maskRecipient } from "../../protocol/recipient.ts";
import type { FieldError } from "../../protocol/refused.ts";
import type { Message } from "../domain/message.ts";
import { isEmpty } from "../domain/php-values.ts";
import { fieldRefusal, Refusal } from "../domain/refusal.ts";
import { ANOTHER_NUMBER, submit } from "../domain/submit.ts";
import type { SendRequest } from "../domain/submit-context.ts";
import {
  type FieldRule,
  flagOf,
  integer,
  integerOf,
  mended,
  required,
  text,
  textOf,
  textThat,
  validate,
  wantsPhone,
  zeroOrOne,
} from "../framework/form.ts";
import { address } from "../framework/link.ts";
import { type Fields, fieldOf } from "../framework/read-body.ts";
import { wantedNot } from "../framework/wanted.ts";
import { abridgedText } from "../http/abridge.ts";
import { encode } from "./encode.ts";
import type { Action, Call, Services } from "./route.ts";

/** Characters of a subject, for which no limit is documented; no handset shows as many. */
const SUBJECT_KEPT = 1000;

interface SendVariant {
  /** True when the vendor's page has a SendFrom. */
  readonly takesSender: boolean;
  readonly reportPath: string;
  readonly inList: boolean;
}

export const sendSms = sendAction({
  takesSender: true,
  reportPath: deliveryReport.path,
  inList: false,
});

export const sendSmsSimple = sendAction({
  takesSender: false,
  reportPath: simpleReport.path,
  inList: true,
});

function sendAction(variant: SendVariant): Action {
  const rulesByServices = new WeakMap<Services, readonly FieldRule[]>();
  return async function send(call, services) {
    let rules = rulesByServices.get(services);
    if (rules === undefined) rulesByServices.set(services, (rules = sendRules(services, variant)));
    const request = parseSend(await call.fields(), rules, services);
    const { recipient, templateId } = request;
    const reads = templateId === null ? { recipient } : { recipient, template: templateId };
    const { result } = await services.store.transact(call.token, reads, (view) => {
      const id = services.draw(call.token, "message-id", view.account.totals.messages);
      return submit(request, view, services.settings, id, call.now);
    });
    if (result instanceof Refusal) throw result;
    const answer = presentSend(result, call, variant);
    return {
      body: variant.inList ? [answer] : answer,
      decided: { by: "send", facts: result.facts, message: result.id },
    };
  };
}

/** Rules in the framework's order, which is the order of the errors. Recorded: section 11. */
function sendRules(
  { settings, behaviour, readPhone }: Services,
  { takesSender }: SendVariant,
): readonly FieldRule[] {
  return [
    required("MobilePhone"),
    text("MobilePhone"),
    textThat(
      "MobilePhone",
      (value) => isRecipient(readPhone(value), settings),
      // A readable number that is still refused is a magic number.
      (value, fields) =>
        readPhone(textOf(fields, "MobilePhone")) === undefined
          ? wantsPhone("MobilePhone")(value, fields)
          : ANOTHER_NUMBER,
    ),
    text("Message", (fields) =>
      isEmpty(fieldOf(fields, "MmsTemplateId"))
        ? settings.limits.messageLength
        : settings.limits.mmsMessageLength,
    ),
    ...(settings.limits.characters === "documented" ? [allowedText("Message")] : []),
    integer("MmsTemplateId", behaviour),
    text("Subject"),
    zeroOrOne("MmsHighResolution", behaviour),
    zeroOrOne("MmsResend", behaviour),
    ...(takesSender ? [text("SendFrom")] : []),
  ];
}

function allowedText(field: string): FieldRule {
  return textThat(
    field,
    (value) => refusedCharacter(value) === undefined,
    (_, fields) => {
      const found = refusedCharacter(textOf(fields, field)) ?? "";
      const code = found.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0");
      return wantedNot(field, "of allowed characters alone", `this one has U+${code}`);
    },
  );
}

/** True for a phone number, except a magic one that stands for a number that is not mobile. */
function isRecipient(digits: string | undefined, { magicNumbers }: Services["settings"]): boolean {
  if (digits === undefined) return false;
  const magic = magicNumbers ? magicOf(digits) : undefined;
  return !(magic?.kind === "refusal" && magic.refused === "not-mobile");
}

function parseSend(fields: Fields, rules: readonly FieldRule[], services: Services): SendRequest {
  const { readPhone, behaviour } = services;
  const errors = validate(fields, rules);
  const recipient = readPhone(textOf(fields, "MobilePhone"));
  if (errors.length > 0 || recipient === undefined) {
    throw invalidFields(errors, recipient, mended(fields, rules));
  }
  const takesSender = rules.some((rule) => rule.field === "SendFrom");
  return {
    recipient,
    text: textOf(fields, "Message"),
    templateId: integerOf(fields, "MmsTemplateId"),
    subject: abridgedText(textOf(fields, "Subject"), SUBJECT_KEPT),
    highResolution: flagOf(fields, "MmsHighResolution", behaviour),
    resend: flagOf(fields, "MmsResend", behaviour),
    sender: takesSender ? textOf(fields, "SendFrom") : "",
  };
}

/** @param recipient digits of a valid number that is still refused, which is a magic one; undefined otherwise */
function invalidFields(
  errors: readonly FieldError[],
  recipient: string | undefined,
  wouldSucceed: string,
): Refusal {
  if (recipient !== undefined && errors.length === 1 && errors[0]?.field === "MobilePhone") {
    return fieldRefusal(errors, {
      rule: "magic.refusal",
      inputs: { refused: "not-mobile" },
      wouldSucceed,
    });
  }
  return fieldRefusal(errors, {
    rule: "fields.rules",
    inputs: Object.fromEntries(errors.map(({ field, message }) => [field, message])),
    wouldSucceed,
  });
}

function presentSend(message: Message, call: Call, { reportPath }: SendVariant) {
  return encode(sentMessage, {
    id: message.id,
    deliveryReportUrl: address(call.origin, reportPath, { access_token: call.token, id: message.id }),
    message: `Text message to ${maskRecipient(message.recipient)} has been sent.`,
  });
}
