/** What `sms` and `sms-simple` say on the wire. Pages send-sms-mms, send-sms-mms-simple and delivery-reports. */
import type { DeliveryReportAnswer, SendAnswer } from "../../protocol/wire.ts";
import type { InvalidField } from "../errors.ts";
import { refuseInput, shown } from "../invalid-input.ts";
import type { BodyFields, Operation } from "../operation.ts";
import { checkParams, copyParams, sendNames, simpleSendNames } from "../params.ts";
import { identifier, number, single, text } from "../shape.ts";

export interface SendParams {
  /** The recipient, country code first: `16465550123`. Ten digits are taken as North American. */
  readonly mobilePhone: string;
  /** At most 480 characters (Unicode code points), cut into parts; each part costs credits. */
  readonly message?: string | undefined;
  /** Short code or long number of the account. Without it the account's numbers take turns. */
  readonly sendFrom?: string | undefined;
  /** Id of an approved template; makes the message an MMS. */
  readonly mmsTemplateId?: number | undefined;
  /** Subject of the MMS. */
  readonly subject?: string | undefined;
  /** Adds a link to the MMS under which a browser shows the media. */
  readonly mmsHighResolution?: boolean | 0 | 1 | undefined;
  /** Sends an MMS that the carrier rejects again as SMS with a link, charged as SMS. */
  readonly mmsResend?: boolean | 0 | 1 | undefined;
}

/** As `SendParams`, but the account's numbers always take turns. */
export interface SimpleSendParams extends Omit<SendParams, "sendFrom"> {
  /** The API would ignore it without a word. */
  readonly sendFrom?: never;
}

export interface SentMessage {
  /** 40 hexadecimal digits; what `deliveryReport` takes. */
  readonly id: string;
  /**
   * Where the report is. It holds the access token: `JSON.stringify` and `console.log` of the whole result show
   * it redacted, the property itself is the real address.
   */
  readonly deliveryReportUrl: string;
  /** The API's own words, with the recipient masked. */
  readonly message: string;
}

export interface DeliveryStatus {
  /** As in the vendor's table; an id that is not in it is kept. */
  readonly id: number;
  /** The vendor's word for it. */
  readonly description: string;
}

export interface DeliveryReport {
  /** The message's id. */
  readonly id: string;
  readonly status: DeliveryStatus;
}

type Wire<Answer> = keyof Answer & string;

type Route = Operation<object>["route"];

/** @throws InvalidInputError for names that `SendParams` does not have, and flags that are none */
export function sendOperation(route: Route, given: SendParams): Operation<SentMessage> {
  return operationOf(route, copyParams(given, sendNames), sendNames);
}

/** @throws the same as `sendOperation`, for a `sendFrom` too */
export function simpleSendOperation(route: Route, given: SimpleSendParams): Operation<SentMessage> {
  return operationOf(route, copyParams(given, sendNames), simpleSendNames);
}

function operationOf(
  route: Route,
  given: SendParams,
  names: Readonly<Record<string, true>>,
): Operation<SentMessage> {
  const purpose = "send the message";
  const sends = checkParams(given, names, purpose);
  refuseInput(wrongFlags(sends), purpose);
  return { route, purpose, sends, body: writeSend(sends), read: readSent };
}

export function reportOperation(route: Route, id: string): Operation<DeliveryReport> {
  return { route, purpose: "read the delivery report", query: { id }, read: readReport };
}

function writeSend(params: SendParams): BodyFields {
  return {
    MobilePhone: params.mobilePhone,
    SendFrom: params.sendFrom,
    Message: params.message,
    MmsTemplateId: params.mmsTemplateId,
    Subject: params.subject,
    MmsHighResolution: flag(params.mmsHighResolution),
    MmsResend: flag(params.mmsResend),
  };
}

const FLAGS: readonly unknown[] = [undefined, true, false, 0, 1];

function wrongFlags({ mmsHighResolution, mmsResend }: SendParams): readonly InvalidField[] {
  return Object.entries({ mmsHighResolution, mmsResend }).flatMap(([field, value]) =>
    FLAGS.includes(value) ? [] : [{ field, message: `should be true, false, 1 or 0 (${shown(value)})` }],
  );
}

function flag(value: boolean | 0 | 1 | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

function readSent(body: unknown): SentMessage {
  const record = single(body);
  return {
    id: identifier(record, "Id" satisfies Wire<SendAnswer>),
    deliveryReportUrl: identifier(record, "DeliveryReportUrl" satisfies Wire<SendAnswer>),
    message: text(record, "Message" satisfies Wire<SendAnswer>),
  };
}

function readReport(body: unknown): DeliveryReport {
  const record = single(body);
  return {
    id: identifier(record, "Id" satisfies Wire<DeliveryReportAnswer>),
    status: {
      id: number(record, "DeliveryStatus_Id" satisfies Wire<DeliveryReportAnswer>),
      description: text(record, "DeliveryStatus_Description" satisfies Wire<DeliveryReportAnswer>),
    },
  };
}
