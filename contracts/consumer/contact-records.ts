/**
 * `contacts.create`, `view`, `find` and `update`. Pages add-contact, view-contact, find-contact and update-contact.
 *
 * Calls that make or change a contact are tagged `never`: on live the change would stay.
 */
import type { ContactChange, NewContact, ProTexting } from "../../src/client/index.ts";
import { created, shown } from "./answers.ts";
import { integer } from "./body.ts";
import {
  bodyOf,
  type Case,
  contactOf,
  type Facts,
  full,
  groupCases,
  john,
  NUMBER,
  nobody,
  OTHER_NUMBER,
  personCases,
  refusal,
  token,
  UNKNOWN_ID,
  unknown,
} from "./contact-parts.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { commonRefusals } from "./refusals.ts";

const createRoute: ApiRoute = { endpoint: "contacts.create", method: "POST", path: "/v1/contacts/create" };
const viewRoute: ApiRoute = { endpoint: "contacts.view", method: "GET", path: "/v1/contacts/view" };
const findRoute: ApiRoute = { endpoint: "contacts.find", method: "GET", path: "/v1/contacts/find" };
const updateRoute: ApiRoute = { endpoint: "contacts.update", method: "PUT", path: "/v1/contacts/update" };

const known = { state: "an account with a contact", params: { token, number: NUMBER } } as const;

function createInteractions(): readonly Interaction[] {
  const creating = (params: NewContact) => ({
    route: createRoute,
    given: known,
    touches: "never" as const,
    request: { token, body: bodyOf(params) },
    call: (client: ProTexting) => client.contacts.create(params),
  });
  const least: NewContact = { number: OTHER_NUMBER, groupIds: [1] };
  const made = (
    outcome: string,
    params: NewContact,
    { wire, read }: ReturnType<typeof contactOf>,
  ): Interaction => ({
    ...creating(params),
    outcome,
    restsOn: ["contacts.create", "headers.documented"],
    answer: { ...created(wire), xmlItem: true },
    result: { gives: read },
  });
  const id = 2;
  const number = OTHER_NUMBER;
  const refuse = ([outcome, changed, ...errors]: Case<Partial<NewContact>>): Interaction =>
    refusal(creating({ ...least, ...changed }), outcome, errors);
  return [
    made("number and groups alone", least, contactOf({ id, number, person: nobody, groupIds: [1] })),
    made(
      "all that there is to know",
      { ...john, number, customFieldId: 1, customFieldValue: "38" },
      contactOf({ id, number, person: john, groupIds: john.groupIds, customFieldIds: [1] }),
    ),
    {
      ...refuse([
        "the account has a contact of that number",
        { number: NUMBER },
        { field: "fnumber", message: `Fnumber "${NUMBER}" has already been taken.` },
      ]),
      restsOn: ["contacts.known", "errors.validation", "headers.scope"],
    },
    ...personCases.map(refuse),
    refuse(["no group", { groupIds: [] }, { field: "GroupIds", message: "Group Ids cannot be blank." }]),
    ...groupCases.map(refuse),
    refuse([
      "the message is longer than 148 characters",
      { message: "x".repeat(149) },
      { field: "Message", message: "Message should contain at most 148 characters." },
    ]),
    refuse([
      "the custom field is none of the account's, and its value too long",
      { customFieldId: UNKNOWN_ID, customFieldValue: "x".repeat(256) },
      { field: "frfield", message: "Frfield is invalid." },
      { field: "fvalue", message: "Fvalue should contain at most 255 characters." },
    ]),
    refuse([
      "the custom field is no whole number",
      { customFieldId: 1.5, customFieldValue: "38" },
      { field: "frfield", message: "Frfield must be an integer." },
    ]),
    ...commonRefusals({ ...creating(least), request: { body: bodyOf(least) } }),
  ];
}

function viewInteractions(): readonly Interaction[] {
  const { CustomFieldIds: _ids, ...wire } = full.wire;
  const { customFieldIds: _own, ...read } = full.read;
  const value = { fieldId: 1, fieldName: "shoe size", valueId: 1, value: "42 & <½>" };
  const wireValue = {
    CustomFieldId: integer(1),
    CustomFieldName: "shoe size",
    CustomFieldValueId: integer(1),
    CustomFieldValue: "42 & <½>",
  };
  const call = (client: ProTexting) => client.contacts.view(1);
  const viewed = (outcome: string, optedOut?: "api" | "handset"): Interaction => ({
    route: viewRoute,
    outcome,
    given: { ...known, params: { ...known.params, ...(optedOut && { optedOut }) } },
    touches: "state",
    restsOn: ["contacts.view", "headers.documented"],
    request: { token, query: { id: "1" } },
    answer: {
      ...shown({
        ...wire,
        OptedOut: optedOut === undefined ? 0 : 1,
        OptedOutViaApi: optedOut === "api" ? 1 : 0,
        CustomFields: [wireValue],
      }),
      xmlItem: true,
    },
    call,
    result: {
      gives: {
        ...read,
        optedOut: optedOut !== undefined,
        optedOutViaApi: optedOut === "api",
        customFields: [value],
      },
    },
  });
  const missing = { id: String(UNKNOWN_ID) };
  return [
    viewed("a contact that takes messages"),
    viewed("a contact that the API has opted out", "api"),
    viewed("a contact that has written STOP", "handset"),
    unknown(viewRoute, { query: missing }, (client) => client.contacts.view(UNKNOWN_ID)),
    {
      ...unknown(viewRoute, { query: { id: "1" } }, call),
      outcome: "the contact is another account's",
      given: {
        state: "a contact of another account",
        params: { token, otherToken: "test_other", number: NUMBER },
      },
      touches: "state",
    },
    ...commonRefusals({ route: viewRoute, request: { query: { id: "1" } }, call }),
  ];
}

function findInteractions(): readonly Interaction[] {
  const call = (client: ProTexting) => client.contacts.find(NUMBER);
  const request = { query: { number: NUMBER } };
  return [
    {
      route: findRoute,
      outcome: "a contact of the account",
      given: known,
      touches: "state",
      restsOn: ["contacts.find", "headers.documented"],
      request: { token, ...request },
      answer: { ...shown(full.wire), xmlItem: true },
      call,
      result: { gives: full.read },
    },
    unknown(findRoute, { query: { number: OTHER_NUMBER } }, (client) => client.contacts.find(OTHER_NUMBER)),
    ...commonRefusals({ route: findRoute, request, call }),
  ];
}

function updateInteractions(): readonly Interaction[] {
  const changing = ({ id, ...params }: ContactChange) => ({
    route: updateRoute,
    given: known,
    touches: "never" as const,
    request: { token, query: { id: String(id) }, body: bodyOf(params) },
    call: (client: ProTexting) => client.contacts.update({ id, ...params }),
  });
  const updated = (
    outcome: string,
    params: Omit<ContactChange, "id">,
    { wire, read }: ReturnType<typeof contactOf>,
  ): Interaction => ({
    ...changing({ id: 1, ...params }),
    outcome,
    restsOn: ["contacts.update", "headers.documented"],
    answer: { ...shown(wire), xmlItem: true },
    result: { gives: read },
  });
  const refuse = ([outcome, changed, ...errors]: Case<Partial<ContactChange>>): Interaction =>
    refusal(changing({ id: 1, number: NUMBER, ...changed }), outcome, errors);
  const same = changing({ id: 1, number: NUMBER });
  const missing = changing({ id: UNKNOWN_ID, number: NUMBER });
  const { token: _own, ...request } = same.request;
  const { token: _ownToo, ...other } = missing.request;
  return [
    updated("the number alone", { number: OTHER_NUMBER }, contactOf({ ...kept, number: OTHER_NUMBER })),
    updated(
      "other groups, and no birthday any more",
      { number: NUMBER, groupIds: [2], birthDay: "" },
      contactOf({ ...kept, person: { ...john, birthDay: null }, groupIds: [2] }),
    ),
    ...personCases.map(refuse),
    ...groupCases.map(refuse),
    unknown(updateRoute, other, missing.call),
    ...commonRefusals({ route: updateRoute, request, call: same.call }),
  ];
}

const kept: Facts = { person: john, groupIds: john.groupIds, customFieldIds: [1] };

export const contactRecordInteractions: readonly Interaction[] = [
  ...createInteractions(),
  ...viewInteractions(),
  ...findInteractions(),
  ...updateInteractions(),
];
