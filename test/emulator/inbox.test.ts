/** Messages from handsets, and how the account finds them. */
import { describe, expect, it } from "vitest";
import type { SettingsInput } from "../../src/emulator/index.ts";
import type { InboundInput } from "../../src/emulator/types/inputs.ts";
import { json, NO_LIMITS, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const INDEX = "/v1/inbox/index";
const [ANNA, BERT] = ["12125550150", "12125550151"] as const;

interface Row {
  readonly MobilePhone: string;
  readonly Message: string;
  readonly DateReceived: string;
  readonly AppName: string;
  readonly CampaignName: string;
}

function open(settings: SettingsInput = {}): TestEmulator {
  return new TestEmulator({ ...NO_LIMITS, ...settings });
}

async function write(
  { emulator }: TestEmulator,
  message: string,
  more: Partial<Omit<InboundInput, "message">> = {},
) {
  return emulator.inbound({ token: TOKEN, from: ANNA, message, ...more });
}

/** The texts that the vendor's API lists. */
async function texts(emulator: TestEmulator, query = ""): Promise<readonly string[]> {
  return json<readonly Row[]>(await emulator.call(INDEX, { query })).map((row) => row.Message);
}

/** Messages a second apart, from 06:59:58 of 2026-01-15 on. */
async function aroundSeven(settings: SettingsInput = {}): Promise<TestEmulator> {
  const emulator = open({ ...settings, inbox: { order: "oldest-first", ...settings.inbox } });
  await emulator.emulator.clock.set({ token: TOKEN, now: "2026-01-15T11:59:58.250Z", frozen: true });
  for (const message of ["a", "b", "c", "d"]) {
    await write(emulator, message);
    await emulator.emulator.clock.advance("1s", { token: TOKEN });
  }
  return emulator;
}

describe("a row of the inbox", () => {
  it("[inbox.answer] [inbox.app-name] has the documented fields in their order, in JSON and XML", async () => {
    const emulator = open();
    await write(emulator, "a < b & c", {
      keyword: { id: 7, name: "JOIN" },
      campaign: { id: 9, name: "Spring" },
    });
    expect((await emulator.call(INDEX)).text).toBe(
      '[{"MobilePhone":"12125550150","Message":"a < b & c","DateReceived":"2026-01-15 07:00:00",' +
        '"AppName":"Auto Replay","CampaignName":"Spring","Type_Id":1,"Type_Description":"SMS",' +
        '"Resource_Urls":[],"Groups":[]}]',
    );
    expect((await emulator.call(INDEX, { accept: "application/xml" })).text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response><item><MobilePhone>12125550150</MobilePhone>' +
        "<Message>a &lt; b &amp; c</Message><DateReceived>2026-01-15 07:00:00</DateReceived>" +
        "<AppName>Auto Replay</AppName><CampaignName>Spring</CampaignName><Type_Id>1</Type_Id>" +
        "<Type_Description>SMS</Type_Description><Resource_Urls/><Groups/></item></response>\n",
    );
  });

  it("[inbox.order] is nobody else's, and the newest comes first, over pages as well", async () => {
    const emulator = open();
    await write(emulator, "not mine", { token: "test_bob" });
    for (const message of ["a", "b", "c"]) await write(emulator, message);
    expect(await texts(emulator)).toEqual(["c", "b", "a"]);
    expect(await texts(emulator, "per-page=2")).toEqual(["c", "b"]);
    expect(await texts(emulator, "per-page=2&page=2")).toEqual(["a"]);
    const { headers } = await emulator.call(INDEX, { query: "per-page=2&page=9&MobilePhone=12125550150" });
    expect([headers.get("X-Pagination-Total-Count"), headers.get("X-Pagination-Current-Page")]).toEqual([
      "3",
      "2",
    ]);
    expect(headers.get("Link")).toContain("MobilePhone=12125550150");
  });
});

describe("a filter of the inbox", () => {
  it("[inbox.filters] narrows by handset, keyword, campaign and type, each alone and together", async () => {
    const emulator = open({ inbox: { order: "oldest-first" } });
    const join = { keyword: { id: 7, name: "JOIN" } };
    const spring = { campaign: { id: 9, name: "Spring" } };
    await write(emulator, "a", join);
    await write(emulator, "b", { ...spring, from: BERT });
    await write(emulator, "c", { ...join, ...spring });
    const asked: readonly (readonly [query: string, found: string])[] = [
      ["", "abc"],
      ["MobilePhone=12125550150", "ac"],
      ["MobilePhone=%2B1+(212)+555-0151", "b"],
      ["MobilePhone=12125550152", ""],
      ["Keyword_Id=7", "ac"],
      ["Campaign_Id=9", "bc"],
      ["Keyword_Id=7&Campaign_Id=9", "c"],
      ["Keyword_Id=8", ""],
      ["Type_Id=1", "abc"],
      ["Type_Id=2", ""],
      ["MobilePhone=&Keyword_Id=&FromDateReceived=", "abc"],
    ];
    for (const [query, found] of asked)
      expect([query, (await texts(emulator, query)).join("")]).toEqual([query, found]);
  });

  it.each([
    ["FromDateReceived=2026-01-15 07:00:00", "cd"],
    ["FromDateReceived=2026-01-15 06:59:59", "bcd"],
    ["FromDateReceived=2026-01-15", "abcd"],
    ["FromDateReceived=2026-01-16", ""],
    ["ToDateReceived=2026-01-15 06:59:59", "ab"],
    ["ToDateReceived=2026-01-15 06:59:57", ""],
    ["ToDateReceived=2026-01-15", "abcd"],
    ["ToDateReceived=2026-01-14", ""],
    ["FromDateReceived=2026-01-15 06:59:59&ToDateReceived=2026-01-15 07:00:00", "bc"],
    ["FromDateReceived=2026-01-15 07:00:00&ToDateReceived=2026-01-15 06:59:59", ""],
  ])("[inbox.dates] %s finds %j", async (query, found) => {
    const emulator = await aroundSeven();
    expect((await texts(emulator, query.replaceAll(" ", "+"))).join("")).toBe(found);
  });

  it("[inbox.dates] ends a day with its last second, in GMT-5, also in summer", async () => {
    const emulator = open({ inbox: { order: "oldest-first" } });
    for (const now of ["2026-07-02T04:59:59.999Z", "2026-07-02T05:00:00Z"]) {
      await emulator.emulator.clock.set({ token: TOKEN, now, frozen: true });
      await write(emulator, now);
    }
    expect(await texts(emulator, "ToDateReceived=2026-07-01")).toEqual(["2026-07-02T04:59:59.999Z"]);
    expect(await texts(emulator, "FromDateReceived=2026-07-02")).toEqual(["2026-07-02T05:00:00Z"]);
  });

  const unreadable = [
    "MobilePhone=nobody",
    "FromDateReceived=yesterday",
    "FromDateReceived=2026-02-30",
    "ToDateReceived=2026:01:15 10:00:00",
    "Type_Id=SMS",
    "Keyword_Id=-1",
    "Campaign_Id[]=9",
  ];

  it.each(unreadable)(
    "[inbox.invalid-filter] %s counts as left out, and the journal says so",
    async (query) => {
      const emulator = await aroundSeven();
      const answered = await emulator.call(INDEX, { query: `${query.replaceAll(" ", "+")}&Type_Id=1` });
      expect([answered.status, json<readonly Row[]>(answered)]).toMatchObject([200, { length: 4 }]);
      const step = (await emulator.lastEntry()).explanation.steps.find(
        ({ rule }) => rule === "inbox.invalid-filter",
      );
      const [name] = query.split(/[=[]/);
      expect(step?.inputs["unreadable"]).toBe(name === "Type_Id" ? "" : name);
    },
  );

  it("[inbox.invalid-filter] is refused by name, or met by nothing, when the setting says so", async () => {
    const query = "Keyword_Id=x&ToDateReceived=soon";
    const refusing = await aroundSeven({ inbox: { invalidFilter: "refused" } });
    const { status, text } = await refusing.call(INDEX, { query });
    expect([status, JSON.parse(text)]).toEqual([
      422,
      [
        { field: "ToDateReceived", message: "To Date Received is invalid." },
        { field: "Keyword_Id", message: "Keyword_Id is invalid." },
      ],
    ]);
    expect((await refusing.lastEntry()).explanation).toMatchObject({
      decidedBy: "inbox.invalid-filter",
      wouldSucceed: "The same request with ToDateReceived, Keyword_Id mended or left out.",
    });
    const empty = await aroundSeven({ inbox: { invalidFilter: "nothing" } });
    expect(await texts(empty, query)).toEqual([]);
    expect(await texts(empty)).toHaveLength(4);
  });
});

describe("a handset that writes", () => {
  it("is taken in however its number is written, and its message is listed with what it was answered", async () => {
    const emulator = open();
    const answer = await emulator.control("POST", "inbound", {
      token: TOKEN,
      from: "(212) 555-0150",
      message: "Is it open?",
    });
    const written = {
      number: 1,
      token: TOKEN,
      from: ANNA,
      to: "82257",
      message: "Is it open?",
      receivedAt: "2026-01-15T12:00:00.000Z",
      keyword: null,
      campaign: null,
      asks: null,
      reply: null,
    };
    expect([answer.status, JSON.parse(answer.text)]).toEqual([201, { ...written, push: null }]);
    await write(emulator, "Help", { from: BERT });
    const listed = await emulator.control("GET", `inbox?token=${TOKEN}&limit=1`);
    expect(JSON.parse(listed.text)).toMatchObject({ items: [{ number: 2, asks: "help" }], total: 2 });
    expect(await emulator.emulator.inbox.list({ token: TOKEN, from: "+12125550150" })).toEqual({
      items: [written],
      total: 1,
    });
    expect((await emulator.emulator.inbox.list({ token: TOKEN, contains: "open" })).total).toBe(1);
  });

  it("answers the number that last wrote to it, unless it says which", async () => {
    const emulator = open();
    await emulator.sent({ MobilePhone: ANNA, SendFrom: "16465550100" });
    expect((await write(emulator, "yes")).to).toBe("16465550100");
    expect((await write(emulator, "yes", { from: BERT })).to).toBe("82257");
    expect((await write(emulator, "yes", { to: "82257" })).to).toBe("82257");
    expect((await write(emulator, "yes", { to: "+1 646 555 0100" })).to).toBe("16465550100");
    await emulator.emulator.accounts.patch(TOKEN, { numbers: ["16465550102"] });
    expect((await write(emulator, "yes")).to).toBe("16465550102");
  });

  it.each([
    [{ from: "nobody" }, 400, "from"],
    [{ to: "16465550199" }, 400, "to"],
    [{ message: "" }, 400, "message"],
    [{ message: "x".repeat(1601) }, 400, "message"],
    [{ token: "nobody" }, 404, undefined],
    [{ media: [] }, 400, "media"],
  ])("is refused with %j, and nothing is taken in", async (change, status, field) => {
    const emulator = open();
    const body = { token: TOKEN, from: ANNA, message: "hi", ...change };
    const answer = await emulator.control("POST", "inbound", body);
    expect([answer.status, JSON.parse(answer.text).errors?.[0].field]).toEqual([status, field]);
    expect(await texts(emulator)).toEqual([]);
  });

  it("[retention.inbox] pushes out the oldest beyond what is kept, of its account alone", async () => {
    const emulator = open({ retention: { inbox: 2 } });
    await write(emulator, "bob's", { token: "test_bob" });
    for (const message of ["a", "b", "c"]) await write(emulator, message);
    expect(await texts(emulator)).toEqual(["c", "b"]);
    expect((await emulator.emulator.inbox.list({ token: TOKEN })).items.map(({ number }) => number)).toEqual([
      3, 2,
    ]);
    expect((await emulator.emulator.inbox.list({ token: "test_bob" })).total).toBe(1);
  });
});
