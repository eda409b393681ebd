/** Which action stands behind which endpoint. What is documented and has none here answers 501. */
import { type Endpoint, type EndpointId, endpoints } from "../../protocol/endpoints.ts";
import { fill, refusal } from "../domain/refusal.ts";
import { contactsCreate, contactsFind, contactsUpdate, contactsView, optOut } from "./contacts.ts";
import { createCustom } from "./contacts-opt-in.ts";
import { balance } from "./credits.ts";
import { customFieldsCreate, customFieldsIndex } from "./custom-contact-fields.ts";
import { reportSms, reportSmsSimple } from "./delivery-report.ts";
import { groupsCreate, groupsIndex, groupsUpdate, groupsView } from "./groups.ts";
import { inboxIndex } from "./inbox.ts";
import { keywordCheckAvailability, keywordIndex, keywordRemove, keywordReserve } from "./keyword.ts";
import { templateCreate, templateIndex, templateView } from "./mms-template.ts";
import { numbersCreate, numbersDelete, numbersIndex, numbersView } from "./numbers.ts";
import type { Action, Route } from "./route.ts";
import { deleteSingleSchedule, scheduleSingle, singleSchedules } from "./scheduled-messages.ts";
import { sendSms, sendSmsSimple } from "./send.ts";
import { singleList, singleView } from "./sent-history.ts";
import { shortUrlAnalytics, shortUrlDetails, shortUrlIndex } from "./shorturl.ts";

/** The endpoints that are built, by id. */
export const actions: Readonly<Partial<Record<EndpointId, Action>>> = {
  "sms.send": sendSms,
  "sms.deliveryReport": reportSms,
  "sms.sendSingleScheduleMessage": scheduleSingle,
  "sms.singleScheduleMessages": singleSchedules,
  "sms.deleteSingleScheduleMessage": deleteSingleSchedule,
  "smsSimple.send": sendSmsSimple,
  "smsSimple.deliveryReport": reportSmsSimple,
  "sentHistory.singleList": singleList,
  "sentHistory.singleView": singleView,
  "inbox.index": inboxIndex,
  "numbers.create": numbersCreate,
  "numbers.delete": numbersDelete,
  "numbers.index": numbersIndex,
  "numbers.view": numbersView,
  "contacts.create": contactsCreate,
  "contacts.view": contactsView,
  "contacts.find": contactsFind,
  "contacts.update": contactsUpdate,
  "contacts.optOut": optOut,
  "contactsOptIn.createCustom": createCustom,
  "customContactFields.index": customFieldsIndex,
  "keyword.checkAvailability": keywordCheckAvailability,
  "customContactFields.create": customFieldsCreate,
  "groups.index": groupsIndex,
  "groups.view": groupsView,
  "groups.create": groupsCreate,
  "groups.update": groupsUpdate,
  "keyword.index": keywordIndex,
  "keyword.remove": keywordRemove,
  "keyword.reserve": keywordReserve,
  "mmsTemplate.index": templateIndex,
  "mmsTemplate.view": templateView,
  "mmsTemplate.create": templateCreate,
  "credits.balance": balance,
  "shorturl.index": shortUrlIndex,
  "shorturl.details": shortUrlDetails,
  "shorturl.analytics": shortUrlAnalytics,
};

/** Endpoints whose body names a recipient. */
const SENDS: ReadonlySet<string> = new Set<EndpointId>([
  "sms.send",
  "smsSimple.send",
  "sms.sendSingleScheduleMessage",
]);

/** Every documented path; a path matches to the letter. */
export const routes: ReadonlyMap<string, Route> = new Map(
  endpoints.map((endpoint) => [
    endpoint.path,
    {
      endpoint,
      action: actions[endpoint.id] ?? notBuilt(endpoint),
      ...(SENDS.has(endpoint.id) ? { recipientField: "MobilePhone" } : {}),
    },
  ]),
);

function notBuilt(endpoint: Endpoint): Action {
  return (_call, { settings }) => {
    const { status, message } = settings.errors.notBuilt;
    const method = endpoint.methods.join("|");
    throw refusal(status, fill(message, { method, path: endpoint.path }), {
      rule: "route.not-built",
      inputs: { endpoint: endpoint.id },
      wouldSucceed: `One of the endpoints that are built: ${Object.keys(actions).join(", ")}.`,
    });
  };
}
