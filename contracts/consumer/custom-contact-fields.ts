/** `customContactFields.index`. Page list-custom-fields. */
import { integer, text } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { listInteractions, type Row } from "./paging.ts";

const route: ApiRoute = {
  endpoint: "customContactFields.index",
  method: "GET",
  path: "/v1/custom-contact-fields/index",
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

export const customContactFieldInteractions: readonly Interaction[] = listInteractions({
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
