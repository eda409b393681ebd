/** `keyword.index` and `checkAvailability`. Pages list-keywords and check-keyword-availability. */
import type { ProTexting } from "../../src/client/index.ts";
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";
import { type FieldError, invalid, invalidInput, listedAlone } from "./answers.ts";
import { integer, text, words } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { listInteractions, type Row } from "./paging.ts";
import { commonRefusals } from "./refusals.ts";

const indexRoute: ApiRoute = { endpoint: "keyword.index", method: "GET", path: "/v1/keyword/index" };
const checkRoute: ApiRoute = {
  endpoint: "keyword.checkAvailability",
  method: "GET",
  path: "/v1/keyword/check-availability",
};

const token = "test_keywords";
const RESERVED_ON = "2026-01-15";
const NUMBER = "82257";

const row = (id: number, keyword: string, status: 0 | 1): Row => {
  const description = status === 1 ? "Active" : "Not Active";
  return {
    wire: {
      Id: integer(id),
      Keyword: keyword,
      Date_Reserved: text("\\d{4}-\\d{2}-\\d{2}", RESERVED_ON),
      Number: NUMBER,
      Status_Id: status,
      Status_Description: description,
    },
    read: { id, keyword, reservedOn: RESERVED_ON, number: NUMBER, status: { id: status, description } },
  };
};

const given = {
  state: "an account with keywords",
  params: {
    token,
    keywords: [
      { keyword: "PIZZA", status: 1 },
      { keyword: "MyKeyword", status: 0 },
      { keyword: "CAFÉ4U", status: 1 },
    ],
  },
} as const;
const rows = [row(100, "PIZZA", 1), row(101, "MyKeyword", 0), row(102, "CAFÉ4U", 1)] as const;
const restsOn = ["keyword.index", "keyword.ids", "keyword.statuses", "lists.order"] as const;
const ANSWER = ["paging.rows", "headers.documented", "headers.link"] as const;

const indexInteractions = listInteractions({
  route: indexRoute,
  token,
  cases: [
    { outcome: "all of them on one page", given, rows, restsOn: [...restsOn, ...ANSWER] },
    {
      outcome: "there are none",
      given: { state: "an account", params: { token } },
      rows: [],
      restsOn: ["keyword.index", ...ANSWER],
    },
  ],
  three: { given, rows, restsOn },
  call: (client, params) => client.keywords.list(params),
});

/** Number that no account owns. */
const FOREIGN_NUMBER = "16465550199";
/** 422 on the keyword or the number: what is asked, the error, and the rule behind it. */
const invalidWords: readonly (readonly [
  outcome: string,
  keyword: string,
  number: string,
  error: FieldError,
  rule: EvidenceId,
])[] = [
  [
    "the keyword is blank",
    "",
    NUMBER,
    { field: "keyword", message: "Keyword cannot be blank." },
    "keyword.length",
  ],
  [
    "the keyword has 3 characters",
    "PIE",
    NUMBER,
    { field: "keyword", message: "Keyword should contain at least 4 characters." },
    "keyword.length",
  ],
  [
    "the keyword has a blank in it",
    "PIZZA TIME",
    NUMBER,
    { field: "keyword", message: "Keyword is invalid." },
    "keyword.form",
  ],
  [
    "the number is no number",
    "PIZZA",
    "short code",
    { field: "number", message: "Number must be an integer." },
    "keyword.number",
  ],
  [
    "the number is not the account's",
    "PIZZA",
    FOREIGN_NUMBER,
    { field: "number", message: "Number is invalid." },
    "keyword.number",
  ],
];

const asking = (keyword: string, number = NUMBER) => ({
  request: { token, query: { keyword, number } },
  call: (client: ProTexting) => client.keywords.checkAvailability(keyword, number),
});
const availability = (
  outcome: string,
  keyword: string,
  id: 0 | 1,
  rules: readonly EvidenceId[] = [],
): Interaction => {
  const description = id === 1 ? "Avialable" : "Not_Available";
  const message = id === 1 ? "The keyword is available." : "The keyword is not available.";
  return {
    ...asking(keyword),
    route: checkRoute,
    outcome,
    given,
    touches: "state",
    restsOn: ["keyword.availability", ...rules, "headers.documented", "headers.link"],
    answer: listedAlone(200, checkRoute, `access_token=${token}&keyword=${keyword}&number=${NUMBER}`, {
      Keyword: keyword,
      Number: NUMBER,
      Status_Id: id,
      Status_Description: description,
      Message: words(message),
    }),
    result: { gives: { keyword, number: NUMBER, status: { id, description }, message } },
  };
};
const checkInteractions: readonly Interaction[] = [
  availability("the keyword is free", "PASTA", 1),
  availability("the keyword is reserved", "PIZZA", 0),
  availability("the keyword is reserved in another case, and not active", "mykeyword", 0),
  availability("the keyword is a command of the handset", "HELP", 0, ["keyword.commands"]),
  ...invalidWords.map(
    ([outcome, keyword, number, error, rule]): Interaction => ({
      ...asking(keyword, number),
      route: checkRoute,
      outcome,
      given: { state: "an account", params: { token } },
      touches: "safe",
      restsOn: [rule, "errors.validation", "headers.scope"],
      answer: invalid([error]),
      result: invalidInput([error]),
    }),
  ),
  ...commonRefusals({
    route: checkRoute,
    request: { query: { keyword: "PIZZA", number: NUMBER } },
    call: asking("PIZZA").call,
  }),
];

export const keywordInteractions: readonly Interaction[] = [...indexInteractions, ...checkInteractions];
