/** `sms/send` and `sms-simple/send`: parse → transact → present. */

import { deliveryReport, sentMessage } from "../../protocol/api/sms.ts";
import { deliveryReport as simpleReport } from "../../protocol/api/sms-simple.ts";
import { maskRecipient } from "../../protocol/recipient.ts";
import type { Message } from "../domain/message.ts";
import { Refusal } from "../domain/refusal.ts";
import { submit } from "../domain/submit.ts";
import { type FieldRule, integer, text, zeroOrOne } from "../framework/form.ts";
import { address } from "../framework/link.ts";
import { encode } from "./encode.ts";
import type { Action, Call, Services } from "./route.ts";
import { messageRules, parseSend, phoneRules } from "./send-form.ts";

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
function sendRules(services: Services, { takesSender }: SendVariant): readonly FieldRule[] {
  const { behaviour } = services;
  return [
    ...phoneRules(services),
    ...messageRules(services),
    integer("MmsTemplateId", behaviour),
    text("Subject"),
    zeroOrOne("MmsHighResolution", behaviour),
    zeroOrOne("MmsResend", behaviour),
    ...(takesSender ? [text("SendFrom")] : []),
  ];
}

function presentSend(message: Message, call: Call, { reportPath }: SendVariant) {
  return encode(sentMessage, {
    id: message.id,
    deliveryReportUrl: address(call.origin, reportPath, { access_token: call.token, id: message.id }),
    message: `Text message to ${maskRecipient(message.recipient)} has been sent.`,
  });
}
