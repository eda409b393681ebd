/**
 * `contacts.optOut` and `contactsOptIn.createCustom`. Pages opt-out and undo-opt-out-contact.
 *
 * Calls that opt a recipient out or in are `never` tried on live: they would change who gets no messages.
 */
import type { ProTexting } from "../../src/client/index.ts";
import { created, type FieldError, invalid, invalidInput } from "./answers.ts";
import { integer, text, words } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { commonRefusals } from "./refusals.ts";

const outRoute: ApiRoute = { endpoint: "contacts.optOut", method: "POST", path: "/v1/contacts/opt-out" };
const inRoute: ApiRoute = {
  endpoint: "contactsOptIn.createCustom",
  method: "POST",
  path: "/v1/contacts-opt-in/create-custom",
};

const token = "test_contacts";
const NUMBER = "12125550123";
const CHANGED_AT = "2026-01-15 07:00:00";
const time = text("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}", CHANGED_AT);
const readTime = { text: CHANGED_AT, date: new Date("2026-01-15T12:00:00Z") };

/** Fields of a contact that was not known before. */
const contact = {
  Id: integer(1),
  Number: NUMBER,
  OptedOut: 1,
  FirstName: "",
  LastName: "",
  BirthDay: "0000-00-00",
  Email: "",
  Zip: "",
  City: "",
  DateCreated: time,
  DateUpdated: time,
  GroupIds: [] as const,
  CustomFieldIds: [] as const,
};

const readContact = {
  id: 1,
  number: NUMBER,
  optedOut: true,
  firstName: "",
  lastName: "",
  birthDay: null,
  email: "",
  zip: "",
  city: "",
  createdAt: readTime,
  updatedAt: readTime,
  groupIds: [],
  customFieldIds: [],
};

const account = { state: "an account", params: { token } } as const;
const optedOutByApi = {
  state: "a recipient who was opted out through the API",
  params: { token, recipient: NUMBER },
} as const;
const stopped = {
  state: "a recipient who has written STOP",
  params: { token, recipient: NUMBER },
} as const;

const optOut = (client: ProTexting) => client.contacts.optOut(NUMBER);
const optIn = (client: ProTexting) => client.contactsOptIn.createCustom(NUMBER);
const body = { PhoneNumber: NUMBER };

const out = {
  route: outRoute,
  touches: "never",
  restsOn: ["opt-out.contact", "headers.documented"],
  request: { token, body },
  answer: created(contact),
  call: optOut,
  result: { gives: readContact },
} as const satisfies Partial<Interaction>;

export const contactsInteractions: readonly Interaction[] = [
  { ...out, outcome: "a number that was not known", given: account },
  { ...out, outcome: "a number that is opted out already", given: optedOutByApi },
  ...invalidNumbers(outRoute, (client, number) => client.contacts.optOut(number)),
  ...commonRefusals({ route: outRoute, request: { body }, call: optOut }),

  {
    route: inRoute,
    outcome: "a number that was opted out through the API",
    given: optedOutByApi,
    touches: "never",
    restsOn: ["opt-in.custom", "opt-in.custom-status", "headers.documented"],
    request: { token, body },
    answer: created({ message: words("Phone number successfully opted in") }),
    call: optIn,
    result: { gives: { message: "Phone number successfully opted in" } },
  },
  ...[
    { outcome: "a number that has written STOP", given: stopped },
    { outcome: "a number that is not opted out", given: account },
  ].map(
    (which): Interaction => ({
      ...which,
      ...refusal(inRoute, [
        { field: "PhoneNumber", message: "Phone Number is not opted out through the API." },
      ]),
      touches: "never",
      restsOn: ["opt-in.custom-refused", "errors.validation", "headers.scope"],
      request: { token, body },
      call: optIn,
    }),
  ),
  ...invalidNumbers(inRoute, (client, number) => client.contactsOptIn.createCustom(number)),
  ...commonRefusals({ route: inRoute, request: { body }, call: optIn }),
];

function refusal(route: ApiRoute, errors: readonly FieldError[]) {
  return { route, answer: invalid(errors), result: invalidInput(errors) };
}

function invalidNumbers(
  route: ApiRoute,
  call: (client: ProTexting, number: string) => Promise<unknown>,
): readonly Interaction[] {
  return [
    { outcome: "PhoneNumber is blank", number: "", message: "Phone Number cannot be blank." },
    { outcome: "PhoneNumber is no phone number", number: "nobody", message: "Phone Number is invalid." },
  ].map(({ outcome, number, message }) => ({
    ...refusal(route, [{ field: "PhoneNumber", message }]),
    outcome,
    given: account,
    touches: "safe",
    restsOn: ["fields.phone-number", "errors.validation", "headers.scope"],
    request: { token, body: { PhoneNumber: number } },
    call: (client) => call(client, number),
  }));
}
