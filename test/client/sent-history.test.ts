import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { SentHistoryMessage } from "../../src/client/index.ts";
import { timeOfVendorDateTime, vendorDateTime } from "../../src/protocol/vendor-time.ts";
import { fakeClient, ID, json, refusal, rejection, TOKEN, xml } from "./support.ts";

type Wire = Readonly<Record<string, string | number | null>>;

/** The sample of page list-sent-single-messages, with further fields or others. */
const wireRow = (change: Wire = {}): Wire => ({
  Id: 1001,
  MobilePhone: "1646595xxxx",
  Message: "Hello World!",
  DateTime: "2018-01-30 12:12:00",
  Type_Id: 1,
  Type_Description: "SMS",
  MmsTemplateId: "",
  Subject: "",
  DeliveryStatus_Id: 2,
  DeliveryStatus_Description: "Delivered",
  Api_Id: "",
  ...change,
});

const row: SentHistoryMessage = {
  id: 1001,
  mobilePhone: "1646595xxxx",
  message: "Hello World!",
  sentAt: { text: "2018-01-30 12:12:00", date: new Date("2018-01-30T17:12:00Z") },
  type: { id: 1, description: "SMS" },
  mmsTemplateId: null,
  subject: "",
  status: { id: 2, description: "Delivered" },
  apiId: null,
};

const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

const item = (fields: Wire) =>
  `<item>${Object.entries(fields)
    .map(([name, value]) => `<${name}>${escape(String(value ?? ""))}</${name}>`)
    .join("")}</item>`;

function pages(current: number, count: number, perPage: number, total: number): Record<string, string> {
  return {
    "X-Pagination-Current-Page": String(current),
    "X-Pagination-Page-Count": String(count),
    "X-Pagination-Per-Page": String(perPage),
    "X-Pagination-Total-Count": String(total),
  };
}

/** Answers as the vendor writes them: the list as array, or in `item`; the single row bare, or in `item`. */
const answers = {
  json: {
    list: (rows: readonly Wire[], headers = {}) => json(rows, 200, headers),
    view: (fields: Wire) => json(fields),
  },
  xml: {
    list: (rows: readonly Wire[], headers = {}) =>
      rows.length === 0
        ? new Response('<?xml version="1.0" encoding="UTF-8"?>\n<response/>\n', { headers })
        : xml(rows.map(item).join(""), 200, headers),
    view: (fields: Wire) => xml(item(fields)),
  },
};

describe.each(["json", "xml"] as const)("in %s", (format) => {
  const { list, view } = answers[format];

  it("singleList gives rows and where the page stands", async () => {
    const rows = [wireRow({ Id: 1002, Api_Id: ID }), wireRow()];
    const { client, requests } = fakeClient(list(rows, pages(1, 1, 100, 2)), { format });
    expect(await client.sentHistory.singleList()).toEqual({
      items: [{ ...row, id: 1002, apiId: ID }, row],
      page: { current: 1, count: 1, perPage: 100, total: 2 },
    });
    expect(requests.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      `GET /v1/sent-history/single-list?access_token=${TOKEN}`,
    ]);
    expect(requests[0]?.headers.get("accept")).toBe(`application/${format}`);
  });

  it("a list of one row is a list", async () => {
    const { client } = fakeClient(list([wireRow()], pages(1, 1, 100, 1)), { format });
    expect((await client.sentHistory.singleList()).items).toEqual([row]);
  });

  it("a list of none is empty", async () => {
    const { client } = fakeClient(list([], pages(1, 0, 100, 0)), { format });
    expect(await client.sentHistory.singleList()).toEqual({
      items: [],
      page: { current: 1, count: 0, perPage: 100, total: 0 },
    });
  });

  it("singleView gives the row of its id", async () => {
    const { client, requests } = fakeClient(view(wireRow()), { format });
    expect(await client.sentHistory.singleView(1001)).toEqual(row);
    expect(requests.map(({ method, url }) => `${method} ${url.pathname}${url.search}`)).toEqual([
      `GET /v1/sent-history/single-view?access_token=${TOKEN}&id=1001`,
    ]);
  });

  it("an MMS has its template's id and its subject", async () => {
    const mms = wireRow({ Type_Id: 2, Type_Description: "MMS", MmsTemplateId: 17, Subject: "A <b> & c" });
    const { client } = fakeClient(view(mms), { format });
    expect(await client.sentHistory.singleView(1001)).toEqual({
      ...row,
      type: { id: 2, description: "MMS" },
      mmsTemplateId: 17,
      subject: "A <b> & c",
    });
  });

  it("null is as good as empty", async () => {
    const fields = wireRow({ Message: null, MmsTemplateId: null, Subject: null, Api_Id: null });
    const { client } = fakeClient(view(fields), { format });
    expect(await client.sentHistory.singleView(1001)).toEqual({ ...row, message: "" });
  });

  it("keeps a type and a status that nobody documented, and lets further fields through", async () => {
    const fields = wireRow({
      Type_Id: 9,
      DeliveryStatus_Id: 77,
      DeliveryStatus_Description: "x",
      Carrier: "y",
    });
    const { client } = fakeClient(list([fields]), { format });
    expect((await client.sentHistory.singleList()).items).toEqual([
      { ...row, type: { id: 9, description: "SMS" }, status: { id: 77, description: "x" } },
    ]);
  });

  it.each([
    ["Id", ""],
    ["DateTime", "yesterday"],
    ["DateTime", "2018-02-30 12:00:00"],
    ["DateTime", "0000-00-00 00:00:00"],
    ["DateTime", "2018-01-30T12:12:00"],
    ["MmsTemplateId", "none"],
    ["DeliveryStatus_Id", "Delivered"],
  ])("a row whose %s is %j is not as documented", async (field, value) => {
    const { client } = fakeClient(() => list([wireRow(), wireRow({ [field]: value })]), { format });
    const error = await rejection(client.sentHistory.singleList());
    expect(error).toMatchObject({ name: "UnexpectedAnswerError", status: 200 });
    expect(String(error)).toContain(`${field} should be`);
  });

  it("no list, or no one row, is not as documented", async () => {
    const { client } = fakeClient(() => (format === "json" ? json({}) : xml("<a/>")), { format });
    const error = await rejection(client.sentHistory.singleList());
    expect(error).toMatchObject({ name: "UnexpectedAnswerError" });
    const { client: other } = fakeClient(list([wireRow(), wireRow()]), { format });
    expect(String(await rejection(other.sentHistory.singleView(1001)))).toContain(
      "one entry expected, not 2",
    );
  });
});

describe("a page", () => {
  it("is asked for by number and size", async () => {
    const { client, requests } = fakeClient(() => json([]));
    await client.sentHistory.singleList({ page: 2, perPage: 10 });
    await client.sentHistory.singleList({ perPage: 10, page: undefined });
    expect(requests.map(({ url }) => url.search)).toEqual([
      `?access_token=${TOKEN}&page=2&per-page=10`,
      `?access_token=${TOKEN}&per-page=10`,
    ]);
  });

  it.each([
    ["missing", {}],
    ["missing in part", { "X-Pagination-Page-Count": "2" }],
    ["empty", { ...pages(1, 1, 100, 1), "X-Pagination-Per-Page": "" }],
    ["no number", { ...pages(1, 1, 100, 1), "X-Pagination-Total-Count": "many" }],
    ["negative", pages(1, 1, 100, -1)],
    ["no whole number", pages(1.5, 1, 100, 1)],
  ])("is undefined where its headers are %s, and the rows are there", async (_, headers) => {
    const { client } = fakeClient(json([wireRow()], 200, headers));
    expect(await client.sentHistory.singleList()).toEqual({ items: [row], page: undefined });
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    "%d is refused before anything is asked, since the API would take it for another",
    async (figure) => {
      const { client, requests } = fakeClient(() => json([]));
      const errors = [
        await rejection(client.sentHistory.singleList({ page: figure })),
        await rejection(client.sentHistory.singleList({ perPage: figure })),
        await rejection(client.sentHistory.singleView(figure)),
        await rejection(idsOf(client.sentHistory.singleList({ perPage: figure }))),
      ];
      const message = `should be a whole number above 0 (${figure})`;
      expect(errors).toMatchObject(
        ["page", "perPage", "id", "perPage"].map((field) => ({
          name: "InvalidInputError",
          attempts: 0,
          fields: [{ field, message }],
        })),
      );
      expect(requests).toEqual([]);
    },
  );
});

describe("refusals", () => {
  it("an id that is not known is a NotFoundError, which reads need not fear to repeat", async () => {
    const { client, requests } = fakeClient(() => refusal(404, "Object not found: 5"));
    expect(await rejection(client.sentHistory.singleView(5))).toMatchObject({
      name: "NotFoundError",
      message: expect.stringMatching(/^Failed to read the sent message: .*Object not found: 5/),
    });
    expect(requests.length).toBe(1);
  });

  it("a failing API is a ServerError: nothing is on its way", async () => {
    const { client } = fakeClient(() => refusal(500, "No."));
    expect(await rejection(client.sentHistory.singleList())).toMatchObject({ name: "ServerError" });
  });
});

describe("time", () => {
  it("is GMT-5 all year, in summer as in winter", async () => {
    const at = (text: string) => wireRow({ DateTime: text });
    const rows = [at("2026-07-01 00:00:00"), at("2026-01-01 19:00:00"), at("2024-02-29 23:59:59")];
    const { client } = fakeClient(json(rows));
    const { items } = await client.sentHistory.singleList();
    expect(items.map(({ sentAt }) => sentAt.date.toISOString())).toEqual([
      "2026-07-01T05:00:00.000Z",
      "2026-01-02T00:00:00.000Z",
      "2024-03-01T04:59:59.000Z",
    ]);
  });

  it("is read back as it was written", () => {
    for (const ms of [
      0,
      Date.UTC(2026, 0, 15, 12),
      Date.UTC(2024, 1, 29, 4, 59, 59),
      Date.UTC(2026, 11, 31, 23),
    ]) {
      expect(timeOfVendorDateTime(vendorDateTime(ms))).toBe(ms);
    }
    for (const text of [
      "",
      "2026-13-01 00:00:00",
      "2026-01-01",
      "2026-01-01 24:00:00",
      "+002026-01-01 00:00:00",
    ]) {
      expect([text, timeOfVendorDateTime(text)]).toEqual([text, Number.NaN]);
    }
  });
});

/** A history whose rows are numbered from 1, the newest first, read page by page as the API does it. */
function history(rows: number, changes: { readonly headers?: boolean; readonly sentBetween?: number } = {}) {
  const { headers = true, sentBetween = 0 } = changes;
  let total = rows;
  const asked: string[] = [];
  const { client } = fakeClient(() => json([]), {
    fetch: async (url) => {
      const { searchParams } = new URL(url);
      const page = Number(searchParams.get("page") ?? 1);
      const perPage = Number(searchParams.get("per-page") ?? 100);
      asked.push(`${page}/${perPage}`);
      if (asked.length > 50) throw new Error("It asks without end.");
      const count = Math.ceil(total / perPage);
      const current = Math.max(1, Math.min(page, count));
      const ids = Array.from({ length: total }, (_, index) => total - index);
      const shown = ids.slice((current - 1) * perPage, current * perPage);
      const answer = json(
        shown.map((id) => wireRow({ Id: id })),
        200,
        headers ? pages(current, count, perPage, total) : {},
      );
      total += sentBetween;
      return answer;
    },
  });
  return { client, asked };
}

async function idsOf(rows: AsyncIterable<SentHistoryMessage>): Promise<readonly number[]> {
  const ids: number[] = [];
  for await (const { id } of rows) ids.push(id);
  return ids;
}

const down = (from: number) => Array.from({ length: from }, (_, index) => from - index);

describe("a list that is iterated", () => {
  it("gives every row, page by page, and stops at the last page", async () => {
    const { client, asked } = history(250);
    expect(await idsOf(client.sentHistory.singleList())).toEqual(down(250));
    expect(asked).toEqual(["1/100", "2/100", "3/100"]);
  });

  it.each([
    [0, ["1/2"]],
    [1, ["1/2"]],
    [2, ["1/2"]],
    [4, ["1/2", "2/2"]],
    [5, ["1/2", "2/2", "3/2"]],
  ])("of %i rows in pages of two asks for %j", async (rows, expected) => {
    const { client, asked } = history(rows);
    expect(await idsOf(client.sentHistory.singleList({ perPage: 2 }))).toEqual(down(rows));
    expect(asked).toEqual(expected);
  });

  it.each([1, 2, 3, 9])(
    "gives no row twice and misses none of old when %i come between pages",
    async (sentBetween) => {
      const { client } = history(20, { sentBetween });
      const iterated = client.sentHistory.singleList({ perPage: 10 });
      expect(await idsOf(iterated)).toEqual(down(20));
    },
  );

  it("comes to an end without headers, at the page that brings nothing new", async () => {
    const { client, asked } = history(5, { headers: false });
    expect(await idsOf(client.sentHistory.singleList({ perPage: 2 }))).toEqual(down(5));
    expect(asked).toEqual(["1/2", "2/2", "3/2", "4/2"]);
  });

  it("comes to an end when the API takes no notice of the page asked for", async () => {
    let asked = 0;
    const { client } = fakeClient(() => {
      asked += 1;
      return json([wireRow()], 200, pages(1, 1000, 1, 1000));
    });
    expect(await idsOf(client.sentHistory.singleList({ perPage: 1 }))).toEqual([1001]);
    expect(asked).toBe(2);
  });

  it("asks for a page only when its rows are wanted, and no more once the loop is left", async () => {
    const { client, asked } = history(250);
    const rows = client.sentHistory.singleList()[Symbol.asyncIterator]();
    for await (const { id } of rows) if (id === 150) break;
    expect(asked).toEqual(["1/100", "2/100"]);
    expect(await rows.next()).toEqual({ done: true, value: undefined });
  });

  it("begins with the page asked for, and gives the same rows when it is iterated again", async () => {
    const { client, asked } = history(5);
    const rows = client.sentHistory.singleList({ page: 2, perPage: 2 });
    expect((await rows).items.map(({ id }) => id)).toEqual([3, 2]);
    expect(await idsOf(rows)).toEqual([3, 2, 1]);
    expect(await idsOf(rows)).toEqual([3, 2, 1]);
    expect(asked).toEqual(["2/2", "3/2", "3/2"]);
  });

  it("fails as the page does that it asks for, with the caller's options", async () => {
    const { client } = history(3);
    const signal = AbortSignal.abort();
    expect(await rejection(idsOf(client.sentHistory.singleList({}, { signal })))).toMatchObject({
      name: "AbortError",
      attempts: 0,
    });
  });

  it("gives the same in XML", async () => {
    const { client } = fakeClient(
      xml([wireRow({ Id: 2 }), wireRow({ Id: 1 })].map(item).join(""), 200, pages(1, 1, 100, 2)),
      { format: "xml" },
    );
    expect(await idsOf(client.sentHistory.singleList())).toEqual([2, 1]);
  });
});

describe("the token", () => {
  const token = "test_canary";
  const link = `<https://api.example/v1/sent-history/single-list?access_token=${token}&page=1>; rel=self`;
  const message = `see https://api.example/?access_token=${token}&id=1`;

  it("in the Link header is handed to nobody", async () => {
    const lines: string[] = [];
    const { client } = fakeClient(() => json([wireRow()], 200, { ...pages(1, 1, 100, 1), Link: link }), {
      accessToken: token,
      logger: { debug: (...line) => lines.push(inspect(line)) },
    });
    const call = client.sentHistory.singleList();
    const seen = [await call, await call.withResponse(), call, client];
    const inspected = seen.map((value) =>
      inspect(value, { depth: 9, showHidden: true, customInspect: false }),
    );
    expect([...inspected, JSON.stringify(seen), ...lines].join("\n")).not.toContain("canary");
    expect(Object.keys(await call)).toEqual(["items", "page"]);
  });

  it("in a row is redacted where the row is shown, alone or in its list, and dates are shown", async () => {
    const { client } = fakeClient(() => json([wireRow({ Message: message })]), { accessToken: token });
    const list = await client.sentHistory.singleList();
    const [first] = list.items;
    expect(first?.message).toBe(message);
    expect(inspect([list, first, list.items], { depth: 9 }) + JSON.stringify([list, first])).not.toContain(
      "canary",
    );
    expect(JSON.parse(JSON.stringify(first))).toEqual({
      ...JSON.parse(JSON.stringify(row)),
      message: "see https://api.example/?access_token=[redacted]&id=1",
    });
    expect(JSON.stringify(first)).toContain('"date":"2018-01-30T17:12:00.000Z"');
    expect(inspect(first)).toContain("2018-01-30T17:12:00.000Z");
    expect(structuredClone(list)).toEqual(list);
  });
});
