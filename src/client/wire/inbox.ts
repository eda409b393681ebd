/** What `inbox` says on the wire. Page list-messages. */
import type { InboxAnswer } from "../../protocol/wire.ts";
import type { Operation, RouteOf } from "../operation.ts";
import { type List, type PageParams, pageQuery, readPage } from "../page.ts";
import { checkParams, inboxNames } from "../params.ts";
import { field, list, number, ShapeError, text } from "../shape.ts";
import { type MessageType, readTime, type VendorTime } from "./sent-history.ts";

/** Which messages of the inbox; what is left out narrows nothing. */
export interface InboxFilter {
  /** Who wrote, country code first. */
  readonly mobilePhone?: string | undefined;
  /**
   * Received then or later: `YYYY-MM-DD HH:MM:SS` or `YYYY-MM-DD`, GMT-5 all year. As text, since a `Date` would hide
   * which zone is meant.
   */
  readonly fromDateReceived?: string | undefined;
  /** Received then or earlier. */
  readonly toDateReceived?: string | undefined;
  /** 1 for SMS, 2 for MMS. */
  readonly typeId?: number | undefined;
  readonly keywordId?: number | undefined;
  readonly campaignId?: number | undefined;
}

export interface ContactGroup {
  readonly id: number;
  readonly name: string;
}

/** A message that a handset sent to the account. The API gives it no id. */
export interface ReceivedMessage {
  /** Who wrote; in full. */
  readonly mobilePhone: string;
  readonly message: string;
  readonly receivedAt: VendorTime;
  /** The vendor's application that took it in; may be empty. */
  readonly appName: string;
  readonly campaignName: string;
  readonly type: MessageType;
  /** Addresses of media. */
  readonly resourceUrls: readonly string[];
  /** The groups that the contact is in. */
  readonly groups: readonly ContactGroup[];
}

const indexRoute: RouteOf<"inbox.index"> = { method: "GET", path: "/v1/inbox/index" };

/** Purpose of a list. */
export const LISTING = "list the received messages";

export function inboxOperation(params: InboxFilter & PageParams): Operation<List<ReceivedMessage>> {
  const { mobilePhone, fromDateReceived, toDateReceived, typeId, keywordId, campaignId, ...page } =
    checkParams(params, inboxNames, LISTING);
  return {
    route: indexRoute,
    purpose: LISTING,
    query: {
      MobilePhone: mobilePhone,
      FromDateReceived: fromDateReceived,
      ToDateReceived: toDateReceived,
      Type_Id: typeId,
      Keyword_Id: keywordId,
      Campaign_Id: campaignId,
      ...pageQuery(page),
    },
    read: (body, headers) => ({ items: list(body).map(readReceived), page: readPage(headers) }),
  };
}

/** Checks the names against the wire's. */
const name = (of: keyof InboxAnswer) => of;

function readReceived(record: unknown): ReceivedMessage {
  return {
    mobilePhone: text(record, name("MobilePhone")),
    message: text(record, name("Message")),
    receivedAt: readTime(text(record, name("DateReceived")).trim(), name("DateReceived")),
    appName: text(record, name("AppName")),
    campaignName: text(record, name("CampaignName")),
    type: { id: number(record, name("Type_Id")), description: text(record, name("Type_Description")) },
    resourceUrls: list(field(record, name("Resource_Urls"))).map(readUrl),
    groups: list(field(record, name("Groups"))).map((group) => ({
      id: number(group, "Id"),
      name: text(group, "Name"),
    })),
  };
}

function readUrl(entry: unknown): string {
  if (typeof entry === "string") return entry;
  throw new ShapeError("Resource_Urls should hold addresses");
}
