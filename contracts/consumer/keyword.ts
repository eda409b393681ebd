/**
 * `keyword.index`, `checkAvailability`, `reserve` and `remove`. Pages list-keywords, check-keyword-availability,
 * reserve-keyword and remove-keyword.
 *
 * Calls that reserve or remove a keyword are tagged `never`: on live it would stay so.
 */
import type { NewKeyword, ProTexting } from "../../src/client/index.ts";
import type { EvidenceId } from "../../src/protocol/evidence/ledger.ts";
import { type FieldError, invalid, invalidInput, listedAlone, notFound } from "./answers.ts";
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

const reserveRoute: ApiRoute = {
  endpoint: "keyword.reserve",
  method: "POST",
  path: "/v1/keyword/reserve",
};

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

const reserving = ({ keyword, number, autoreplyMessage }: NewKeyword) => ({
  request: {
    token,
    body: {
      Keyword: keyword,
      Number: number,
      ...(autoreplyMessage === undefined ? {} : { AutoreplyMessage: autoreplyMessage }),
    },
  },
  call: (client: ProTexting) =>
    client.keywords.reserve({
      keyword,
      number,
      ...(autoreplyMessage === undefined ? {} : { autoreplyMessage }),
    }),
});
const reserved = (outcome: string, params: NewKeyword, ...rules: readonly EvidenceId[]): Interaction => {
  const { keyword, autoreplyMessage: own } = params;
  const autoreplyMessage = own ?? "Thank you for joining. Reply HELP for help. Reply STOP to end.";
  const ID = 100;
  return {
    ...reserving(params),
    route: reserveRoute,
    outcome,
    given: { state: "an account", params: { token } },
    touches: "never",
    restsOn: ["keyword.reserve", "keyword.ids", ...rules, "headers.documented", "headers.link"],
    answer: listedAlone(201, reserveRoute, `access_token=${token}`, {
      Id: integer(ID),
      Keyword: keyword,
      Number: NUMBER,
      AutoreplyMessage: own ?? words(autoreplyMessage),
    }),
    result: { gives: { id: ID, keyword, number: NUMBER, autoreplyMessage } },
  };
};
const notReserved = (
  outcome: string,
  params: NewKeyword,
  error: FieldError,
  rule: EvidenceId,
  state: Interaction["given"] = { state: "an account", params: { token } },
): Interaction => ({
  ...reserving(params),
  route: reserveRoute,
  outcome,
  given: state,
  touches: "never",
  restsOn: [rule, "errors.validation", "headers.scope"],
  answer: invalid([error]),
  result: invalidInput([error]),
});
const pizza = { keyword: "PIZZA", number: NUMBER };
const taken = { field: "Keyword", message: "The keyword is not available." };
const reserveInteractions: readonly Interaction[] = [
  reserved("with an auto-reply", { ...pizza, autoreplyMessage: "Fish & <chips> for you!" }),
  reserved("without an auto-reply", { keyword: "ProTexting", number: NUMBER }, "keyword.autoreply"),
  notReserved(
    "the keyword is reserved, in another case",
    { ...pizza, keyword: "pizza" },
    taken,
    "keyword.taken",
    given,
  ),
  notReserved(
    "the keyword is a command of the handset",
    { ...pizza, keyword: "HELP" },
    taken,
    "keyword.taken",
  ),
  ...invalidWords.map(([outcome, keyword, number, { field, message }, rule]) =>
    notReserved(
      outcome,
      { keyword, number },
      { field: field.charAt(0).toUpperCase() + field.slice(1), message },
      rule,
    ),
  ),
  notReserved(
    "the auto-reply is longer than a message",
    { ...pizza, autoreplyMessage: "x".repeat(481) },
    { field: "AutoreplyMessage", message: "Autoreply Message should contain at most 480 characters." },
    "keyword.autoreply-length",
  ),
  ...commonRefusals({
    route: reserveRoute,
    request: { body: reserving(pizza).request.body },
    call: reserving(pizza).call,
  }),
];

const removeRoute: ApiRoute = { endpoint: "keyword.remove", method: "DELETE", path: "/v1/keyword/remove" };
const removing = (keyword: string, number = NUMBER) => ({
  route: removeRoute,
  request: { token, query: { keyword, number } },
  call: (client: ProTexting) => client.keywords.remove(keyword, number),
});
const removed = (outcome: string, keyword: string): Interaction => ({
  ...removing(keyword),
  outcome,
  given,
  touches: "never",
  restsOn: ["keyword.remove", "headers.documented", "headers.link"],
  answer: listedAlone(200, removeRoute, `access_token=${token}&keyword=${keyword}&number=${NUMBER}`, {
    message: words("Keyword deleted successfully"),
  }),
  result: { gives: { message: "Keyword deleted successfully" } },
});
const notRemoved = (outcome: string, keyword: string, number = NUMBER): Interaction => ({
  ...removing(keyword, number),
  outcome,
  given,
  touches: "never",
  restsOn: ["keyword.unknown", "errors.shape", "headers.scope"],
  answer: notFound,
  result: { throws: { name: "NotFoundError", status: 404 } },
});
const removeInteractions: readonly Interaction[] = [
  removed("the keyword in another case", "pizza"),
  removed("a keyword that is not active", "MyKeyword"),
  notRemoved("the account has no such keyword", "PASTA"),
  notRemoved("the keyword is another number's", "PIZZA", FOREIGN_NUMBER),
  ...commonRefusals({
    route: removeRoute,
    request: { query: { keyword: "PIZZA", number: NUMBER } },
    call: removing("PIZZA").call,
  }),
];

export const keywordInteractions: readonly Interaction[] = [
  ...indexInteractions,
  ...checkInteractions,
  ...reserveInteractions,
  ...removeInteractions,
];
