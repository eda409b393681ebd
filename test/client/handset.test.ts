/** The account's numbers, its inbox, opting out and in: what the client asks and what it makes of the answers. */
import { describe, expect, it } from "vitest";
import { ProTexting } from "../../src/client/index.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { fakeClient, json, rejection, TOKEN, xml } from "./support.ts";

const RECIPIENT = "12125550150";
const TIME = "2026-01-15 07:00:00";
const time = { text: TIME, date: new Date("2026-01-15T12:00:00Z") };

const number = { Number: "82257", Status_Id: 0, Status_Description: "Active", Blocked_Date: null };
const received = {
  MobilePhone: RECIPIENT,
  Message: "Hello World!",
  DateReceived: TIME,
  AppName: "Auto Replay",
  CampaignName: "",
  Type_Id: 1,
  Type_Description: "SMS",
  Resource_Urls: [],
  Groups: [{ Id: 100, Name: "My Group" }],
};
const contact = {
  Id: 1,
  Number: RECIPIENT,
  OptedOut: 1,
  FirstName: "John",
  LastName: "",
  BirthDay: "0000-00-00",
  Email: "",
  Zip: "",
  City: "",
  DateCreated: TIME,
  DateUpdated: TIME,
  GroupIds: [1, 20],
  CustomFieldIds: [],
};

const readReceived = {
  mobilePhone: RECIPIENT,
  message: "Hello World!",
  receivedAt: time,
  appName: "Auto Replay",
  campaignName: "",
  type: { id: 1, description: "SMS" },
  resourceUrls: [],
  groups: [{ id: 100, name: "My Group" }],
};
const readContact = {
  id: 1,
  number: RECIPIENT,
  optedOut: true,
  firstName: "John",
  lastName: "",
  birthDay: null,
  email: "",
  zip: "",
  city: "",
  createdAt: time,
  updatedAt: time,
  groupIds: [1, 20],
  customFieldIds: [],
};

describe("numbers", () => {
  it("keeps a status that nobody knows, with its text, and reads a blocked number's time", async () => {
    const row = { ...number, Status_Id: 777, Status_Description: "Lent out", Blocked_Date: TIME };
    const { client } = fakeClient(json(row));
    expect(await client.numbers.view("82257")).toEqual({
      number: "82257",
      status: { id: 777, description: "Lent out" },
      blockedAt: time,
    });
  });

  it("takes the sample's masked number, which its JSON prints without quotes where it is digits", async () => {
    const { client } = fakeClient(
      json([
        { ...number, Number: 82_257 },
        { ...number, Number: "16463498xxx" },
      ]),
    );
    const { items } = await client.numbers.list();
    expect(items.map((item) => item.number)).toEqual(["82257", "16463498xxx"]);
  });

  it("does not take a row for one that lacks its number", async () => {
    const { client } = fakeClient(json({ ...number, Number: "" }));
    expect(await rejection(client.numbers.view("82257"))).toMatchObject({
      name: "UnexpectedAnswerError",
      message: expect.stringContaining("Number should not be empty"),
    });
  });
});

describe("inbox", () => {
  it("asks with the API's names and leaves out what is not given", async () => {
    const { client, requests } = fakeClient(json([received]));
    const { items } = await client.inbox.list({
      mobilePhone: RECIPIENT,
      fromDateReceived: "2026-01-15",
      toDateReceived: TIME,
      typeId: 1,
      keywordId: 7,
      campaignId: 9,
      page: 2,
      perPage: 50,
    });
    expect(items).toEqual([readReceived]);
    expect(requests[0]?.url.search).toBe(
      `?access_token=${TOKEN}&MobilePhone=${RECIPIENT}&FromDateReceived=2026-01-15&ToDateReceived=2026-01-15+07%3A00%3A00` +
        "&Type_Id=1&Keyword_Id=7&Campaign_Id=9&page=2&per-page=50",
    );
  });

  it("reads the vendor's XML sample, with groups empty or not", async () => {
    const item = (groups: string) =>
      `<item><MobilePhone>${RECIPIENT}</MobilePhone><Message>Hello World!</Message><DateReceived>${TIME}</DateReceived>` +
      "<AppName>Auto Replay</AppName><CampaignName></CampaignName><Type_Id>1</Type_Id>" +
      `<Type_Description>SMS</Type_Description><Resource_Urls></Resource_Urls><Groups>${groups}</Groups></item>`;
    const groups = "<item><Id>100</Id><Name>My Group</Name></item>";
    const { client } = fakeClient(xml(item("") + item(groups)), { format: "xml" });
    expect((await client.inbox.list()).items).toEqual([{ ...readReceived, groups: [] }, readReceived]);
  });

  it("keeps addresses of media, and a type that nobody knows", async () => {
    const { client } = fakeClient(
      json([{ ...received, Type_Id: 3, Type_Description: "RCS", Resource_Urls: ["https://a.test/1.jpg"] }]),
    );
    const { items } = await client.inbox.list();
    expect(items[0]).toMatchObject({
      type: { id: 3, description: "RCS" },
      resourceUrls: ["https://a.test/1.jpg"],
    });
  });

  it("refuses an id that is none before anything is asked", async () => {
    const { client, requests } = fakeClient(json([]));
    expect(await rejection(client.inbox.list({ keywordId: 0 }))).toMatchObject({
      name: "InvalidInputError",
    });
    expect(requests).toEqual([]);
  });
});

describe("opting out and in", () => {
  it("gives the whole contact, from JSON and from XML", async () => {
    const { client, requests } = fakeClient(json(contact, 201));
    expect(await client.contacts.optOut(RECIPIENT)).toEqual(readContact);
    expect(requests[0]?.body).toBe(`{"PhoneNumber":"${RECIPIENT}"}`);
    const { GroupIds: _, CustomFieldIds: __, ...flat } = contact;
    const fields = Object.entries(flat).map(([name, value]) => `<${name}>${value}</${name}>`);
    const body = `${fields.join("")}<GroupIds><item>1</item><item>20</item></GroupIds><CustomFieldIds/>`;
    const inXml = fakeClient(xml(body, 201), { format: "xml" });
    expect(await inXml.client.contacts.optOut(RECIPIENT)).toEqual(readContact);
  });

  it("keeps a birthday", async () => {
    const { client } = fakeClient(json({ ...contact, BirthDay: "1990-02-28" }, 201));
    expect((await client.contacts.optOut(RECIPIENT)).birthDay).toBe("1990-02-28");
  });

  it("gives the API's words, without the blanks of the XML sample", async () => {
    const { client } = fakeClient(xml("<message>\nPhone number successfully opted in\n</message>"), {
      format: "xml",
    });
    expect(await client.contactsOptIn.createCustom(RECIPIENT)).toEqual({
      message: "Phone number successfully opted in",
    });
  });

  it("opts out again after a failure that says nothing, since twice is once; opts in once", async () => {
    const clock = new ManualClock();
    const emulator = createEmulator({ clock });
    const match = { token: "test_once" };
    const client = new ProTexting({
      accessToken: "test_once",
      fetch: emulator.fetch,
      clock: () => clock.now(),
      sleep: async (ms) => clock.advance(ms),
      timeout: false,
      deadline: false,
      retries: 3,
    });
    await emulator.faults.add({ kind: "status", status: 502, when: "after", times: 2, match });
    expect((await client.contacts.optOut(RECIPIENT).withResponse()).attempts).toBe(3);
    expect((await emulator.contacts.list(match)).total).toBe(1);
    await emulator.faults.clear();
    await emulator.faults.add({ kind: "status", status: 502, when: "after", times: 1, match });
    expect(await rejection(client.contactsOptIn.createCustom(RECIPIENT))).toMatchObject({
      name: "ServerError",
      attempts: 1,
    });
    expect((await emulator.contacts.list(match)).items[0]?.optedOut).toBe(false);
  });

  it("opts in again after a rate limit, which says that nothing was done", async () => {
    const clock = new ManualClock();
    const emulator = createEmulator({ clock });
    const match = { token: "test_limit", endpoint: "contactsOptIn.createCustom" };
    const client = new ProTexting({
      accessToken: "test_limit",
      fetch: emulator.fetch,
      clock: () => clock.now(),
      sleep: async (ms) => clock.advance(ms),
      timeout: false,
      deadline: false,
    });
    await client.contacts.optOut(RECIPIENT);
    await emulator.faults.add({ kind: "status", status: 429, times: 1, match });
    const { attempts } = await client.contactsOptIn.createCustom(RECIPIENT).withResponse();
    expect(attempts).toBe(2);
  });
});

describe("iterating", () => {
  function open(perPage: number, order: "newest-first" | "oldest-first" = "newest-first") {
    const clock = new ManualClock();
    const emulator = createEmulator({ clock, settings: { limits: { rate: null }, inbox: { order } } });
    const client = new ProTexting({ accessToken: "test_many", fetch: emulator.fetch, pacing: false });
    const write = (message: string) => emulator.inbound({ token: "test_many", from: RECIPIENT, message });
    return { emulator, client, write, options: { perPage } };
  }

  it("gives every number once, page by page", async () => {
    const { emulator, client, options } = open(2);
    const numbers = ["82257", "16465550100", "16465550101", "16465550102", "16465550103"];
    await emulator.accounts.create({ token: "test_many", numbers });
    const found: string[] = [];
    for await (const item of client.numbers.list(options)) found.push(item.number);
    expect(found).toEqual(numbers);
    expect((await emulator.journal.list()).total).toBe(3);
  });

  it("gives every message once, twins too, in an inbox that stays as it is", async () => {
    const { client, write, options } = open(2);
    for (const message of ["a", "b", "b", "b", "b", "c", "a"]) await write(message);
    const found: string[] = [];
    for await (const { message } of client.inbox.list(options)) found.push(message);
    expect(found.join("")).toBe("acbbbba");
  });

  it.each([1, 2, 3, 5])(
    "gives no message twice and misses none when %i come in while it reads",
    async (coming) => {
      const { client, write, options } = open(2);
      for (const message of "abcdefg") await write(message);
      const found: string[] = [];
      for await (const { message } of client.inbox.list(options)) {
        found.push(message);
        if (found.length === 2) for (let more = 0; more < coming; more++) await write(`new ${more}`);
      }
      expect(found.join("")).toBe("gfedcba");
    },
  );

  it.each([1, 3, 5])(
    "misses none of a list that grows at its end, whose pages do not move, when %i come in",
    async (coming) => {
      const { emulator, client, write, options } = open(2, "oldest-first");
      for (const message of "abcdefg") {
        await write(message);
        await emulator.clock.advance("1s");
      }
      const found: string[] = [];
      for await (const { message } of client.inbox.list(options)) {
        found.push(message);
        if (found.length === 2) for (let more = 0; more < coming; more++) await write(`${more}`);
      }
      expect(found.join("")).toBe(`abcdefg${"01234".slice(0, coming)}`);
    },
  );

  it("ends with an inbox that is empty, and past the end of one that has shrunk", async () => {
    const { emulator, client, write, options } = open(2);
    for await (const message of client.inbox.list(options)) expect(message).toBeUndefined();
    for (const message of "abcde") await write(message);
    const found: string[] = [];
    for await (const { message } of client.inbox.list(options)) {
      found.push(message);
      if (found.length === 2) await emulator.reset({ token: "test_many" });
    }
    expect(found.join("")).toBe("ed");
  });

  it("ends where the answers do not tell their place, when a page brings nothing new", async () => {
    const rows = [received, { ...received, Message: "again" }];
    const { client, requests } = fakeClient(() => json(rows));
    const found: string[] = [];
    for await (const { message } of client.inbox.list()) found.push(message);
    expect([found, requests.length]).toEqual([["Hello World!", "again"], 2]);
  });
});
