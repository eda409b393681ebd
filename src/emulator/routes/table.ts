/** Which action stands behind which endpoint. What is documented and has none here answers 501. */
import { type Endpoint, type EndpointId, endpoints } from "../../protocol/endpoints.ts";
import { fill, refusal } from "../domain/refusal.ts";
import { optOut } from "./contacts.ts";
import { createCustom } from "./contacts-opt-in.ts";
import { balance } from "./credits.ts";
import { customFieldsIndex } from "./custom-contact-fields.ts";
import { reportSms, reportSmsSimple } from "./delivery-report.ts";
import { inboxIndex } from "./inbox.ts";
import { keywordIndex } from "./keyword.ts";
import { templateCreate, templateIndex, templateView } from "./mms-template.ts";
import { numbersIndex, numbersView } from "./numbers.ts";
import type { Action, Route } from "./route.ts";
import { sendSms, sendSmsSimple } from "./send.ts";
import { singleList, singleView } from "./sent-history.ts";
import { shortUrlAnalytics, shortUrlDetails, shortUrlIndex } from "./shorturl.ts";

/** The endpoints that are built, by id. */
export const actions: Readonly<Partial<Record<EndpointId, Action>>> = {
  "sms.send": sendSms,
  "sms.deliveryReport": reportSms,
  "smsSimple.send": sendSmsSimple,
  "smsSimple.deliveryReport": reportSmsSimple,
  "sentHistory.singleList": singleList,
  "sentHistory.singleView": singleView,
  "inbox.index": inboxIndex,
  "numbers.index": numbersIndex,
  "numbers.view": numbersView,
  "contacts.optOut": optOut,
  "contactsOptIn.createCustom": createCustom,
  "customContactFields.index": customFieldsIndex,
  "keyword.index": keywordIndex,
  "mmsTemplate.index": templateIndex,
  "mmsTemplate.view": templateView,
  "mmsTemplate.create": templateCreate,
  "credits.balance": balance,
  "shorturl.index": shortUrlIndex,
  "shorturl.details": shortUrlDetails,
  "shorturl.analytics": shortUrlAnalytics,
};

/** Every documented path; a path matches to the letter. */
export const routes: ReadonlyMap<string, Route> = new Map(
  endpoints.map((endpoint) => [
    endpoint.path,
    {
      endpoint,
      action: actions[endpoint.id] ?? notBuilt(endpoint),
      ...(endpoint.id === "sms.send" || endpoint.id === "smsSimple.send"
        ? { recipientField: "MobilePhone" }
        : {}),
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
