/**
 * `sms.sendSingleScheduleMessage`. Page schedule-single-sms-mms.
 *
 * Calls that would schedule a message are `never` tried on live: it would be sent when nobody looks.
 */
import type { ProTexting, ScheduleParams } from "../../src/client/index.ts";
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";
import { type FieldError, invalid, invalidInput, linked, RECIPIENT } from "./answers.ts";
import { type Fields, text } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { commonRefusals } from "./refusals.ts";

const createRoute: ApiRoute = {
  endpoint: "sms.sendSingleScheduleMessage",
  method: "POST",
  path: "/v1/sms/send-single-schedule-message",
};

const token = "test_schedules";
const HELLO = "Hello World!";
const DATE_TIME = "2100-01-11 10:05:00";
const TEMPLATE = 10_586;
const account = { state: "an account", params: { token } } as const;
const ANSWER = [
  "schedule.ids",
  "schedule.statuses",
  "schedule.times",
  "headers.documented",
  "headers.link",
] as const;

export const scheduledMessageInteractions: readonly Interaction[] = createInteractions();

/** Id, text and template of a row; it is Approved and Scheduled. */
interface Scheduled {
  readonly id?: number;
  readonly message?: string;
  readonly template?: number;
  readonly subject?: string;
}

function row({ id = 12_345, message = HELLO, template, subject = "" }: Scheduled = {}): Fields {
  return {
    Id: text("\\d+", String(id)),
    MobilePhone: RECIPIENT,
    Message: message,
    DateTime: text("2100[-:]01[-:]11 10:05:00", DATE_TIME.replaceAll("-", ":")),
    Status_Id: "3",
    Status_Description: "Approved and Scheduled",
    Type_Id: template === undefined ? 1 : 2,
    Type_Description: template === undefined ? "SMS" : "MMS",
    MmsTemplateId: template ?? "",
    Subject: subject,
  };
}

/** Message as the client gives it. */
function read({ id = 12_345, message = HELLO, template, subject = "" }: Scheduled = {}) {
  return {
    id,
    mobilePhone: RECIPIENT,
    message,
    scheduledAt: { text: DATE_TIME, date: new Date("2100-01-11T15:05:00Z") },
    status: { id: 3, description: "Approved and Scheduled" },
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
