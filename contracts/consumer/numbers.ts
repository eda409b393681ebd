/** `numbers.index` and `numbers.view`. Pages list-numbers and view-number. */
import type { ProTexting } from "../../src/client/index.ts";
import { listed, notFound, success } from "./answers.ts";
import { text, words } from "./body.ts";
import type { Interaction, Route } from "./interaction.ts";
import { commonRefusals } from "./refusals.ts";

const listRoute: Route = { endpoint: "numbers.index", method: "GET", path: "/v1/numbers/index" };
const viewRoute: Route = { endpoint: "numbers.view", method: "GET", path: "/v1/numbers/view" };

const token = "test_numbers";
const NUMBER = "16465550100";
/** No number that anybody's account has. */
const FOREIGN_NUMBER = "16465550199";
const BLOCKED_AT = "2026-01-15 07:00:00";

const active = {
  Number: NUMBER,
  Status_Id: 0,
  Status_Description: words("Active"),
  Blocked_Date: null,
};
const blocked = (id: 301 | 302, description: string) => ({
  Number: NUMBER,
  Status_Id: id,
  Status_Description: words(description),
  Blocked_Date: text("\\d{4}-\\d{2}-\\d{2} \\d{2}:\\d{2}:\\d{2}", BLOCKED_AT),
});

const owns = { state: "an account that owns a number", params: { token, number: NUMBER } } as const;
const ownsBlocked = (status: 301 | 302) =>
  ({ state: "an account that owns a blocked number", params: { token, number: NUMBER, status } }) as const;

const isActive = { number: NUMBER, status: { id: 0, description: "Active" }, blockedAt: null };
const isBlocked = (id: number, description: string) => ({
  number: NUMBER,
  status: { id, description },
  blockedAt: { text: BLOCKED_AT, date: new Date("2026-01-15T12:00:00Z") },
});

const list = (client: ProTexting) => client.numbers.list();
const view = (client: ProTexting) => client.numbers.view(NUMBER);
const onePage = { total: 1, pages: 1, page: 1, perPage: 100 };
const readPage = { current: 1, count: 1, perPage: 100, total: 1 };

const listed1 = {
  route: listRoute,
  touches: "state",
  restsOn: [
    "numbers.index",
    "numbers.statuses",
    "numbers.shown",
    "paging.rows",
    "headers.documented",
    "headers.link",
  ],
  request: { token },
  call: list,
} as const;

const viewed = {
  route: viewRoute,
  touches: "state",
  restsOn: ["numbers.view", "numbers.statuses", "numbers.shown", "headers.documented", "headers.link"],
  request: { token, query: { number: NUMBER } },
  call: view,
} as const;
const viewQuery = `access_token=${token}&number=${NUMBER}`;

export const numbersInteractions: readonly Interaction[] = [
  {
    ...listed1,
    outcome: "a number that is active",
    given: owns,
    answer: listed(listRoute, token, onePage, [active]),
    result: { gives: { items: [isActive], page: readPage } },
  },
  {
    ...listed1,
    outcome: "a number that is blocked for a time",
    given: ownsBlocked(301),
    answer: listed(listRoute, token, onePage, [blocked(301, "Temporarily blocked.")]),
    result: { gives: { items: [isBlocked(301, "Temporarily blocked.")], page: readPage } },
  },
  ...commonRefusals({ route: listRoute, request: {}, call: list }),
  {
    ...viewed,
    outcome: "a number that is active",
    given: owns,
    answer: success(viewRoute, viewQuery, active),
    result: { gives: isActive },
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
];
