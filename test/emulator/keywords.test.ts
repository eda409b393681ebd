/** Keywords of an account. */
import { describe, expect, it } from "vitest";
import type { SettingsInput } from "../../src/emulator/index.ts";
import { TestEmulator } from "../support/test-emulator.ts";

const TOKEN = "test_keywords";

it("are listed as the vendor prints them, with the day in GMT-5 [keyword.index] [keyword.ids] [keyword.statuses]", async () => {
  const emulator = new TestEmulator();
  // Still the tenth in GMT-5.
  const keywords = [
    { keyword: "MyKeyword", number: "82257", reservedAt: "2015-02-11T04:59:59Z" },
    { keyword: "PIZZA", reservedAt: "2015-02-11T05:00:00Z", status: 0 },
  ] as const;
  await emulator.emulator.plant({
    accounts: [{ token: TOKEN, numbers: ["16465550160", "82257"], keywords }],
  });
  const { text } = await emulator.call("/v1/keyword/index", { token: TOKEN });
  expect(text).toBe(
    '[{"Id":100,"Keyword":"MyKeyword","Date_Reserved":"2015-02-10","Number":"82257","Status_Id":1,"Status_Description":"Active"},' +
      '{"Id":101,"Keyword":"PIZZA","Date_Reserved":"2015-02-11","Number":"16465550160","Status_Id":0,"Status_Description":"Not Active"}]',
  );
});

describe("whether a keyword is available", () => {
  const CHECK = "/v1/keyword/check-availability";

  async function open(settings: SettingsInput = {}): Promise<TestEmulator> {
    const emulator = new TestEmulator(settings);
    const keywords = [
      { keyword: "MyKeyword", number: "82257" },
      { keyword: "PIZZA", number: "16465550160", status: 0 },
    ] as const;
    await emulator.emulator.plant({
      accounts: [{ token: TOKEN, numbers: ["16465550160", "82257"], keywords }],
    });
    return emulator;
  }

  async function available(emulator: TestEmulator, keyword: string, number = "82257"): Promise<unknown> {
    const query = new URLSearchParams({ keyword, number }).toString();
    const { text } = await emulator.call(CHECK, { token: TOKEN, query });
    return JSON.parse(text)[0]?.Status_Id;
  }

  it("is told in a list of one, word for word in JSON and XML [keyword.availability]", async () => {
    const emulator = await open();
    const asked = { token: TOKEN, query: "keyword=mykeyword&number=82257" };
    const { text, headers } = await emulator.call(CHECK, asked);
    expect(text).toBe(
      '[{"Keyword":"mykeyword","Number":"82257","Status_Id":0,"Status_Description":"Not_Available","Message":"The keyword is not available."}]',
    );
    expect([headers.get("Link"), headers.get("X-Pagination-Page-Count")]).toEqual([
      `<${emulator.origin}${CHECK}?access_token=${TOKEN}&keyword=mykeyword&number=82257>; rel=self`,
      null,
    ]);
    const xml = await emulator.call(CHECK, { ...asked, accept: "application/xml" });
    expect(xml.text).toContain(
      "<response><item><Keyword>mykeyword</Keyword><Number>82257</Number><Status_Id>0</Status_Id>" +
        "<Status_Description>Not_Available</Status_Description><Message>The keyword is not available.</Message>",
    );
    const free = await emulator.call(CHECK, { token: TOKEN, query: "keyword=Pasta&number=82257" });
    expect(free.text).toContain(
      '"Status_Id":1,"Status_Description":"Avialable","Message":"The keyword is available."',
    );
  });

  it("is told by number, of keywords that are not active too [keyword.availability]", async () => {
    const emulator = await open();
    expect(await available(emulator, "pizza")).toBe(1);
    expect(await available(emulator, "pizza", "16465550160")).toBe(0);
    expect(await available(emulator, "pizza", "+1 (646) 555-0160")).toBeUndefined();
    expect(await available(emulator, "MYKEYWORD")).toBe(0);
    expect(await available(emulator, "MYKEYWORD", "16465550160")).toBe(1);
  });

  it("is never so of a word that the handset commands with [keyword.commands]", async () => {
    expect(await available(await open(), "help")).toBe(0);
    const other = await open({ handset: { words: { help: ["INFO"] } } });
    expect([await available(other, "help"), await available(other, "Info")]).toEqual([1, 0]);
  });

  it.each([
    ["PIE", "82257", [["keyword", "Keyword should contain at least 4 characters."]], "keyword.length"],
    ["🍕🍕🍕", "82257", [["keyword", "Keyword should contain at least 4 characters."]], "keyword.length"],
    ["PIZZA TIME", "82257", [["keyword", "Keyword is invalid."]], "keyword.form"],
    ["x".repeat(51), "82257", [["keyword", "Keyword is invalid."]], "keyword.form"],
    ["PIZZA", "16465550199", [["number", "Number is invalid."]], "keyword.number"],
    ["PIZZA", "short", [["number", "Number must be an integer."]], "keyword.number"],
    [
      "",
      "",
      [
        ["keyword", "Keyword cannot be blank."],
        ["number", "Number cannot be blank."],
      ],
      "keyword.length",
    ],
  ])(
    "is not told of %j on %j [keyword.length] [keyword.form] [keyword.number]",
    async (keyword, number, errors, rule) => {
      const emulator = await open();
      const query = new URLSearchParams({ keyword, number }).toString();
      const { status, text } = await emulator.call(CHECK, { token: TOKEN, query });
      expect([status, JSON.parse(text)]).toEqual([
        422,
        errors.map(([field, message]) => ({ field, message })),
      ]);
      expect((await emulator.lastEntry()).explanation.decidedBy).toBe(rule);
    },
  );

  it("is told of 4 and of 50 letters of any alphabet [keyword.form]", async () => {
    const emulator = await open();
    expect([await available(emulator, "CAFÉ"), await available(emulator, "ж".repeat(50))]).toEqual([1, 1]);
  });

  it.each([
    ["", "Missing required parameters: keyword, number"],
    ["number=82257", "Missing required parameters: keyword"],
    ["keyword[]=PIZZA", 'Invalid data received for parameter \\"keyword\\".'],
  ])("needs both parameters: %j is 400 [query.required]", async (query, message) => {
    const { status, text } = await (await open()).call(CHECK, { token: TOKEN, query });
    expect([status, text]).toEqual([400, expect.stringContaining(message)]);
  });
});

describe("reserving a keyword", () => {
  const RESERVE = "/v1/keyword/reserve";
  const DEFAULT = "Thank you for joining. Reply HELP for help. Reply STOP to end.";
  const reserve = (emulator: TestEmulator, fields: object, accept?: string) =>
    emulator.send(fields, { path: RESERVE, token: TOKEN, ...(accept === undefined ? {} : { accept }) });

  it("answers with a list of one in JSON's names, and the keyword is listed [keyword.reserve] [keyword.autoreply]", async () => {
    const emulator = new TestEmulator();
    const { status, text, headers } = await reserve(emulator, { Keyword: "ProTexting", Number: 82_257 });
    expect([status, text]).toEqual([
      201,
      `[{"Id":100,"Keyword":"ProTexting","Number":"82257","AutoreplyMessage":"${DEFAULT}"}]`,
    ]);
    expect(headers.get("Link")).toBe(`<${emulator.origin}${RESERVE}?access_token=${TOKEN}>; rel=self`);
    const fields = { Keyword: "pizza", Number: "+1 (646) 555-0100", AutoreplyMessage: "Buon appetito" };
    expect((await reserve(emulator, fields)).status).toBe(422);
    const xml = await reserve(emulator, { ...fields, Number: "16465550100" }, "application/xml");
    expect(xml.text).toContain(
      "<response><item><Id>101</Id><Keyword>pizza</Keyword><Number>16465550100</Number>" +
        "<AutoreplyMessage>Buon appetito</AutoreplyMessage></item></response>",
    );
    const listed = await emulator.call("/v1/keyword/index", { token: TOKEN });
    expect(JSON.parse(listed.text)).toMatchObject([
      { Id: 100, Keyword: "ProTexting", Date_Reserved: "2026-01-15", Status_Id: 1 },
      { Id: 101, Keyword: "pizza", Number: "16465550100" },
    ]);
  });

  it("is refused for one that the account has on that number, or that is a command [keyword.taken]", async () => {
    const emulator = new TestEmulator();
    await reserve(emulator, { Keyword: "PIZZA", Number: "82257" });
    const refused = [{ field: "Keyword", message: "The keyword is not available." }];
    for (const Keyword of ["PIZZA", "Pizza", "unsubscribe"]) {
      const { status, text } = await reserve(emulator, { Keyword, Number: "82257" });
      expect([Keyword, status, JSON.parse(text)]).toEqual([Keyword, 422, refused]);
      expect((await emulator.lastEntry()).explanation.decidedBy).toBe("keyword.taken");
    }
    expect((await reserve(emulator, { Keyword: "PIZZA", Number: "16465550100" })).status).toBe(201);
    const other = await emulator.send(
      { Keyword: "PIZZA", Number: "82257" },
      { path: RESERVE, token: "test_other" },
    );
    expect(other.text).toContain('"Id":100');
  });

  it("names every field in error, and reserves nothing [keyword.autoreply-length]", async () => {
    const emulator = new TestEmulator();
    const { status, text } = await reserve(emulator, {
      Keyword: "PIE",
      Number: "nine",
      AutoreplyMessage: "x".repeat(481),
    });
    expect([status, JSON.parse(text)]).toEqual([
      422,
      [
        { field: "Keyword", message: "Keyword should contain at least 4 characters." },
        { field: "Number", message: "Number must be an integer." },
        { field: "AutoreplyMessage", message: "Autoreply Message should contain at most 480 characters." },
      ],
    ]);
    const long = { Keyword: "PIZZA", Number: "82257", AutoreplyMessage: "x".repeat(481) };
    expect((await reserve(emulator, long)).status).toBe(422);
    expect((await emulator.lastEntry()).explanation.decidedBy).toBe("keyword.autoreply-length");
    expect((await reserve(emulator, { ...long, AutoreplyMessage: "x".repeat(480) })).text).toContain(
      '"Id":100',
    );
  });

  it("is kept from a snapshot of an earlier build, which had no auto-reply", async () => {
    const emulator = new TestEmulator();
    await reserve(emulator, { Keyword: "PIZZA", Number: "82257" });
    const earlier = JSON.stringify(await emulator.emulator.snapshot()).replaceAll(',"autoreply":null', "");
    const restored = new TestEmulator();
    await restored.emulator.restore(JSON.parse(earlier));
    expect(JSON.stringify(await restored.emulator.snapshot())).toContain('"autoreply":null,"alreadyIn":null');
    const { text } = await restored.call("/v1/keyword/index", { token: TOKEN });
    expect(text).toContain("PIZZA");
  });
});

describe("removing a keyword", () => {
  const REMOVE = "/v1/keyword/remove";
  const remove = (emulator: TestEmulator, query: string, accept?: string) =>
    emulator.call(REMOVE, {
      method: "DELETE",
      token: TOKEN,
      query,
      ...(accept === undefined ? {} : { accept }),
    });

  async function open(): Promise<TestEmulator> {
    const emulator = new TestEmulator();
    const numbers = ["82257", "16465550160"];
    const keywords = numbers.map((number) => ({ keyword: "PIZZA", number }));
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, numbers, keywords }] });
    return emulator;
  }

  async function left(emulator: TestEmulator): Promise<readonly string[]> {
    const rows: readonly { readonly Number: string }[] = JSON.parse(
      (await emulator.call("/v1/keyword/index", { token: TOKEN })).text,
    );
    return rows.map(({ Number: number }) => number);
  }

  it("answers a list of one message, and takes that number's keyword away alone [keyword.remove]", async () => {
    const emulator = await open();
    const { status, text, headers } = await remove(emulator, "keyword=pizza&number=82257");
    expect([status, text]).toEqual([200, '[{"message":"Keyword deleted successfully"}]']);
    expect(headers.get("Link")).toBe(
      `<${emulator.origin}${REMOVE}?access_token=${TOKEN}&keyword=pizza&number=82257>; rel=self`,
    );
    expect(await left(emulator)).toEqual(["16465550160"]);
    const xml = await remove(emulator, "keyword=PIZZA&number=(646)+555-0160", "application/xml");
    expect(xml.text).toContain(
      "<response><item><message>Keyword deleted successfully</message></item></response>",
    );
    expect(await left(emulator)).toEqual([]);
    const again = { Keyword: "PIZZA", Number: "82257" };
    const reserved = await emulator.send(again, { path: "/v1/keyword/reserve", token: TOKEN });
    expect([reserved.status, JSON.parse(reserved.text)[0]?.Id]).toEqual([201, 102]);
  });

  it("is 404 of one that is not there, and changes nothing [keyword.unknown]", async () => {
    const emulator = await open();
    for (const query of [
      "keyword=PASTA&number=82257",
      "keyword=PIZZA&number=16465550199",
      "keyword=&number=",
    ]) {
      expect((await remove(emulator, query)).status).toBe(404);
      expect((await emulator.lastEntry()).explanation.decidedBy).toBe("keyword.unknown");
    }
    expect((await remove(emulator, "keyword=PIZZA")).text).toContain("Missing required parameters: number");
    expect((await emulator.call(REMOVE, { token: TOKEN, query: "keyword=PIZZA&number=82257" })).status).toBe(
      405,
    );
    expect(await left(emulator)).toHaveLength(2);
  });

  it("works on one whose number the account no longer has", async () => {
    const emulator = await open();
    await emulator.control("PATCH", `accounts/${TOKEN}`, { numbers: ["82257"] });
    expect((await remove(emulator, "keyword=PIZZA&number=16465550160")).status).toBe(200);
  });
});

describe("a handset that texts a keyword", () => {
  const HANDSET = "12125550150";
  const AUTOREPLY = "Thank you for joining. Reply HELP for help. Reply STOP to end.";
  const ALREADY = "You have joined already. Reply HELP for help. Reply STOP to end.";

  async function open(settings: SettingsInput = {}): Promise<TestEmulator> {
    const emulator = new TestEmulator(settings);
    const keywords = [
      { keyword: "PIZZA" },
      { keyword: "Pasta", number: "16465550160", autoreply: "Ciao!", alreadyIn: "Ciao again!" },
      { keyword: "SOUP", status: 0 },
    ] as const;
    await emulator.emulator.plant({
      accounts: [{ token: TOKEN, numbers: ["82257", "16465550160"], keywords }],
    });
    return emulator;
  }

  const write = ({ emulator }: TestEmulator, message: string, more: object = {}) =>
    emulator.inbound({ token: TOKEN, from: HANDSET, message, ...more });

  it("joins: the message is the keyword's in inbox and filter, and is answered [handset.joins]", async () => {
    const emulator = await open();
    expect(await write(emulator, " pizza\n")).toMatchObject({
      keyword: { id: 100, name: "PIZZA" },
      asks: null,
      reply: { text: AUTOREPLY, credits: 0 },
    });
    await write(emulator, "pizza please");
    const found = async (query: string) =>
      (await emulator.call("/v1/inbox/index", { token: TOKEN, query })).text;
    expect(JSON.parse(await found("Keyword_Id=100"))).toMatchObject([
      { Message: " pizza\n", AppName: "Auto Replay" },
    ]);
    expect(JSON.parse(await found("Keyword_Id=101"))).toEqual([]);
    expect((await emulator.emulator.contacts.list({ token: TOKEN })).items).toMatchObject([
      { id: 1, number: HANDSET, optedOut: false },
    ]);
  });

  it.each([
    ["another text", "pizza please", {}],
    ["another number", "PIZZA", { to: "16465550160" }],
    ["one that is not active", "SOUP", {}],
  ])("does not join by %s [handset.joins]", async (_, message, more) => {
    const emulator = await open();
    expect(await write(emulator, message, more)).toMatchObject({ keyword: null, reply: null });
    expect((await emulator.emulator.contacts.list({ token: TOKEN })).total).toBe(0);
  });

  it("gets another reply when it is in already, and the first again after STOP [handset.already-in]", async () => {
    const emulator = await open();
    const texts = async (...messages: readonly string[]) => {
      const replies: unknown[] = [];
      for (const message of messages) replies.push((await write(emulator, message)).reply?.text);
      return replies;
    };
    expect(await texts("PIZZA", "Pizza")).toEqual([AUTOREPLY, ALREADY]);
    const pasta = () => write(emulator, "PASTA", { to: "16465550160" });
    expect([(await pasta()).reply?.text, (await pasta()).reply?.text]).toEqual(["Ciao!", "Ciao again!"]);
    await write(emulator, "STOP");
    const send = () => emulator.send({ MobilePhone: HANDSET, Message: "hi" }, { token: TOKEN });
    expect((await send()).status).toBe(422);
    expect(await texts("PIZZA", "PIZZA")).toEqual([AUTOREPLY, ALREADY]);
    expect((await send()).status).toBe(200);
    await write(emulator, "STOP");
    expect(await texts("START", "PIZZA")).toEqual([expect.stringContaining("opted in again"), AUTOREPLY]);
  });

  it("joins again after an opt-out through the API [handset.keyword]", async () => {
    const emulator = await open();
    const PhoneNumber = HANDSET;
    await emulator.send({ PhoneNumber }, { path: "/v1/contacts/opt-out", token: TOKEN });
    expect((await write(emulator, "PIZZA")).reply?.text).toBe(AUTOREPLY);
    expect((await emulator.send({ MobilePhone: HANDSET, Message: "hi" }, { token: TOKEN })).status).toBe(200);
  });

  it("belongs to the keyword that the control API names instead, and joins none then", async () => {
    const emulator = await open();
    const keyword = { id: 7, name: "OTHER" };
    expect(await write(emulator, "PIZZA", { keyword })).toMatchObject({ keyword, reply: null });
    expect((await emulator.emulator.contacts.list({ token: TOKEN })).total).toBe(0);
  });

  it("costs what a reply costs, and is not answered without credits [handset.reply-credits]", async () => {
    const emulator = await open({ handset: { replyCredits: 600 } });
    expect((await write(emulator, "PIZZA")).reply).toEqual({ text: AUTOREPLY, credits: 600 });
    expect((await write(emulator, "PIZZA")).reply).toBeNull();
    expect((await emulator.account(TOKEN)).credits).toBe(400);
  });

  it("joins in a seed's past as well, once the keyword is reserved", async () => {
    const emulator = new TestEmulator();
    const inbox = [
      { from: HANDSET, message: "PIZZA" },
      { from: HANDSET, message: "PIZZA", receivedAt: "-1d" },
    ];
    const keywords = [{ keyword: "PIZZA", reservedAt: "-1h" }];
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, keywords, inbox }] });
    const { items } = await emulator.emulator.inbox.list({ token: TOKEN });
    expect(items.map(({ reply }) => reply?.text)).toEqual([AUTOREPLY, undefined]);
  });
});

it("are of one of the account's numbers: a seed with another is refused and changes nothing", async () => {
  const emulator = new TestEmulator();
  const keywords = [{ keyword: "PIZZA", number: "16465550199" }];
  await expect(emulator.emulator.plant({ accounts: [{ token: TOKEN, keywords }] })).rejects.toThrow(
    'accounts[0].keywords[0].number: "16465550199" is none of the account\'s numbers',
  );
});
