/**
 * `groups.index`, `view`, `create` and `update`. Pages list-groups, view-group, create-group and update-group.
 *
 * Calls that change a group are tagged `never`: on live the change would stay.
 */
import type { GroupChange, NewGroup, ProTexting } from "../../src/client/index.ts";
import { created, type FieldError, invalid, invalidInput, notFound, shown } from "./answers.ts";
import { integer, text } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { listInteractions, type Row } from "./paging.ts";
import { commonRefusals } from "./refusals.ts";

const indexRoute: ApiRoute = { endpoint: "groups.index", method: "GET", path: "/v1/groups/index" };
const viewRoute: ApiRoute = { endpoint: "groups.view", method: "GET", path: "/v1/groups/view" };
const createRoute: ApiRoute = { endpoint: "groups.create", method: "POST", path: "/v1/groups/create" };
const updateRoute: ApiRoute = { endpoint: "groups.update", method: "PUT", path: "/v1/groups/update" };

const token = "test_groups";
const NAME = "Sweeps winners from Feb 1, 2015";
const MADE_AT = "2026-01-15 07:00:00";
const TIME = "\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}";
/** Id that no account's group has. */
const UNKNOWN_ID = 999_999;

interface Facts {
  readonly id: number;
  readonly name: string;
  readonly note?: string;
  readonly phoneNumberIds?: readonly number[];
}

function row({ id, name, note = "", phoneNumberIds = [] }: Facts): Row {
  const time = { text: MADE_AT, date: new Date("2026-01-15T12:00:00Z") };
  return {
    wire: {
      Id: integer(id),
      Name: name,
      Note: note,
      KeywordId: 0,
      ParentId: 0,
      DateCreated: text(TIME, MADE_AT),
      DateUpdated: text(TIME, MADE_AT),
      PhoneNumberIds: phoneNumberIds,
    },
    read: { id, name, note, keywordId: 0, parentId: 0, createdAt: time, updatedAt: time, phoneNumberIds },
  };
}

const given = {
  state: "an account with groups",
  params: {
    token,
    groups: [{ name: NAME, note: "(note text)" }, { name: "R & <D>" }, { name: "VIP" }],
    contacts: [
      { number: "12125550123", groups: [1, 3] },
      { number: "12125550124", groups: [1] },
    ],
  },
} as const;
const first = row({ id: 1, name: NAME, note: "(note text)", phoneNumberIds: [1, 2] });
const rows = [
  first,
  row({ id: 2, name: "R & <D>" }),
  row({ id: 3, name: "VIP", phoneNumberIds: [1] }),
] as const;
const account = { state: "an account", params: { token } } as const;

export const groupsInteractions: readonly Interaction[] = [
  ...indexInteractions(),
  ...viewInteractions(),
  ...createInteractions(),
  ...updateInteractions(),
];

function indexInteractions(): readonly Interaction[] {
  const restsOn = ["groups.index", "groups.ids", "groups.members", "lists.order"] as const;
  const answer = ["paging.rows", "headers.documented", "headers.link"] as const;
  return listInteractions({
    route: indexRoute,
    token,
    cases: [
      { outcome: "all of them on one page", given, rows, restsOn: [...restsOn, ...answer] },
      { outcome: "there are none", given: account, rows: [], restsOn: ["groups.index", ...answer] },
    ],
    three: { given, rows, restsOn },
    call: (client, params) => client.groups.list(params),
  });
}

function viewInteractions(): readonly Interaction[] {
  const call = (client: ProTexting) => client.groups.view(1);
  return [
    {
      route: viewRoute,
      outcome: "a group with contacts",
      given,
      touches: "state",
      restsOn: ["groups.view", "groups.members", "headers.documented"],
      request: { token, query: { id: "1" } },
      answer: { ...shown(first.wire), xmlItem: true },
      call,
      result: { gives: first.read },
    },
    ...unknown(viewRoute, { query: { id: String(UNKNOWN_ID) } }, (client) => client.groups.view(UNKNOWN_ID)),
    {
      route: viewRoute,
      outcome: "the group is another account's",
      given: { state: "a group of another account", params: { token, otherToken: "test_other", name: NAME } },
      touches: "state",
      restsOn: ["groups.unknown-id", "errors.shape", "headers.scope"],
      request: { token, query: { id: "1" } },
      answer: notFound,
      call,
      result: { throws: { name: "NotFoundError", status: 404 } },
    },
    ...commonRefusals({ route: viewRoute, request: { query: { id: "1" } }, call }),
  ];
}

function createInteractions(): readonly Interaction[] {
  const creating = (params: NewGroup) => ({
    request: { token, body: bodyOf(params) },
    call: (client: ProTexting) => client.groups.create(params),
  });
  const made = (outcome: string, params: NewGroup): Interaction => {
    const { wire, read } = row({ id: 1, name: params.name, note: params.note ?? "" });
    return {
      ...creating(params),
      route: createRoute,
      outcome,
      given: account,
      touches: "never",
      restsOn: ["groups.create", "groups.ids", "headers.documented"],
      answer: { ...created(wire), xmlItem: true },
      result: { gives: read },
    };
  };
  const hello = creating({ name: NAME });
  return [
    made("a group with a note", { name: NAME, note: "my informative note here" }),
    made("a group without a note", { name: "R & <D>" }),
    ...refusals(createRoute, (params) => ({ ...creating(params), given: account })),
    ...commonRefusals({ route: createRoute, request: { body: hello.request.body }, call: hello.call }),
  ];
}

function updateInteractions(): readonly Interaction[] {
  const changing = ({ id, ...params }: GroupChange) => ({
    request: { token, query: { id: String(id) }, body: bodyOf(params) },
    call: (client: ProTexting) => client.groups.update({ id, ...params }),
  });
  const updated = (outcome: string, params: NewGroup, note: string): Interaction => {
    const { wire, read } = row({ id: 1, name: params.name, note, phoneNumberIds: [1, 2] });
    return {
      ...changing({ id: 1, ...params }),
      route: updateRoute,
      outcome,
      given,
      touches: "never",
      restsOn: ["groups.update", "groups.members", "headers.documented"],
      answer: { ...shown(wire), xmlItem: true },
      result: { gives: read },
    };
  };
  const other = changing({ id: UNKNOWN_ID, name: NAME });
  const { token: _own, ...request } = changing({ id: 1, name: NAME }).request;
  return [
    updated("name and note", { name: "my updated group", note: "my updated note" }, "my updated note"),
    updated("the name alone", { name: "my updated group" }, "(note text)"),
    updated("a note that is emptied", { name: "my updated group", note: "" }, ""),
    ...refusals(updateRoute, (params) => ({ ...changing({ id: 1, ...params }), given })),
    ...unknown(updateRoute, { query: other.request.query, body: other.request.body }, other.call),
    ...commonRefusals({ route: updateRoute, request, call: changing({ id: 1, name: NAME }).call }),
  ];
}

function bodyOf({ name, note }: NewGroup) {
  return { fname: name, ...(note === undefined ? {} : { fnote: note }) };
}

function unknown(
  route: ApiRoute,
  request: Omit<Interaction["request"], "token">,
  call: Interaction["call"],
): readonly Interaction[] {
  return [
    {
      route,
      outcome: "the id is not known",
      given: account,
      touches: "safe",
      restsOn: ["groups.unknown-id", "errors.shape", "headers.scope"],
      request: { ...request, token },
      answer: notFound,
      call,
      result: { throws: { name: "NotFoundError", status: 404 } },
    },
  ];
}

/** Fields that both writes refuse. */
function refusals(
  route: ApiRoute,
  writing: (params: NewGroup) => Pick<Interaction, "request" | "call" | "given">,
): readonly Interaction[] {
  const cases: readonly (readonly [outcome: string, params: NewGroup, ...errors: FieldError[]])[] = [
    ["the name is blank", { name: "" }, { field: "fname", message: "Fname cannot be blank." }],
    [
      "the name is shorter than 3 characters",
      { name: "ab" },
      { field: "fname", message: "Fname should contain at least 3 characters." },
    ],
    [
      "name and note are longer than 255 characters",
      { name: "x".repeat(256), note: "y".repeat(256) },
      { field: "fname", message: "Fname should contain at most 255 characters." },
      { field: "fnote", message: "Fnote should contain at most 255 characters." },
    ],
    [
      "the note is shorter than 3 characters",
      { name: NAME, note: "no" },
      { field: "fnote", message: "Fnote should contain at least 3 characters." },
    ],
  ];
  return cases.map(
    ([outcome, params, ...errors]): Interaction => ({
      ...writing(params),
      route,
      outcome,
      touches: "never",
      restsOn: ["groups.fields", "errors.validation", "headers.scope"],
      answer: invalid(errors),
      result: invalidInput(errors, { fname: "name", fnote: "note" }),
    }),
  );
}
