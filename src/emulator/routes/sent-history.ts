/** `sent-history/single-list` and `sent-history/single-view`: what was sent, as the account looks back on it. */
import { type DeliveryStatusId, deliveryStatuses } from "../../protocol/delivery-status.ts";
import { maskSentRecipient } from "../../protocol/recipient.ts";
import { vendorDateTime } from "../../protocol/vendor-time.ts";
import type { SentMessageAnswer } from "../../protocol/wire.ts";
import { byRules } from "../domain/decided.ts";
import { statusAt } from "../domain/delivery.ts";
import { accepted, step } from "../domain/explanation.ts";
import type { Message } from "../domain/message.ts";
import { readStatus } from "../domain/read-status.ts";
import { fill, refusal } from "../domain/refusal.ts";
import { pageAsked, pageSteps, paginationOf } from "../pipeline/paging.ts";
import { requiredParameter } from "../pipeline/query.ts";
import type { Settings } from "../settings.ts";
import type { Action, Call, Services } from "./route.ts";

export const singleList: Action = async (call, services) => {
  const { store, settings } = services;
  const asked = pageAsked(call.query, settings);
  const { total } = await store.history(call.token, 0, 0);
  const pagination = paginationOf(asked, total);
  const skipped = (pagination.currentPage - 1) * pagination.perPage;
  const count = Math.min(pagination.perPage, total - skipped);
  const newestFirst = settings.sentHistory === "newest-first";
  const { items } = await store.history(call.token, newestFirst ? total - skipped - count : skipped, count);
  const rows = newestFirst ? items.toReversed() : items;
  return {
    body: await Promise.all(rows.map((message) => readAndPresent(message, call, services))),
    pagination,
    decided: byRules(
      accepted(
        ...pageSteps(asked, pagination),
        step("sent-history.order", { order: settings.sentHistory }),
        step("sent-history.answer", { page: pagination.currentPage, rows: count }),
      ),
    ),
  };
};

export const singleView: Action = async (call, services) => {
  const { store, settings, behaviour } = services;
  const id = requiredParameter(call.query, "id", behaviour);
  const message = /^\d+$/.test(id) ? await store.messageByNumber(call.token, Number(id)) : undefined;
  if (message === undefined) {
    const { status, message: unknown } = settings.errors.unknownId;
    throw refusal(status, fill(unknown, { id }), {
      rule: "report.unknown-id",
      inputs: { id },
      wouldSucceed: "The Id of a row of sent-history/single-list of this account.",
    });
  }
  return {
    body: await readAndPresent(message, call, services),
    decided: byRules(accepted(step("sent-history.view", { id }))),
  };
};

async function readAndPresent(message: Message, call: Call, { store, settings }: Services) {
  const { result } = await store.transact(call.token, { message: message.id }, (view) =>
    readStatus(view, call.now),
  );
  // Another call may have pushed it out of the books meanwhile.
  return present(message, result?.status ?? statusAt(message, call.now), settings);
}

/** Pages list-sent-single-messages and view-sent-single-message: field names, order and types. */
function present(message: Message, status: DeliveryStatusId, { sentApiId }: Settings) {
  return {
    Id: message.number,
    MobilePhone: maskSentRecipient(message.recipient),
    Message: message.text,
    DateTime: vendorDateTime(message.sentAt),
    Type_Id: message.kind === "mms" ? 2 : 1,
    Type_Description: message.kind === "mms" ? "MMS" : "SMS",
    MmsTemplateId: message.mms?.templateId ?? "",
    Subject: message.mms?.subject ?? "",
    // An integer here and a string in the delivery report, as each page's sample has it.
    DeliveryStatus_Id: status,
    DeliveryStatus_Description: deliveryStatuses[status],
    Api_Id: sentApiId === "send-id" ? message.id : "",
  } satisfies SentMessageAnswer;
}
