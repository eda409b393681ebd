/** `sent-history/single-list` and `sent-history/single-view`: what was sent, as the account looks back on it. */

import { singleList as endpoint, sentHistoryMessage } from "../../protocol/api/sent-history.ts";
import { maskSentRecipient } from "../../protocol/recipient.ts";
import { fromExplanation } from "../domain/cause.ts";
import { statusAt } from "../domain/delivery.ts";
import { accepted, step } from "../domain/explanation.ts";
import type { Message } from "../domain/message.ts";
import { readStatus } from "../domain/read-status.ts";
import { unknownId } from "../domain/refusal.ts";
import { requiredParameter } from "../framework/query.ts";
import { encode } from "./encode.ts";
import { listAction } from "./list-action.ts";
import type { Action, Call, Services } from "./route.ts";

export const singleList = listAction({
  endpoint,
  source: ({ token }, { store, settings: { sentHistory } }) => ({
    read: (skip, count) => store.history(token, skip, count),
    newestFirst: sentHistory === "newest-first",
    after: [step("sent-history.order", { order: sentHistory })],
  }),
  values: readValues,
  rule: "sent-history.answer",
});

export const singleView: Action = async (call, services) => {
  const { store, settings, behaviour } = services;
  const id = requiredParameter(call.query, "id", behaviour);
  const message = /^\d+$/.test(id) ? await store.messageByNumber(call.token, Number(id)) : undefined;
  if (message === undefined) {
    throw unknownId(settings, { id }, "The Id of a row of sent-history/single-list of this account.");
  }
  return {
    body: encode(sentHistoryMessage, await readValues(message, call, services)),
    decided: fromExplanation(accepted(step("sent-history.view", { id }))),
  };
};

/** Reading a message settles what its delivery has come to by now. */
async function readValues(message: Message, call: Call, { store, settings }: Services) {
  const { result } = await store.transact(call.token, { message: message.id }, (view) =>
    readStatus(view, call.now),
  );
  return {
    id: message.number,
    mobilePhone: maskSentRecipient(message.recipient),
    message: message.text,
    sentAt: message.sentAt,
    type: message.kind === "mms" ? 2 : 1,
    mmsTemplateId: message.mms?.templateId ?? null,
    subject: message.mms?.subject ?? "",
    // Another call may have pushed the message out of the books meanwhile.
    status: result?.status ?? statusAt(message, call.now),
    apiId: settings.sentApiId === "send-id" ? message.id : null,
  } as const;
}
