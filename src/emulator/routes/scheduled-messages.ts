/**
 * `sms/send-single-schedule-message`, `single-schedule-messages` and `delete-single-schedule-message`: messages to one
 * recipient that are sent later.
 */
import {
  deleteSingleScheduleMessage,
  sendSingleScheduleMessage,
  singleScheduleMessages,
} from "../../protocol/api/sms.ts";
import { timeOfVendorDateTime, vendorDateTime, withHyphens } from "../../protocol/vendor-time.ts";
import { fromExplanation } from "../domain/cause.ts";
import { isTime } from "../domain/clock.ts";
import { accepted, step } from "../domain/explanation.ts";
import { unknownId } from "../domain/refusal.ts";
import { schedule, unschedule } from "../domain/schedule-rules.ts";
import type { ScheduledMessage } from "../domain/scheduled-message.ts";
import { type FieldRule, integer, required, text, textOf, zeroOrOne } from "../framework/form.ts";
import { requiredParameter } from "../framework/query.ts";
import { wanted } from "../framework/wanted.ts";
import { encode } from "./encode.ts";
import { recordList } from "./list-action.ts";
import type { Action, Call, Services } from "./route.ts";
import { messageRules, parseSend, phoneRules } from "./send-form.ts";

export const scheduleSingle: Action = async (call, services) => {
  const fields = await call.fields();
  const request = parseSend(fields, rulesOf(call, services), services);
  const sendAt = timeOf(textOf(fields, "DateTime"));
  const { result } = await services.store.transact(call.token, {}, (view) => schedule(request, sendAt, view));
  const { id, status } = result;
  return {
    body: [encode(sendSingleScheduleMessage.answer.record, valuesOf(result))],
    decided: fromExplanation(
      accepted(
        step("schedule.date-time", { sendAt, now: call.now }),
        step("schedule.create", { id, status }),
      ),
    ),
  };
};

export const singleSchedules = recordList({
  endpoint: singleScheduleMessages,
  of: "scheduledMessages",
  values: valuesOf,
  explains: ({ id, refusedBy }) => (refusedBy === null ? [] : [step("schedule.refused", { id, refusedBy })]),
  rule: "schedule.list",
});

export const deleteSingleSchedule: Action = async (call, { store, settings, behaviour }) => {
  const asked = requiredParameter(call.query, "id", behaviour);
  const id = /^\d{1,15}$/.test(asked) ? Number(asked) : Number.NaN;
  const { result: isDeleted } = await store.transact(call.token, {}, (view) => unschedule(id, view));
  if (!isDeleted) {
    const known =
      "The Id of a message in sms/single-schedule-messages of this account: one that is not sent yet.";
    throw unknownId(settings, { id: asked }, known, "schedule.unknown-id");
  }
  const message = "Single Scheduled Message successfully deleted!";
  return {
    body: [encode(deleteSingleScheduleMessage.answer.record, { message })],
    decided: fromExplanation(accepted(step("schedule.delete", { id }))),
  };
};

/** In the order of the page's table. */
function rulesOf({ now }: Call, services: Services): readonly FieldRule[] {
  const { settings, behaviour } = services;
  return [
    ...phoneRules(services),
    required("Message"),
    ...messageRules(services),
    required("DateTime"),
    {
      field: "DateTime",
      skipsEmpty: true,
      error: (value) => (timeOf(textOf({ value }, "value")) > now ? undefined : settings.errors.dateTime),
      wants: (value) =>
        wanted("DateTime", `later than ${vendorDateTime(now)} (GMT-5, which it now is), written so`, value),
    },
    integer("MmsTemplateId", behaviour),
    zeroOrOne("MmsHighResolution", behaviour),
    text("Subject"),
  ];
}

/** Milliseconds since 1970; NaN for what is no date and time in GMT-5, or too late to be kept. */
function timeOf(written: string): number {
  const ms = timeOfVendorDateTime(withHyphens(written));
  return isTime(ms) ? ms : Number.NaN;
}

function valuesOf({ id, request, sendAt, status }: ScheduledMessage) {
  const { recipient, text: message, templateId, subject } = request;
  const type = templateId === null ? 1 : 2;
  return {
    id,
    mobilePhone: recipient,
    message,
    scheduledAt: sendAt,
    status,
    type,
    mmsTemplateId: templateId,
    subject: templateId === null ? "" : subject,
  } as const;
}
