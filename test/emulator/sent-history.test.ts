import { describe, expect, it } from "vitest";
import { createEmulator, type Emulator, type SettingsInput } from "../../src/emulator/index.ts";
import { ManualClock } from "../support/manual-clock.ts";

const ORIGIN = "http://api2.example.test";
const TOKEN = "test_alice";
const RECIPIENT = "12125550150";
const LIST = "/v1/sent-history/single-list";
const VIEW = "/v1/sent-history/single-view";
const NO_LIMITS = {
  limits: { rate: null, perRecipient: null, sameText: null },
} as const satisfies SettingsInput;

interface Row {
  readonly Id: number;
  readonly DateTime: string;
  readonly Message: string;
  readonly MobilePhone: string;
  readonly DeliveryStatus_Id: number;
  readonly Api_Id: string;
}

/** An account with a clock that stands still until it is moved. */
function open(settings: SettingsInput = {}) {
  const clock = new ManualClock();
  const emulator = createEmulator({ settings: { ...NO_LIMITS, ...settings }, seed: "history", clock });
  const get = async (path: string, query = "", { token = TOKEN, accept = "application/json" } = {}) => {
    const response = await emulator.fetch(`${ORIGIN}${path}?access_token=${token}${query}`, {
      headers: { Accept: accept },
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const rows = async (query = ""): Promise<readonly Row[]> => JSON.parse((await get(LIST, query)).text);
  const statuses = async (query = "") => (await rows(query)).map((row) => row.DeliveryStatus_Id);
  return { emulator, clock, get, rows, statuses };
}

/** @returns the id that the send answered */
async function send(emulator: Emulator, fields = {}, { token = TOKEN, controller = "sms" } = {}) {
  const response = await emulator.fetch(`${ORIGIN}/v1/${controller}/send?access_token=${token}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ MobilePhone: RECIPIENT, Message: "hello", ...fields }),
  });
  const text = await response.text();
  const id = /"Id":"([0-9a-f]{40})"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`Expected a send to pass: ${response.status} ${text}`);
  return id;
}

async function sendMany(emulator: Emulator, times: number): Promise<void> {
  for (let sent = 1; sent <= times; sent++) await send(emulator, { Message: `message ${sent}` });
}

/** X-Pagination-*: rows, pages, this page, rows a page. */
function position(headers: Headers): readonly (string | null)[] {
  return ["Total-Count", "Page-Count", "Current-Page", "Per-Page"].map((name) =>
    headers.get(`X-Pagination-${name}`),
  );
}

/** The Link header as `[rel, query]` pairs, in its order. */
function links(headers: Headers): readonly (readonly [rel: string, query: string])[] {
  const written = headers.get("Link") ?? "";
  const start = `<${ORIGIN}${LIST}?`;
  return written.split(", ").map((link) => {
    const [, query = `not as recorded: ${link}`, rel = ""] = link.startsWith(start)
      ? (/^([^>]*)>; rel=(\w+)$/.exec(link.slice(start.length)) ?? [])
      : [];
    return [rel, query];
  });
}

const row = (apiId: string) =>
  `{"Id":1001,"MobilePhone":"1212555xxxx","Message":"a < b & \\"c\\"","DateTime":"2026-01-15 07:00:00",` +
  `"Type_Id":1,"Type_Description":"SMS","MmsTemplateId":"","Subject":"","DeliveryStatus_Id":1,` +
  `"DeliveryStatus_Description":"Pending","Api_Id":"${apiId}"}`;

const xmlRow = (apiId: string) =>
  '<item><Id>1001</Id><MobilePhone>1212555xxxx</MobilePhone><Message>a &lt; b &amp; "c"</Message>' +
  "<DateTime>2026-01-15 07:00:00</DateTime><Type_Id>1</Type_Id><Type_Description>SMS</Type_Description>" +
  "<MmsTemplateId></MmsTemplateId><Subject></Subject><DeliveryStatus_Id>1</DeliveryStatus_Id>" +
  `<DeliveryStatus_Description>Pending</DeliveryStatus_Description><Api_Id>${apiId}</Api_Id></item>`;

const xmlDocument = (children: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<response>${children}</response>\n`;

describe("a row", () => {
  it("[sent-history.answer] [sent-history.view] has the documented fields in their order, in JSON and XML", async () => {
    const { emulator, get } = open();
    const id = await send(emulator, { Message: 'a < b & "c"' });
    expect((await get(LIST)).text).toBe(`[${row(id)}]`);
    expect((await get(VIEW, "&id=1001")).text).toBe(row(id));
    const accept = { accept: "application/xml" };
    expect((await get(LIST, "", accept)).text).toBe(xmlDocument(xmlRow(id)));
    expect((await get(VIEW, "&id=1001", accept)).text).toBe(xmlDocument(xmlRow(id)));
  });

  it("[sent-history.answer] tells the delivery report's story, with a number where that has a text", async () => {
    const { emulator, clock, get, statuses } = open();
    const id = await send(emulator);
    const told: unknown[] = [];
    for (const ms of [0, 999, 1000, 2999, 3000, 30 * 24 * 3600 * 1000]) {
      clock.setTo(ms);
      const [report] = JSON.parse((await get("/v1/sms/delivery-report", `&id=${id}`)).text);
      const view = JSON.parse((await get(VIEW, "&id=1001")).text);
      expect(view.DeliveryStatus_Description).toBe(report.DeliveryStatus_Description);
      told.push([report.DeliveryStatus_Id, view.DeliveryStatus_Id, ...(await statuses())]);
    }
    expect(told).toEqual([
      ["1", 1, 1],
      ["1", 1, 1],
      ["10", 10, 10],
      ["10", 10, 10],
      ["2", 2, 2],
      ["2", 2, 2],
    ]);
  });

  it("[sent-history.answer] follows the emulator's clock, and a magic number's end", async () => {
    const { emulator, statuses } = open();
    await send(emulator, { MobilePhone: "16465550103" });
    await send(emulator);
    expect(await statuses()).toEqual([1, 1]);
    await emulator.clock.advance("3s");
    expect(await statuses()).toEqual([2, 3]);
  });

  it("[sent-history.answer] is dated in GMT-5 all year, over midnight as well", async () => {
    const { emulator, rows } = open({ sentHistory: "oldest-first" });
    const times = [
      "2026-01-16T04:59:59.999Z",
      "2026-01-16T05:00:00Z",
      "2026-07-01T03:59:59Z",
      "2026-07-01T05:00:00Z",
      "2027-01-01T04:59:59Z",
    ];
    for (const now of times) {
      await emulator.clock.set({ now, frozen: true });
      await send(emulator);
    }
    expect((await rows()).map(({ DateTime }) => DateTime)).toEqual([
      "2026-01-15 23:59:59",
      "2026-01-16 00:00:00",
      "2026-06-30 22:59:59",
      "2026-07-01 00:00:00",
      "2026-12-31 23:59:59",
    ]);
  });

  it("[sent-history.answer] keeps its date when time goes on", async () => {
    const { emulator, clock, rows } = open();
    await send(emulator);
    clock.advance(40 * 24 * 3600 * 1000);
    expect((await rows()).map(({ DateTime }) => DateTime)).toEqual(["2026-01-15 07:00:00"]);
  });

  it.each([
    ["12125550150", "1212555xxxx"],
    ["+1 (212) 555-0150", "1212555xxxx"],
    ["2125550150", "1212555xxxx"],
    ["442079460123", "4420794xxxxx"],
    ["6590000000", "1659000xxxx"],
    ["+6590000000", "6590000xxx"],
  ])("[sent-history.answer] shows seven digits of %s: %s", async (MobilePhone, masked) => {
    const { emulator, rows } = open();
    await send(emulator, { MobilePhone });
    expect((await rows()).map((shown) => shown.MobilePhone)).toEqual([masked]);
  });

  it("[sent-history.api-id] has the id that the send answered, whichever send it was", async () => {
    const { emulator, rows } = open();
    const first = await send(emulator);
    const second = await send(emulator, {}, { controller: "sms-simple" });
    expect((await rows()).map(({ Id, Api_Id }) => [Id, Api_Id])).toEqual([
      [1002, second],
      [1001, first],
    ]);
  });

  it("[sent-history.answer] is read a step further in the mode polls: each row that is listed, no other", async () => {
    const { emulator, statuses, get } = open({ delivery: { mode: "polls" } });
    await sendMany(emulator, 2);
    const viewed = async () => JSON.parse((await get(VIEW, "&id=1001")).text).DeliveryStatus_Id;
    expect(await statuses("&per-page=1")).toEqual([1]);
    expect(await statuses()).toEqual([10, 1]);
    expect(await viewed()).toBe(10);
    expect(await statuses()).toEqual([2, 2]);
    expect(await viewed()).toBe(2);
  });

  it("[as-printed] stays as it is: only the delivery report is printed malformed", async () => {
    const { emulator, get } = open({ asPrinted: true });
    await send(emulator);
    const { text } = await get(LIST, "", { accept: "application/xml" });
    expect(text).toContain("<DeliveryStatus_Id>1</DeliveryStatus_Id>");
  });
});

describe("the list", () => {
  it.each([
    ["newest-first", [1003, 1002, 1001], [1002]],
    ["oldest-first", [1001, 1002, 1003], [1002]],
  ] as const)("[sent-history.order] is %s by the setting", async (sentHistory, all, second) => {
    const { emulator, rows } = open({ sentHistory });
    await sendMany(emulator, 3);
    expect((await rows()).map(({ Id }) => Id)).toEqual(all);
    expect((await rows("&page=2&per-page=1")).map(({ Id }) => Id)).toEqual(second);
  });

  it("[sent-history.order] has the newest first by default", async () => {
    const { emulator, rows } = open();
    await sendMany(emulator, 3);
    expect((await rows()).map(({ Message }) => Message)).toEqual(["message 3", "message 2", "message 1"]);
  });

  it.each([
    ["application/json", "[]"],
    ["application/xml", '<?xml version="1.0" encoding="UTF-8"?>\n<response/>\n'],
  ])("[paging.clamp] of nothing is page 1 of 0, in %s", async (accept, body) => {
    const { get } = open();
    for (const query of ["", "&page=7"]) {
      const { status, headers, text } = await get(LIST, query, { accept });
      expect([status, text]).toEqual([200, body]);
      expect(position(headers)).toEqual(["0", "0", "1", "100"]);
      expect(links(headers)).toEqual([["self", `access_token=${TOKEN}&page=1`]]);
    }
  });

  it("[paging.rows] has a hundred rows a page, every message on one of them", async () => {
    const { emulator, get, rows } = open();
    await sendMany(emulator, 201);
    const found = [...(await rows()), ...(await rows("&page=2")), ...(await rows("&page=3"))];
    expect(found.map(({ Id }) => Id)).toEqual(Array.from({ length: 201 }, (_, index) => 1201 - index));
    const answers = [await get(LIST), await get(LIST, "&page=2"), await get(LIST, "&page=3")];
    expect(answers.map(({ headers }) => position(headers))).toEqual([
      ["201", "3", "1", "100"],
      ["201", "3", "2", "100"],
      ["201", "3", "3", "100"],
    ]);
    expect(answers.map(({ text }) => JSON.parse(text).length)).toEqual([100, 100, 1]);
    expect(answers.map(({ headers }) => links(headers).map(([rel]) => rel))).toEqual([
      ["self", "next", "last"],
      ["self", "first", "prev", "next", "last"],
      ["self", "first", "prev"],
    ]);
  });

  it.each([
    ["page=1", 1],
    ["page=2", 2],
    ["page=3", 3],
    ["page=4", 3],
    ["page=99999999999999999999999", 3],
    ["page=0", 1],
    ["page=-1", 1],
    ["page=", 1],
    ["page", 1],
    ["page=abc", 1],
    ["page[]=2", 1],
    ["page[a]=2", 1],
    ["page=2abc", 2],
    ["page=2.9", 2],
    ["page=+2", 2],
    ["page=%2B2", 2],
    ["page=%202", 2],
    ["page=0x2", 1],
    ["Page=2", 1],
    ["page=1&page=2", 2],
  ])("[paging.clamp] %s of three is page %i", async (query, page) => {
    const { emulator, get } = open();
    await sendMany(emulator, 5);
    const { status, headers, text } = await get(LIST, `&per-page=2&${query}`);
    expect(status).toBe(200);
    expect(position(headers)).toEqual(["5", "3", String(page), "2"]);
    const expected = [[1005, 1004], [1003, 1002], [1001]][page - 1];
    expect(JSON.parse(text).map(({ Id }: Row) => Id)).toEqual(expected);
    expect(links(headers).map(([rel, written]) => [rel, new URLSearchParams(written).get("page")])).toEqual(
      [
        [
          ["self", "1"],
          ["next", "2"],
          ["last", "3"],
        ],
        [
          ["self", "2"],
          ["first", "1"],
          ["prev", "1"],
          ["next", "3"],
          ["last", "3"],
        ],
        [
          ["self", "3"],
          ["first", "1"],
          ["prev", "2"],
        ],
      ][page - 1] ?? [],
    );
  });

  it.each([
    ["per-page=2", 2],
    ["per-page=99", 99],
    ["per-page=100", 100],
    ["per-page=101", 100],
    ["per-page=1000", 100],
    ["per-page=0", 1],
    ["per-page=-5", 1],
    ["per-page=", 1],
    ["per-page=abc", 1],
    ["per-page=2abc", 2],
    ["per-page[]=2", 100],
    ["", 100],
  ])("[paging.per-page] %j is %i rows a page", async (query, perPage) => {
    const { emulator, get } = open();
    await sendMany(emulator, 3);
    const { headers, text } = await get(LIST, `&${query}`);
    expect(position(headers)).toEqual(["3", String(Math.ceil(3 / perPage)), "1", String(perPage)]);
    expect(JSON.parse(text).length).toBe(Math.min(3, perPage));
    const sizes = links(headers).map(([, written]) => new URLSearchParams(written).get("per-page"));
    expect(new Set(sizes)).toEqual(new Set([perPage === 100 ? null : String(perPage)]));
  });

  it.each(["per-page=2", "per-page=0", "per-page=abc", ""])(
    "[paging.per-page] is a hundred whatever %j says, by the setting",
    async (query) => {
      const { emulator, get } = open({ paging: "fixed" });
      await sendMany(emulator, 3);
      const { headers, text } = await get(LIST, `&${query}`);
      expect(position(headers)).toEqual(["3", "1", "1", "100"]);
      expect(JSON.parse(text).length).toBe(3);
      expect(links(headers)).toEqual([["self", `access_token=${TOKEN}&page=1`]]);
    },
  );

  it.each([
    ["", `access_token=${TOKEN}&page=1&per-page=1`],
    ["&page=1&z=1", `access_token=${TOKEN}&per-page=1&page=1&z=1`],
    ["&y[]=a%20b&y[]=%C3%A9", `access_token=${TOKEN}&per-page=1&y%5B0%5D=a+b&y%5B1%5D=%C3%A9&page=1`],
    ["&q=%3Cb%3E%2C%22~", `access_token=${TOKEN}&per-page=1&q=%3Cb%3E%2C%22%7E&page=1`],
    ["&_format=json", `access_token=${TOKEN}&per-page=1&_format=json&page=1`],
  ])("[paging.clamp] links keep the query %j, re-encoded, the page in its place", async (query, self) => {
    const { emulator, get } = open();
    await sendMany(emulator, 2);
    const answer = await get(LIST, query === "" ? "&page=1&per-page=1" : `&per-page=1${query}`);
    const second = self.replace("&page=1", "&page=2");
    expect(links(answer.headers)).toEqual([
      ["self", self],
      ["next", second],
      ["last", second],
    ]);
  });

  it("[paging.clamp] [headers.link] release 2.0.55 names both ends on every page that has rows", async () => {
    const { emulator, get } = open({ framework: "2.0.55" });
    expect(links((await get(LIST)).headers).map(([rel]) => rel)).toEqual(["self"]);
    await sendMany(emulator, 3);
    const rels = async (page: number): Promise<unknown> =>
      links((await get(LIST, `&per-page=1&page=${page}`)).headers).map(([rel, query = ""]) => [
        rel,
        /page=\d+$/.exec(query)?.[0],
      ]);
    expect(await rels(1)).toEqual([
      ["self", "page=1"],
      ["first", "page=1"],
      ["last", "page=3"],
      ["next", "page=2"],
    ]);
    expect(await rels(2)).toEqual([
      ["self", "page=2"],
      ["first", "page=1"],
      ["last", "page=3"],
      ["prev", "page=1"],
      ["next", "page=3"],
    ]);
    expect(await rels(3)).toEqual([
      ["self", "page=3"],
      ["first", "page=1"],
      ["last", "page=3"],
      ["prev", "page=2"],
    ]);
  });

  it("[json.write] half of a surrogate pair in a text makes the list a 500 in JSON, and U+FFFD in XML", async () => {
    const { emulator, get } = open();
    await send(emulator, { Message: "a\ud800b" });
    const { status, text } = await get(LIST);
    expect([status, JSON.parse(text)]).toEqual([
      500,
      {
        name: "Internal Server Error",
        message: "An internal server error occurred.",
        code: 0,
        status: 500,
      },
    ]);
    const inXml = await get(LIST, "&_format=xml");
    expect([inXml.status, inXml.text]).toEqual([200, expect.stringContaining("<Message>a\uFFFDb</Message>")]);
    const [entry] = (await emulator.journal.list({ status: 500 })).items;
    expect(entry?.explanation).toMatchObject({ decidedBy: "json.write" });
  });

  it.each(["\ud800", "\\\ud800", "a\\\\\udfff", "\udc00\ud800"])(
    "[json.write] a text like %j is one that JSON does not have",
    async (message) => {
      const { emulator, get } = open();
      await send(emulator, { Message: message });
      expect((await get(LIST)).status).toBe(500);
    },
  );

  it("[json.write] the text of such a half, and a whole pair, are texts like others", async () => {
    const { emulator, get } = open();
    const message = String.raw`\ud800 \\ud800 😀`;
    await send(emulator, { Message: message });
    expect(JSON.parse((await get(LIST)).text)[0].Message).toBe(message);
  });

  it("[json.write] release 2.0.55 refuses the half itself, and escapes the separators of lines", async () => {
    const { emulator, get } = open({ framework: "2.0.55" });
    await expect(send(emulator, { Message: "a\ud800b" })).rejects.toThrow(
      '400 {"name":"Bad Request","message":"Invalid JSON data in request body: Single unpaired UTF-16 surrogate in unicode escape"',
    );
    await send(emulator, { Message: "a\u2028b\u2029c" });
    expect((await get(LIST)).text).toContain(String.raw`"Message":"a\u2028b\u2029c"`);
    const older = open();
    await send(older.emulator, { Message: "a\u2028b" });
    expect((await older.get(LIST)).text).toContain('"Message":"a\u2028b"');
  });

  it("[paging.clamp] a page beyond all numbers is the last, and the state that tells of it can be put back", async () => {
    const { emulator, get } = open();
    await sendMany(emulator, 3);
    const before = await get(LIST, `&page=${"9".repeat(400)}&per-page=1`);
    expect(position(before.headers)).toEqual(["3", "3", "3", "1"]);
    await emulator.restore(JSON.parse(JSON.stringify(await emulator.snapshot())));
    expect((await get(LIST, "&page=3&per-page=1")).text).toBe(before.text);
  });

  it("[paging.clamp] the journal tells what was asked and what it was taken for", async () => {
    const { emulator, get } = open();
    await sendMany(emulator, 3);
    await get(LIST, "&page=9&per-page=2");
    const [entry] = (await emulator.journal.list({ limit: 1 })).items;
    expect(entry).toMatchObject({
      explanation: {
        outcome: "accepted",
        decidedBy: "sent-history.answer",
        steps: [
          { rule: "paging.rows", inputs: { total: 3, perPage: 2 } },
          { rule: "paging.per-page", inputs: { perPage: 2 } },
          { rule: "paging.clamp", inputs: { asked: 9, page: 2, pages: 2 } },
          { rule: "sent-history.order", inputs: { order: "newest-first" } },
          { rule: "sent-history.answer", inputs: { page: 2, rows: 1 } },
        ],
      },
    });
  });

  it("[sent-history.answer] has the account's own messages, and none of another's", async () => {
    const { emulator, rows, get } = open();
    await send(emulator, { Message: "mine" });
    await send(emulator, { Message: "theirs" }, { token: "test_bob" });
    expect((await rows()).map(({ Message }) => Message)).toEqual(["mine"]);
    const others = await get(LIST, "", { token: "test_bob" });
    expect(JSON.parse(others.text)).toMatchObject([{ Id: 1001, Message: "theirs" }]);
  });
});

describe("the view", () => {
  it.each(["application/json", "application/xml"])(
    "[report.unknown-id] a foreign id and one that nobody has are the same 404, in %s",
    async (accept) => {
      const foreign = open();
      await send(foreign.emulator, {}, { token: "test_bob" });
      const unknown = open();
      const answers = await Promise.all(
        [foreign, unknown].map(({ get }) => get(VIEW, "&id=1001", { accept })),
      );
      expect(answers[0]?.status).toBe(404);
      expect(answers[0]?.text).toContain("Object not found: 1001");
      expect(answers[0]?.text).toBe(answers[1]?.text);
      expect([...(answers[0]?.headers ?? [])]).toEqual([...(answers[1]?.headers ?? [])]);
    },
  );

  it.each(["0", "1000", "1003", "-1001", "1001.0", "1001x", "", "%201001", "1e3", "9".repeat(30)])(
    "[report.unknown-id] %j is no id of two messages",
    async (id) => {
      const { emulator, get } = open();
      await sendMany(emulator, 2);
      const { status, text } = await get(VIEW, `&id=${id}`);
      expect([status, JSON.parse(text).message]).toEqual([
        404,
        `Object not found: ${decodeURIComponent(id)}`,
      ]);
    },
  );

  it("[report.unknown-id] the id that the send answered is none of the history", async () => {
    const { emulator, get } = open();
    const id = await send(emulator);
    expect((await get(VIEW, `&id=${id}`)).status).toBe(404);
  });

  it.each([
    ["", "Missing required parameters: id"],
    ["&id[]=1001", 'Invalid data received for parameter "id".'],
  ])("[query.required] %j is 400", async (query, message) => {
    const { emulator, get } = open();
    await send(emulator);
    const { status, text } = await get(VIEW, query);
    expect([status, JSON.parse(text).message]).toEqual([400, message]);
  });

  it("[sent-history.view] has one result on one page in its headers, as printed", async () => {
    const { emulator, get } = open();
    await sendMany(emulator, 3);
    const { headers } = await get(VIEW, "&id=1002");
    expect(position(headers)).toEqual(["1", "1", "1", "100"]);
    expect(headers.get("Link")).toBe(`<${ORIGIN}${VIEW}?access_token=${TOKEN}&id=1002>; rel=self`);
  });
});

describe("retention", () => {
  it("[sent-history.answer] dropped messages are gone from list and view; the others keep their numbers", async () => {
    const { emulator, get, rows } = open({ retention: { messages: 2 } });
    await sendMany(emulator, 5);
    expect((await rows()).map(({ Id, Message }) => [Id, Message])).toEqual([
      [1005, "message 5"],
      [1004, "message 4"],
    ]);
    expect(position((await get(LIST)).headers)).toEqual(["2", "1", "1", "100"]);
    const views = await Promise.all(["1003", "1004", "1005"].map((id) => get(VIEW, `&id=${id}`)));
    expect(views.map(({ status }) => status)).toEqual([404, 200, 200]);
    expect(JSON.parse(views[1]?.text ?? "")).toMatchObject({ Id: 1004, Message: "message 4" });
    await send(emulator);
    expect((await rows()).map(({ Id }) => Id)).toEqual([1006, 1005]);
  });

  it("[sent-history.answer] counts again from the first number on a new account", async () => {
    const { emulator, rows } = open();
    await sendMany(emulator, 3);
    await emulator.reset({ token: TOKEN });
    expect(await rows()).toEqual([]);
    await send(emulator);
    expect((await rows()).map(({ Id }) => Id)).toEqual([1001]);
  });

  it("[sent-history.answer] a read is answered although a send drops its message in the middle of it", async () => {
    for (let turns = 0; turns < 60; turns++) {
      const { emulator, get } = open({ retention: { messages: 1 } });
      await send(emulator);
      const sending = send(emulator);
      for (let turn = 0; turn < turns; turn++) await Promise.resolve();
      const [list, view] = await Promise.all([get(LIST), get(VIEW, "&id=1001"), sending]);
      expect([turns, list.status, JSON.parse(list.text).length]).toEqual([turns, 200, 1]);
      expect(view.status === 200 || view.status === 404).toBe(true);
    }
  });
});
