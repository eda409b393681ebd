/** `sentHistory.singleList` and `sentHistory.singleView`. Pages list-sent-single-messages and view-sent-single-message. */
import type { ProTexting } from "../../src/client/index.ts";
import { HISTORY_RECIPIENT, ID, messageId, notFound, RECIPIENT, success } from "./answers.ts";
import { integer, text } from "./body.ts";
import { DELIVERY_STATUSES } from "./delivery-statuses.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { listInteractions, type Row } from "./paging.ts";
import { commonRefusals } from "./refusals.ts";

const listRoute: ApiRoute = {
  endpoint: "sentHistory.singleList",
  method: "GET",
  path: "/v1/sent-history/single-list",
};
const viewRoute: ApiRoute = {
  endpoint: "sentHistory.singleView",
  method: "GET",
  path: "/v1/sent-history/single-view",
};

const token = "test_history";
const OTHER_RECIPIENT = "12125550123";
const OTHER_MASKED = "1212555xxxx";
const THIRD_RECIPIENT = "17185550123";
const THIRD_MASKED = "1718555xxxx";
const NUMBER = 1001;
/** Number that no account's history has. */
const UNKNOWN_NUMBER = 999_999;
const WITH_SHORT_URL = "Hello World!\nhttps://ptxt.io/8cccf554";
const SENT_AT = "2026-01-15 07:00:00";

const ROW_RULES = [
  "sent-history.answer",
  "sent-history.api-id",
  "delivery.statuses",
  "headers.documented",
  "headers.link",
] as const;

export const sentHistoryInteractions: readonly Interaction[] = [...singleList(), ...viewInteractions()];

/** A message that was delivered, as an account looks back on it. */
function row(mobilePhone = HISTORY_RECIPIENT) {
  return {
    Id: integer(NUMBER),
    MobilePhone: mobilePhone,
    Message: "Hello World!",
    DateTime: text("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}", SENT_AT),
    Type_Id: 1,
    Type_Description: "SMS",
    MmsTemplateId: "",
    Subject: "",
    DeliveryStatus_Id: 2,
    DeliveryStatus_Description: "Delivered",
    Api_Id: messageId,
  };
}

/** Message as the client gives it. */
function message(mobilePhone = HISTORY_RECIPIENT) {
  return {
    id: NUMBER,
    mobilePhone,
    message: "Hello World!",
    sentAt: { text: SENT_AT, date: new Date("2026-01-15T12:00:00Z") },
    type: { id: 1, description: "SMS" },
    mmsTemplateId: null,
    subject: "",
    status: { id: 2, description: "Delivered" },
    apiId: ID,
  };
}

function singleList(): readonly Interaction[] {
  const sentTo = (...recipients: readonly string[]): Interaction["given"] => ({
    state: "an account that has sent",
    params: { token, recipients: [...recipients] },
  });
  const rowOf = (masked?: string): Row => ({ wire: row(masked), read: message(masked) });
  return listInteractions({
    route: listRoute,
    token,
    call: (client, params) => client.sentHistory.singleList(params),
    cases: [
      {
        outcome: "a message was sent",
        given: sentTo(RECIPIENT),
        restsOn: [...ROW_RULES, "paging.rows"],
        rows: [rowOf()],
      },
      {
        outcome: "the newest message is the first",
        given: sentTo(RECIPIENT, OTHER_RECIPIENT),
        restsOn: [...ROW_RULES, "paging.rows", "sent-history.order"],
        rows: [rowOf(OTHER_MASKED), rowOf()],
      },
      {
        outcome: "nothing was sent",
        given: { state: "an account", params: { token } },
        restsOn: ["sent-history.answer", "paging.rows", "paging.clamp", "headers.documented", "headers.link"],
        rows: [],
      },
      {
        outcome: "a message in each status",
        given: {
          state: "an account that has sent, to each end",
          params: { token, recipient: RECIPIENT, statuses: DELIVERY_STATUSES.map(([id]) => id) },
        },
        restsOn: [...ROW_RULES, "paging.rows", "sent-history.order"],
        rows: DELIVERY_STATUSES.toReversed().map(([id, description]) => ({
          wire: { ...row(), DeliveryStatus_Id: id, DeliveryStatus_Description: description },
          read: { ...message(), status: { id, description } },
        })),
      },
    ],
    three: {
      given: sentTo(RECIPIENT, OTHER_RECIPIENT, THIRD_RECIPIENT),
      restsOn: [...ROW_RULES, "sent-history.order"],
      rows: [rowOf(THIRD_MASKED), rowOf(OTHER_MASKED), rowOf()],
    },
  });
}

function viewInteractions(): readonly Interaction[] {
  const call = (client: ProTexting) => client.sentHistory.singleView(NUMBER);
  const byState = { token, query: { id: { fromState: "number", example: String(NUMBER) } } };
  const missing = {
    route: viewRoute,
    restsOn: ["report.unknown-id", "errors.shape", "headers.scope"],
    answer: notFound,
    result: { throws: { name: "NotFoundError", status: 404 } },
  } as const;

  return [
    {
      route: viewRoute,
      outcome: "a message was sent",
      given: { state: "an account that has sent", params: { token, recipients: [RECIPIENT] } },
      touches: "state",
      restsOn: [...ROW_RULES, "sent-history.view"],
      request: byState,
      answer: { ...success(viewRoute, `access_token=${token}&id=${NUMBER}`, row()), xmlItem: true },
      call,
      result: { gives: message() },
    },
    {
      route: viewRoute,
      outcome: "an MMS was sent",
      given: {
        state: "an account that has sent an MMS",
        params: { token, recipient: RECIPIENT, subject: "News", highResolution: false },
      },
      touches: "state",
      restsOn: [...ROW_RULES, "sent-history.view", "mms.sent"],
      request: byState,
      answer: {
        ...success(viewRoute, `access_token=${token}&id=${NUMBER}`, {
          ...row(),
          Type_Id: 2,
          Type_Description: "MMS",
          MmsTemplateId: integer(10_586),
          Subject: "News",
        }),
        xmlItem: true,
      },
      call,
      result: {
        gives: {
          ...message(),
          type: { id: 2, description: "MMS" },
          mmsTemplateId: 10_586,
          subject: "News",
        },
      },
    },
    {
      route: viewRoute,
      outcome: "an MMS was sent with a short URL to its media",
      given: {
        state: "an account that has sent an MMS",
        params: { token, recipient: RECIPIENT, subject: "", highResolution: true },
      },
      touches: "state",
      restsOn: [
        ...ROW_RULES,
        "sent-history.view",
        "mms.sent",
        "mms.high-resolution",
        "mms.high-resolution-form",
        "mms.short-url",
      ],
      request: byState,
      answer: {
        ...success(viewRoute, `access_token=${token}&id=${NUMBER}`, {
          ...row(),
          Message: text("Hello World!\\n[a-z]+://[^/\\s]+/\\S+", WITH_SHORT_URL),
          Type_Id: 2,
          Type_Description: "MMS",
          MmsTemplateId: integer(10_586),
        }),
        xmlItem: true,
      },
      call,
      result: {
        gives: {
          ...message(),
          message: WITH_SHORT_URL,
          type: { id: 2, description: "MMS" },
          mmsTemplateId: 10_586,
        },
      },
    },
    {
      ...missing,
      outcome: "the id is not known",
      given: { state: "an account", params: { token } },
      touches: "safe",
      request: { token, query: { id: String(UNKNOWN_NUMBER) } },
      call: (client) => client.sentHistory.singleView(UNKNOWN_NUMBER),
    },
    {
      ...missing,
      outcome: "the message is another account's",
      given: {
        state: "a message of another account",
        params: { token, otherToken: "test_other", recipient: RECIPIENT, sentBy: "sms" },
      },
      touches: "state",
      request: byState,
      call,
    },
    ...commonRefusals({ route: viewRoute, request: { query: { id: String(NUMBER) } }, call }),
  ];
}
