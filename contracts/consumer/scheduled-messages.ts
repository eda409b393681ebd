/**
 * `sms.sendSingleScheduleMessage`, `singleScheduleMessages` and `deleteSingleScheduleMessage`. Pages
 * schedule-single-sms-mms, list-scheduled-single-sms-mms and delete-scheduled-single-sms-mms.
 *
 * Calls that would schedule a message are `never` tried on live: it would be sent when nobody looks. Nor is a delete.
 */
import type { PageParams, ProTexting, ScheduleParams } from "../../src/client/index.ts";
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";
import { type FieldError, invalid, invalidInput, linked, notFound, RECIPIENT } from "./answers.ts";
import { type Fields, text, words } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { commonRefusals } from "./refusals.ts";

const createRoute: ApiRoute = {
  endpoint: "sms.sendSingleScheduleMessage",
  method: "POST",
  path: "/v1/sms/send-single-schedule-message",
};

const listRoute: ApiRoute = {
  endpoint: "sms.singleScheduleMessages",
  method: "GET",
  path: "/v1/sms/single-schedule-messages",
};

const deleteRoute: ApiRoute = {
  endpoint: "sms.deleteSingleScheduleMessage",
  method: "DELETE",
  path: "/v1/sms/delete-single-schedule-message",
};

type Status = readonly [id: number, description: string];
const PENDING: Status = [1, "Pending"];
const ACTION_REQUIRED: Status = [2, "Action Required"];
const APPROVED: Status = [3, "Approved and Scheduled"];

const token = "test_schedules";
const HELLO = "Hello World!";
const DATE_TIME = "2100-01-11 10:05:00";
const TEMPLATE = 10_586;
/** The id of the vendor's samples, and one that no account's message has. */
const ID = 12_345;
const UNKNOWN_ID = 999_999;
const DELETED = "Single Scheduled Message successfully deleted!";
const byState = { token, query: { id: { fromState: "number", example: String(ID) } } } as const;
const account = { state: "an account", params: { token } } as const;
const ANSWER = [
  "schedule.ids",
  "schedule.statuses",
  "schedule.times",
  "headers.documented",
  "headers.link",
] as const;

export const scheduledMessageInteractions: readonly Interaction[] = [
  ...createInteractions(),
  ...listInteractions(),
  ...deleteInteractions(),
];

/** Parts in which rows differ. */
interface Scheduled {
  readonly id?: number;
  readonly status?: Status;
  /** Pattern of its time, where only the form is known. */
  readonly at?: string;
  readonly message?: string;
  readonly template?: number;
  readonly subject?: string;
}

function row({
  id = ID,
  message = HELLO,
  template,
  subject = "",
  status: [status, description] = APPROVED,
  at = "2100[-:]01[-:]11 10:05:00",
}: Scheduled = {}): Fields {
  return {
    Id: text("\\d+", String(id)),
    MobilePhone: RECIPIENT,
    Message: message,
    DateTime: text(at, DATE_TIME.replaceAll("-", ":")),
    Status_Id: String(status),
    Status_Description: description,
    Type_Id: template === undefined ? 1 : 2,
    Type_Description: template === undefined ? "SMS" : "MMS",
    MmsTemplateId: template ?? "",
    Subject: subject,
  };
}

/** Row as the client gives it. */
function read({
  id = ID,
  message = HELLO,
  template,
  subject = "",
  status: [status, description] = APPROVED,
}: Scheduled = {}) {
  return {
    id,
    mobilePhone: RECIPIENT,
    message,
    scheduledAt: { text: DATE_TIME, date: new Date("2100-01-11T15:05:00Z") },
    status: { id: status, description },
    type: template === undefined ? { id: 1, description: "SMS" } : { id: 2, description: "MMS" },
    mmsTemplateId: template ?? null,
    subject,
  };
}

function createInteractions(): readonly Interaction[] {
  const hello = { mobilePhone: RECIPIENT, message: HELLO, dateTime: DATE_TIME };
  const scheduling = (params: ScheduleParams) => ({
    route: createRoute,
    given: account,
    touches: "never" as const,
    request: { token, body: bodyOf(params) },
    call: (client: ProTexting) => client.sms.sendSingleScheduleMessage(params),
  });
  const made = (outcome: string, params: ScheduleParams, scheduled: Scheduled = {}): Interaction => ({
    ...scheduling(params),
    outcome,
    restsOn: ["schedule.create", "schedule.date-time", ...ANSWER],
    answer: linked(createRoute, `access_token=${token}`, [row(scheduled)]),
    result: { gives: read(scheduled) },
  });
  const refused = (
    outcome: string,
    params: Partial<ScheduleParams>,
    rules: readonly [EvidenceId, ...EvidenceId[]],
    error: FieldError,
  ): Interaction => ({
    ...scheduling({ ...hello, ...params }),
    outcome,
    restsOn: [...rules, "errors.validation", "headers.scope"],
    answer: invalid([error]),
    result: invalidInput([error]),
  });

  return [
    made("an SMS is scheduled", hello),
    made("the time is written with colons", { ...hello, dateTime: DATE_TIME.replaceAll("-", ":") }),
    made(
      "an MMS is scheduled",
      { ...hello, mmsTemplateId: TEMPLATE, mmsHighResolution: true, subject: "News" },
      { template: TEMPLATE, subject: "News" },
    ),
    refused("MobilePhone is blank", { mobilePhone: "" }, ["fields.rules"], {
      field: "MobilePhone",
      message: "Mobile Phone cannot be blank.",
    }),
    refused(
      "MobilePhone is no phone number",
      { mobilePhone: "nobody" },
      ["fields.phone", "fields.phone-characters"],
      { field: "MobilePhone", message: "Mobile Phone is invalid." },
    ),
    refused("Message is blank", { message: "" }, ["schedule.create"], {
      field: "Message",
      message: "Message cannot be blank.",
    }),
    refused("Message is longer than 480 characters", { message: "x".repeat(481) }, ["fields.length"], {
      field: "Message",
      message: "Message should contain at most 480 characters.",
    }),
    refused(
      "the text of an MMS is longer than 1544 characters",
      { message: "x".repeat(1545), mmsTemplateId: TEMPLATE },
      ["mms.length"],
      { field: "Message", message: "Message should contain at most 1,544 characters." },
    ),
    refused("MmsTemplateId is no integer", { mmsTemplateId: 1.5 }, ["fields.rules"], {
      field: "MmsTemplateId",
      message: "Mms Template Id must be an integer.",
    }),
    refused("DateTime has passed", { dateTime: "2015-01-20 10:21:29" }, ["schedule.date-time"], {
      field: "DateTime",
      message: "Date Time is invalid.",
    }),
    ...commonRefusals({
      route: createRoute,
      request: { body: bodyOf(hello) },
      call: (client) => client.sms.sendSingleScheduleMessage(hello),
    }),
  ];
}

/** The page prints no pages, so all rows come at once. */
function listInteractions(): readonly Interaction[] {
  const at = "\\d{4}[-:]\\d{2}[-:]\\d{2} \\d{2}:\\d{2}:\\d{2}";
  const rows: readonly Scheduled[] = [
    { at },
    { at, id: 12_346, status: PENDING },
    { at, id: 12_347, status: ACTION_REQUIRED, template: TEMPLATE, subject: "News" },
  ];
  const given = {
    state: "an account with scheduled messages",
    params: {
      token,
      scheduledMessages: [
        { to: RECIPIENT, text: HELLO },
        { to: RECIPIENT, text: HELLO, status: 1 },
        { to: RECIPIENT, text: HELLO, status: 2, template: TEMPLATE, subject: "News" },
      ],
    },
  } as const;
  const listed = (
    outcome: string,
    which: Pick<Interaction, "given" | "restsOn">,
    found: readonly Scheduled[],
    params?: PageParams,
  ): Interaction => ({
    ...which,
    route: listRoute,
    outcome,
    touches: "state",
    request: { token, ...(params && { query: { page: "2", "per-page": "1" } }) },
    answer: linked(listRoute, `access_token=${token}`, found.map(row)),
    call: (client) => client.sms.singleScheduleMessages(params),
    result: { gives: { items: found.map(read), page: undefined } },
  });
  const all = { given, restsOn: ["schedule.list", "lists.order", ...ANSWER] } as const;
  return [
    listed("all of them at once", all, rows),
    listed("all of them, whatever page is asked for", all, rows, { page: 2, perPage: 1 }),
    listed(
      "there are none",
      { given: account, restsOn: ["schedule.list", "headers.documented", "headers.link"] },
      [],
    ),
    ...commonRefusals({
      route: listRoute,
      request: {},
      call: (client) => client.sms.singleScheduleMessages(),
    }),
  ];
}

function deleteInteractions(): readonly Interaction[] {
  const call = (client: ProTexting) => client.sms.deleteSingleScheduleMessage(ID);
  const missing = {
    route: deleteRoute,
    restsOn: ["schedule.unknown-id", "errors.shape", "headers.scope"],
    answer: notFound,
    result: { throws: { name: "NotFoundError", status: 404 } },
  } as const;
  const one = [{ to: RECIPIENT, text: HELLO }] as const;
  return [
    {
      route: deleteRoute,
      outcome: "the message is deleted",
      given: { state: "an account with scheduled messages", params: { token, scheduledMessages: one } },
      touches: "never",
      restsOn: ["schedule.delete", "headers.documented", "headers.link"],
      request: byState,
      answer: linked(deleteRoute, `access_token=${token}&id=${ID}`, [{ message: words(DELETED) }]),
      call,
      result: { gives: { message: DELETED } },
    },
    {
      ...missing,
      outcome: "the id is not known",
      given: account,
      touches: "never",
      request: { token, query: { id: String(UNKNOWN_ID) } },
      call: (client) => client.sms.deleteSingleScheduleMessage(UNKNOWN_ID),
    },
    {
      ...missing,
      outcome: "the message is another account's",
      given: {
        state: "an account with scheduled messages",
        params: { token: "test_other", scheduledMessages: one },
      },
      touches: "never",
      request: byState,
      call,
    },
    ...commonRefusals({ route: deleteRoute, request: { query: { id: String(ID) } }, call }),
  ];
}

function bodyOf({
  mobilePhone,
  message,
  dateTime,
  mmsTemplateId,
  mmsHighResolution,
  subject,
}: ScheduleParams) {
  return {
    MobilePhone: mobilePhone,
    Message: message,
    DateTime: dateTime,
    ...(mmsTemplateId === undefined ? {} : { MmsTemplateId: mmsTemplateId }),
    ...(mmsHighResolution === undefined ? {} : { MmsHighResolution: Number(mmsHighResolution) }),
    ...(subject === undefined ? {} : { Subject: subject }),
  };
}
