/** Lists of the sent history: their order, pages, links and bounds. */
import { describe, expect, it } from "vitest";
import { LIST, ORIGIN, open, position, type Row, send, sendMany, TOKEN } from "./sent-history-support.ts";

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
