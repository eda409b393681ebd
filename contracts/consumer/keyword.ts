/** `keyword.index`. Page list-keywords. */
import { integer, text } from "./body.ts";
import type { ApiRoute, Interaction } from "./interaction.ts";
import { listInteractions, type Row } from "./paging.ts";

const route: ApiRoute = { endpoint: "keyword.index", method: "GET", path: "/v1/keyword/index" };
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

export const keywordInteractions: readonly Interaction[] = listInteractions({
  route,
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
