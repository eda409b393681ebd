/** Sends as operations: `sms.send` and `smsSimple.send`. Pages send-sms-mms and send-sms-mms-simple. */
import * as sms from "../protocol/api/sms.ts";
import * as smsSimple from "../protocol/api/sms-simple.ts";
import type { InvalidField } from "./errors/errors.ts";
import { refuseInput, shown } from "./errors/invalid-input.ts";
import { type Operation, recordOperation } from "./http/operation.ts";
import { checkParams, copyParams, vendorParams } from "./options/params.ts";
import type { SentMessage } from "./records.ts";
import type { SendParams, SimpleSendParams } from "./send-params.ts";

/** @throws InvalidInputError for names that `SendParams` does not have, and flags that are none */
export function sendOperation(given: SendParams): Operation<SentMessage> {
  return operationOf(sms.send, given);
}

/** @throws InvalidInputError as `sendOperation`, and for a `sendFrom` */
export function simpleSendOperation(given: SimpleSendParams): Operation<SentMessage> {
  return operationOf(smsSimple.send, given);
}

function operationOf(
  endpoint: typeof sms.send | typeof smsSimple.send,
  given: SendParams,
): Operation<SentMessage> {
  const purpose = "send the message";
  const sends = checkParams(copyParams(given, sms.send.asks), endpoint.asks, purpose);
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
  const body = vendorParams({ ...sends, ...flags }, endpoint.asks);
  return { ...recordOperation(endpoint, purpose, {}), sends, body };
}

const FLAGS: readonly unknown[] = [true, false, 0, 1];
