/**
 * `customContactFields.index` and `create`. Pages list-custom-fields and create-custom-field.
 *
 * Calls that create a field are tagged `never`: on live it would stay.
 */
import type { ProTexting } from "../../src/client/index.ts";
import { created, invalid, invalidInput } from "./answers.ts";
import { integer, text } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { listInteractions, type Row } from "./paging.ts";
import { commonRefusals } from "./refusals.ts";

const route: ApiRoute = {
  endpoint: "customContactFields.index",
  method: "GET",
  path: "/v1/custom-contact-fields/index",
};
const createRoute: ApiRoute = {
  endpoint: "customContactFields.create",
  method: "POST",
  path: "/v1/custom-contact-fields/create",
};
const token = "test_custom_fields";
const MADE_AT = "2026-01-15 07:00:00";
const TIME = "\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}";

const row = (id: number, name: string): Row => {
  const time = { text: MADE_AT, date: new Date("2026-01-15T12:00:00Z") };
  return {
    wire: {
      Id: integer(id),
      Name: name,
      DateCreated: text(TIME, MADE_AT),
      DateUpdated: text(TIME, MADE_AT),
    },
    read: { id, name, createdAt: time, updatedAt: time },
  };
};

const given = {
  state: "an account with custom fields",
  params: { token, customFields: [{ name: "age" }, { name: "gender" }, { name: "size <S> & L" }] },
} as const;
const rows = [row(1, "age"), row(2, "gender"), row(3, "size <S> & L")] as const;
const restsOn = ["custom-fields.index", "custom-fields.ids", "lists.order"] as const;
const ANSWER = ["paging.rows", "headers.documented", "headers.link"] as const;

const indexInteractions = listInteractions({
  route,
  token,
  cases: [
    { outcome: "all of them on one page", given, rows, restsOn: [...restsOn, ...ANSWER] },
    {
      outcome: "there are none",
      given: { state: "an account", params: { token } },
      rows: [],
      restsOn: ["custom-fields.index", ...ANSWER],
    },
  ],
  three: { given, rows, restsOn },
  call: (client, params) => client.customContactFields.list(params),
});

const account = { state: "an account", params: { token } } as const;
const creating = (name: string) => ({
  route: createRoute,
  request: { token, body: { fname: name } },
  call: (client: ProTexting) => client.customContactFields.create({ name }),
});

function refused(outcome: string, name: string, message: string): Interaction {
  const errors = [{ field: "fname", message }];
  return {
    ...creating(name),
    outcome,
    given: account,
    touches: "never",
    restsOn: ["custom-fields.name", "errors.validation", "headers.scope"],
    answer: invalid(errors),
    result: invalidInput(errors, { fname: "name" }),
  };
}

function createInteractions(): readonly Interaction[] {
  const name = "size <S> & L";
  const { wire, read } = row(1, name);
  return [
    {
      ...creating(name),
      outcome: "a field of the account's contacts",
      given: account,
      touches: "never",
      restsOn: ["custom-fields.create", "custom-fields.ids", "headers.documented"],
      answer: { ...created({ ...wire, Value: [] }), xmlItem: true },
      result: { gives: { ...read, values: [] } },
    },
    refused("the name is blank", "", "Fname cannot be blank."),
    refused("the name is shorter than 3 characters", "ab", "Fname should contain at least 3 characters."),
    refused(
      "the name is longer than 64 characters",
      "x".repeat(65),
      "Fname should contain at most 64 characters.",
    ),
    ...commonRefusals({ ...creating(name), request: { body: { fname: name } } }),
  ];
}

export const customContactFieldInteractions: readonly Interaction[] = [
  ...indexInteractions,
  ...createInteractions(),
];
