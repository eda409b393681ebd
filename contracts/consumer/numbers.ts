/**
 * `numbers.index`, `view`, `create` and `delete`. Pages list-numbers, view-number, create-number and delete-number.
 *
 * Calls that create or delete a number are tagged `never`: on live the account would pay for it, or lose it.
 */
import type { NewNumber, ProTexting } from "../../src/client/index.ts";
import {
  created,
  type FieldError,
  invalid,
  invalidInput,
  notFound,
  shown,
  success,
  transactionDeclined,
} from "./answers.ts";
import { text, words } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { listInteractions, type Row } from "./paging.ts";
import { commonRefusals } from "./refusals.ts";

const listRoute: ApiRoute = { endpoint: "numbers.index", method: "GET", path: "/v1/numbers/index" };
const viewRoute: ApiRoute = { endpoint: "numbers.view", method: "GET", path: "/v1/numbers/view" };

const deleteRoute: ApiRoute = { endpoint: "numbers.delete", method: "DELETE", path: "/v1/numbers/delete" };

const token = "test_numbers";
const NUMBER = "16465550100";
const NUMBERS = [NUMBER, "16465550101", "82257"] as const;
/** Number that no account owns. */
const FOREIGN_NUMBER = "16465550199";
const BLOCKED_AT = "2026-01-15 07:00:00";

const unblocked = (id: 0 | 1, description: string, number = NUMBER) => ({
  Number: number,
  Status_Id: id,
  Status_Description: description,
  Blocked_Date: null,
});
const active = unblocked(0, "Active");
const blocked = (id: 301 | 302, description: string) => ({
  Number: NUMBER,
  Status_Id: id,
  Status_Description: description,
  Blocked_Date: text("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}", BLOCKED_AT),
});

const owns = { state: "an account that owns a number", params: { token, number: NUMBER } } as const;
const ownsBlocked = (status: 301 | 302) =>
  ({ state: "an account that owns a blocked number", params: { token, number: NUMBER, status } }) as const;

const isUnblocked = (id: 0 | 1, description: string, number = NUMBER) => ({
  number,
  status: { id, description },
  blockedAt: null,
});
const rowOf = (number: string): Row => ({
  wire: unblocked(0, "Active", number),
  read: isUnblocked(0, "Active", number),
});
const isBlocked = (id: number, description: string) => ({
  number: NUMBER,
  status: { id, description },
  blockedAt: { text: BLOCKED_AT, date: new Date("2026-01-15T12:00:00Z") },
});

const view = (client: ProTexting) => client.numbers.view(NUMBER);

const ROW_RULES = ["numbers.statuses", "numbers.shown"] as const;
const listed = ["numbers.index", ...ROW_RULES, "paging.rows", "headers.documented", "headers.link"] as const;

const viewed = {
  route: viewRoute,
  touches: "state",
  restsOn: ["numbers.view", ...ROW_RULES, "headers.documented", "headers.link"],
  request: { token, query: { number: NUMBER } },
  call: view,
} as const;
const viewQuery = `access_token=${token}&number=${NUMBER}`;

const createRoute: ApiRoute = { endpoint: "numbers.create", method: "POST", path: "/v1/numbers/create" };
const account = { state: "an account", params: { token } } as const;
const creating = ({ country, prefix }: NewNumber) => ({
  route: createRoute,
  given: account,
  touches: "never" as const,
  request: { token, body: { Country: country, ...(prefix === undefined ? {} : { Prefix: prefix }) } },
  call: (client: ProTexting) =>
    client.numbers.create({ country, ...(prefix === undefined ? {} : { prefix }) }),
});
const got = (outcome: string, params: NewNumber, pattern: string, number: string): Interaction => ({
  ...creating(params),
  outcome,
  restsOn: ["numbers.create", "numbers.countries", ...ROW_RULES, "headers.documented"],
  answer: created({ ...active, Number: text(pattern, number) }),
  result: { gives: isUnblocked(0, "Active", number) },
});
const notCreated = (outcome: string, params: NewNumber, error: FieldError): Interaction => ({
  ...creating(params),
  outcome,
  restsOn: ["numbers.countries", "errors.validation", "headers.scope"],
  answer: invalid([error]),
  result: invalidInput([error]),
});
const DECLINED = 4;
const createInteractions: readonly Interaction[] = [
  got("a number of a country", { country: "US" }, "1\\d{10}", "16465550134"),
  got("a number with a prefix", { country: "US", prefix: "1212" }, "1212\\d{7}", "12125550134"),
  notCreated("Country is blank", { country: "" }, { field: "Country", message: "Country cannot be blank." }),
  notCreated(
    "there is no such country",
    { country: "XX" },
    { field: "Country", message: "Country is invalid." },
  ),
  notCreated(
    "Prefix is no number",
    { country: "US", prefix: "abc" },
    { field: "Prefix", message: "Prefix must be an integer." },
  ),
  notCreated(
    "no number has the prefix",
    { country: "US", prefix: "121256" },
    { field: "Prefix", message: "Prefix is invalid." },
  ),
  {
    ...creating({ country: "US" }),
    outcome: "the account has just created another",
    given: { state: "an account that has just created a number", params: { token } },
    restsOn: ["numbers.declined", "errors.other-codes", "headers.scope"],
    answer: transactionDeclined,
    result: { throws: { name: "RefusedError", status: 422, code: DECLINED } },
  },
  ...commonRefusals({
    route: createRoute,
    request: creating({ country: "US" }).request,
    call: creating({ country: "US" }).call,
  }),
];
const deleteOwn = (client: ProTexting) => client.numbers.delete(NUMBER);
const deleting = {
  route: deleteRoute,
  given: owns,
  touches: "never",
  restsOn: ["numbers.delete", "headers.documented"],
} as const satisfies Partial<Interaction>;

export const numbersInteractions: readonly Interaction[] = [
  ...listInteractions({
    route: listRoute,
    token,
    call: (client, params) => client.numbers.list(params),
    cases: [
      { outcome: "a number that is active", given: owns, restsOn: listed, rows: [rowOf(NUMBER)] },
      {
        outcome: "a number that is blocked for a time",
        given: ownsBlocked(301),
        restsOn: listed,
        rows: [{ wire: blocked(301, "Temporarily blocked."), read: isBlocked(301, "Temporarily blocked.") }],
      },
    ],
    three: {
      given: { state: "an account that owns numbers", params: { token, numbers: [...NUMBERS] } },
      restsOn: ["numbers.index", ...ROW_RULES],
      rows: [rowOf(NUMBERS[0]), rowOf(NUMBERS[1]), rowOf(NUMBERS[2])],
    },
  }),
  {
    ...viewed,
    outcome: "a number that is active",
    given: owns,
    answer: success(viewRoute, viewQuery, active),
    result: { gives: isUnblocked(0, "Active") },
  },
  {
    ...viewed,
    outcome: "a number that is inactive",
    given: { state: "an account that owns an inactive number", params: { token, number: NUMBER } },
    answer: success(viewRoute, viewQuery, unblocked(1, "Inactive")),
    result: { gives: isUnblocked(1, "Inactive") },
  },
  {
    ...viewed,
    outcome: "a number that is blocked for a time",
    given: ownsBlocked(301),
    answer: success(viewRoute, viewQuery, blocked(301, "Temporarily blocked.")),
    result: { gives: isBlocked(301, "Temporarily blocked.") },
  },
  {
    ...viewed,
    outcome: "a number that is blocked for good",
    given: ownsBlocked(302),
    answer: success(viewRoute, viewQuery, blocked(302, "Permanently blocked.")),
    result: { gives: isBlocked(302, "Permanently blocked.") },
  },
  {
    route: viewRoute,
    outcome: "the account has no such number",
    given: owns,
    touches: "safe",
    restsOn: ["report.unknown-id", "errors.shape", "headers.scope"],
    request: { token, query: { number: FOREIGN_NUMBER } },
    answer: notFound,
    call: (client) => client.numbers.view(FOREIGN_NUMBER),
    result: { throws: { name: "NotFoundError", status: 404 } },
  },
  ...commonRefusals({ route: viewRoute, request: { query: { number: NUMBER } }, call: view }),
  ...createInteractions,
  {
    ...deleting,
    outcome: "a number of the account, its only one",
    request: { token, query: { number: NUMBER } },
    answer: shown({ message: words("Number deleted successfully.") }),
    call: deleteOwn,
    result: { gives: { message: "Number deleted successfully." } },
  },
  {
    ...deleting,
    outcome: "the account has no such number",
    restsOn: ["numbers.delete", "errors.shape", "headers.scope"],
    request: { token, query: { number: FOREIGN_NUMBER } },
    answer: notFound,
    call: (client) => client.numbers.delete(FOREIGN_NUMBER),
    result: { throws: { name: "NotFoundError", status: 404 } },
  },
  ...commonRefusals({ route: deleteRoute, request: { query: { number: NUMBER } }, call: deleteOwn }),
];
