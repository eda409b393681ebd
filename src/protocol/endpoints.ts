/**
 * Every endpoint of the vendor's REST API v2, in the order of its documentation.
 *
 * 43 have a page of their own; `smsSimple.deliveryReport` has none and is known only from the
 * `DeliveryReportUrl` that `sms-simple/send` answers with.
 *
 * Source: the vendor's pages, `fixtures/vendor/api.md` section 2.
 */

import * as contacts from "./api/contacts.ts";
import * as contactsOptIn from "./api/contacts-opt-in.ts";
import * as credits from "./api/credits.ts";
import * as customContactFields from "./api/custom-contact-fields.ts";
import type { Endpoint } from "./api/endpoint.ts";
import type { Fields } from "./api/field.ts";
import * as groups from "./api/groups.ts";
import * as inbox from "./api/inbox.ts";
import * as keyword from "./api/keyword.ts";
import * as mmsTemplate from "./api/mms-template.ts";
import * as mmsToScreen from "./api/mms-to-screen.ts";
import * as numbers from "./api/numbers.ts";
import * as sentHistory from "./api/sent-history.ts";
import * as shorturl from "./api/shorturl.ts";
import * as sms from "./api/sms.ts";
import * as smsSimple from "./api/sms-simple.ts";

export type { Endpoint } from "./api/endpoint.ts";

export const endpoints = [
  sms.send,
  smsSimple.send,
  smsSimple.deliveryReport,
  sms.deliveryReport,
  sms.sendGroupScheduleMessage,
  sms.groupScheduleMessages,
  sms.sendSingleScheduleMessage,
  sms.singleScheduleMessages,
  sms.deleteSingleScheduleMessage,
  sentHistory.singleList,
  sentHistory.singleView,
  sentHistory.groupList,
  sentHistory.groupContacts,
  inbox.index,
  mmsTemplate.index,
  mmsTemplate.view,
  mmsTemplate.create,
  numbers.index,
  numbers.view,
  numbers.create,
  numbers.deleteOne,
  keyword.index,
  keyword.reserve,
  keyword.checkAvailability,
  groups.index,
  groups.view,
  groups.create,
  groups.update,
  contacts.create,
  contacts.update,
  contacts.find,
  contacts.view,
  contacts.optOut,
  contactsOptIn.create,
  contactsOptIn.createCustom,
  customContactFields.index,
  customContactFields.create,
  shorturl.index,
  shorturl.details,
  credits.balance,
  keyword.remove,
  shorturl.analytics,
  mmsToScreen.getMessages,
  mmsToScreen.queue,
] as const satisfies readonly Endpoint[];

type EndpointRow = (typeof endpoints)[number];

export type EndpointId = EndpointRow["id"];

/** Endpoints that answer with a page of a list. */
export type ListEndpointId = Extract<EndpointRow, { readonly answer: { readonly list: Fields } }>["id"];

const byId: ReadonlyMap<string, Endpoint> = new Map(endpoints.map((endpoint) => [endpoint.id, endpoint]));

/** The row of the table; the type rules out an unknown id. */
export function endpointOf(id: EndpointId): Endpoint {
  const endpoint = byId.get(id);
  if (endpoint === undefined) throw new Error(`Failed to find an endpoint: none has the id "${id}".`);
  return endpoint;
}
