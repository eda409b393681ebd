/**
 * Sends as operations, now and later: `sms.send`, `smsSimple.send` and `sms.sendSingleScheduleMessage`. Pages
 * send-sms-mms, send-sms-mms-simple and schedule-single-sms-mms.
 */
import * as sms from "../protocol/api/sms.ts";
import * as smsSimple from "../protocol/api/sms-simple.ts";
import { timeOfVendorDateTime, withHyphens } from "../protocol/vendor-time.ts";
import type { InvalidField } from "./errors/errors.ts";
import { refuseInput, shown } from "./errors/invalid-input.ts";
import { type BodyFields, type Operation, recordOperation } from "./http/operation.ts";
import { checkParams, copyParams, vendorParams } from "./options/params.ts";
import type { ScheduledMessage, SentMessage } from "./records.ts";
import type { AnySendParams, ScheduleParams, SendParams, SimpleSendParams } from "./send-params.ts";

/** @throws InvalidInputError for names that `SendParams` does not have, and flags that are none */
export function sendOperation(given: SendParams): Operation<SentMessage> {
  return operationOf(sms.send, given);
}

/** @throws InvalidInputError as `sendOperation`, and for a `sendFrom` */
export function simpleSendOperation(given: SimpleSendParams): Operation<SentMessage> {
  return operationOf(smsSimple.send, given);
}

/** @throws InvalidInputError as `sendOperation`, and for a `dateTime` that is none in GMT-5 */
export function scheduleOperation(given: ScheduleParams): Operation<ScheduledMessage> {
  const endpoint = sms.sendSingleScheduleMessage;
  const purpose = "schedule the message";
  const sends = checkParams(copyParams(given, endpoint.asks), endpoint.asks, purpose);
  const { dateTime } = sends;
  if (typeof dateTime !== "string" || Number.isNaN(timeOfVendorDateTime(withHyphens(dateTime)))) {
    const message = `should be like 2026-01-15 07:00:00, in GMT-5 (${shown(dateTime)})`;
    refuseInput([{ field: "dateTime", message }], purpose);
  }
  return { ...recordOperation(endpoint, purpose, {}), sends, body: bodyOf(sends, endpoint, purpose) };
}

function operationOf(
  endpoint: typeof sms.send | typeof smsSimple.send,
  given: SendParams,
): Operation<SentMessage> {
  const purpose = "send the message";
  const sends = checkParams(copyParams(given, sms.send.asks), endpoint.asks, purpose);
  return { ...recordOperation(endpoint, purpose, {}), sends, body: bodyOf(sends, endpoint, purpose) };
}

function bodyOf(
  sends: AnySendParams,
  { asks }: { readonly asks: Readonly<Record<string, string>> },
  purpose: string,
): BodyFields {
  const flags: Record<string, number> = {};
  const wrong: InvalidField[] = [];
  for (const field of ["mmsHighResolution", "mmsResend"] as const) {
    const value = sends[field];
    if (value === undefined) continue;
    flags[field] = Number(value);
    if (FLAGS.includes(value)) continue;
    wrong.push({ field, message: `should be true, false, 1 or 0 (${shown(value)})` });
  }
  refuseInput(wrong, purpose);
  return vendorParams({ ...sends, ...flags }, asks);
}

const FLAGS: readonly unknown[] = [true, false, 0, 1];
