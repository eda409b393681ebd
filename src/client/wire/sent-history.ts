/** What `sent-history` says on the wire. Pages list-sent-single-messages and view-sent-single-message. */
import { timeOfVendorDateTime } from "../../protocol/vendor-time.ts";
import type { SentMessageAnswer } from "../../protocol/wire.ts";
import type { Operation, RouteOf } from "../operation.ts";
import { type List, type PageParams, pageQuery, readPage } from "../page.ts";
import { checkParams, pageNames } from "../params.ts";
import { list, number, ShapeError, single, text } from "../shape.ts";
import type { DeliveryStatus } from "./message.ts";

/** A point in time as the vendor writes it, and what it means. */
export interface VendorTime {
  /** `YYYY-MM-DD HH:MM:SS`, GMT-5 all year, whatever daylight saving says. */
  readonly text: string;
  readonly date: Date;
}

export interface MessageType {
  /** 1 for SMS, 2 for MMS; an id that is neither is kept. */
  readonly id: number;
  /** The vendor's word for it. */
  readonly description: string;
}

/** A message as the account looks back on it, sent through the API or not. */
export interface SentHistoryMessage {
  /** Of the history; not the id that `send` returned, which is `apiId`. */
  readonly id: number;
  /** The recipient as the vendor shows it, its last digits masked: `1646595xxxx`. */
  readonly mobilePhone: string;
  readonly message: string;
  readonly sentAt: VendorTime;
  readonly type: MessageType;
  /** Null for an SMS. */
  readonly mmsTemplateId: number | null;
  /** Empty for an SMS. */
  readonly subject: string;
  readonly status: DeliveryStatus;
  /** What `send` returned as `id`; null for a message that was not sent through the API. */
  readonly apiId: string | null;
}

const listRoute: RouteOf<"sentHistory.singleList"> = { method: "GET", path: "/v1/sent-history/single-list" };
const viewRoute: RouteOf<"sentHistory.singleView"> = { method: "GET", path: "/v1/sent-history/single-view" };

/** Purpose of a list. */
export const LISTING = "list the sent messages";

export function singleListOperation(params: PageParams): Operation<List<SentHistoryMessage>> {
  return {
    route: listRoute,
    purpose: LISTING,
    query: pageQuery(checkParams(params, pageNames, LISTING)),
    read: (body, headers) => ({ items: list(body).map(readRow), page: readPage(headers) }),
  };
}

export function singleViewOperation(id: number): Operation<SentHistoryMessage> {
  return {
    route: viewRoute,
    purpose: "read the sent message",
    query: { id },
    read: (body) => readRow(single(body)),
  };
}

/** Checks the names against the wire's. */
const name = (field: keyof SentMessageAnswer) => field;

function readRow(record: unknown): SentHistoryMessage {
  return {
    id: number(record, name("Id")),
    mobilePhone: text(record, name("MobilePhone")),
    message: text(record, name("Message")),
    sentAt: readTime(text(record, name("DateTime")).trim(), name("DateTime")),
    type: { id: number(record, name("Type_Id")), description: text(record, name("Type_Description")) },
    mmsTemplateId:
      text(record, name("MmsTemplateId")).trim() === "" ? null : number(record, name("MmsTemplateId")),
    subject: text(record, name("Subject")),
    status: {
      id: number(record, name("DeliveryStatus_Id")),
      description: text(record, name("DeliveryStatus_Description")),
    },
    apiId: text(record, name("Api_Id")).trim() || null,
  };
}

/** @throws ShapeError that names the field */
export function readTime(written: string, field: string): VendorTime {
  const date = new Date(timeOfVendorDateTime(written));
  if (Number.isNaN(date.getTime())) throw new ShapeError(`${field} should be a date and a time`);
  return { text: written, date };
}
