import { describe, expect, it } from "vitest";
import { LIST, ORIGIN, open, position, row, send, sendMany, TOKEN } from "./sent-history-support.ts";

const VIEW = "/v1/sent-history/single-view";

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
