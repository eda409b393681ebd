/** Scheduled messages through the client: values, and at most once. */
import { describe, expect, it, onTestFinished } from "vitest";
import { isProTextingError, ProTexting, type ProTextingOptions } from "../../src/client/index.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { ManualClock, START } from "../support/manual-clock.ts";
import { fakeClient, json, limits, refusal, rejection, TOKEN } from "./support.ts";

const hello = { mobilePhone: "16465550123", message: "Hello", dateTime: "2026-01-15 08:00:00" } as const;
const HOUR = 3_600_000;
/** The vendor's sample, with its comma. */
const ROW = {
  Id: "12345",
  MobilePhone: "16461234567",
  Message: "Hello World!",
  DateTime: "2021:01:11 10:05:00",
  Status_Id: "3",
  Status_Description: "Approved and Scheduled",
  Type_Id: 1,
  Type_Description: "SMS",
  MmsTemplateId: "",
  Subject: "",
};
const MESSAGE = {
  id: 12_345,
  mobilePhone: "16461234567",
  message: "Hello World!",
  scheduledAt: { text: "2021-01-11 10:05:00", date: new Date("2021-01-11T15:05:00Z") },
  status: { id: 3, description: "Approved and Scheduled" },
  type: { id: 1, description: "SMS" },
  mmsTemplateId: null,
  subject: "",
};

/** Client and emulator on a clock that stands. */
function direct(format: "json" | "xml") {
  const clock = new ManualClock();
  const emulator = createEmulator({ seed: "schedules", clock });
  onTestFinished(() => emulator.close());
  const { fetch } = emulator;
  const options = { accessToken: TOKEN, baseUrl: "https://api.example", fetch, format };
  return {
    clock,
    emulator,
    client: new ProTexting({ ...options, timeout: false, retries: 0, pacing: false }),
  };
}

describe.each(["json", "xml"] as const)("in %s", (format) => {
  it("is scheduled, and sent and paid for at its time", async () => {
    const { client, clock, emulator } = direct(format);
    const { id, scheduledAt, status } = await client.sms.sendSingleScheduleMessage(hello);
    expect([id, scheduledAt.text, scheduledAt.date.getTime() - START, status.id]).toEqual([
      12_345,
      hello.dateTime,
      HOUR,
      3,
    ]);
    expect(await client.credits.balance()).toEqual({ availableCredits: 1000 });
    clock.advance(HOUR);
    expect((await emulator.messages.list({ token: TOKEN })).items.map(({ text }) => text)).toEqual(["Hello"]);
    expect(await client.credits.balance()).toEqual({ availableCredits: 999 });
  });

  it("is listed until it is sent, and iterated to the end", async () => {
    const { client, clock } = direct(format);
    const first = await client.sms.sendSingleScheduleMessage(hello);
    const second = await client.sms.sendSingleScheduleMessage({ ...hello, dateTime: "2026-01-15 09:00:00" });
    expect(await client.sms.singleScheduleMessages()).toEqual({ items: [first, second], page: undefined });
    clock.advance(HOUR);
    const seen: unknown[] = [];
    for await (const row of client.sms.singleScheduleMessages()) seen.push(row);
    expect(seen).toEqual([second]);
    clock.advance(HOUR);
    expect((await client.sms.singleScheduleMessages()).items).toEqual([]);
  });

  it("is deleted, once", async () => {
    const { client, clock, emulator } = direct(format);
    const { id } = await client.sms.sendSingleScheduleMessage(hello);
    expect(await client.sms.deleteSingleScheduleMessage(id)).toEqual({
      message: "Single Scheduled Message successfully deleted!",
    });
    expect(await rejection(client.sms.deleteSingleScheduleMessage(id))).toMatchObject({
      name: "NotFoundError",
    });
    clock.advance(HOUR);
    expect((await emulator.messages.list({ token: TOKEN })).total).toBe(0);
  });

  it("is refused by name when its time has passed", async () => {
    const { client } = direct(format);
    const dateTime = "2026-01-15 07:00:00";
    expect(await rejection(client.sms.sendSingleScheduleMessage({ ...hello, dateTime }))).toMatchObject({
      name: "InvalidInputError",
      fields: [{ field: "dateTime", message: "Date Time is invalid." }],
    });
  });
});

it("reads the vendor's sample", async () => {
  const { client } = fakeClient(() => json([ROW]));
  expect(await client.sms.sendSingleScheduleMessage(hello)).toEqual(MESSAGE);
});

it("leaves with the vendor's names, flags as numbers", async () => {
  const { client, requests } = fakeClient(() => json([ROW]));
  const dateTime = "2026:01:15 08:00:00";
  const mms = { mmsTemplateId: 10_586, mmsHighResolution: true, subject: "News" };
  await client.sms.sendSingleScheduleMessage({ ...hello, dateTime, ...mms });
  expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
    MobilePhone: hello.mobilePhone,
    Message: "Hello",
    DateTime: dateTime,
    MmsTemplateId: 10_586,
    MmsHighResolution: 1,
    Subject: "News",
  });
});

it.each([
  ["a time of another zone", { dateTime: "2026-01-15T13:00:00Z" }, "dateTime"],
  ["a Date", { dateTime: new Date(START) }, "dateTime"],
  ["a day alone", { dateTime: "2026-01-15" }, "dateTime"],
  ["a day that is none", { dateTime: "2026-02-30 08:00:00" }, "dateTime"],
  ["no time", { dateTime: undefined }, "dateTime"],
  ["a flag that is none", { mmsHighResolution: 2 }, "mmsHighResolution"],
  ["a sender, which the page does not have", { sendFrom: "82257" }, "sendFrom"],
])("asks nothing for %s", async (_, more, field) => {
  const { client, requests } = fakeClient(() => json([ROW]));
  const params: typeof hello = Object.assign({ ...hello }, more);
  expect(await rejection(client.sms.sendSingleScheduleMessage(params))).toMatchObject({
    name: "InvalidInputError",
    fields: [{ field }],
  });
  expect(requests).toEqual([]);
});

it("goes to no recipient that is not allowed", async () => {
  const { client, requests } = fakeClient(() => json([ROW]), { allowRecipients: ["1212555*"] });
  const error = await rejection(client.sms.sendSingleScheduleMessage(hello));
  expect(isProTextingError(error, "RecipientNotAllowedError")).toBe(true);
  expect(requests).toEqual([]);
});

it("waits for no limit of its recipient, which holds when it is sent", async () => {
  const wants: unknown[] = [];
  const { client } = fakeClient(() => json([ROW]), {
    pacing: {
      acquire: async ({ recipient, text }) => {
        wants.push([recipient, text]);
        return { granted: true, settle: ({ counted }) => wants.push(counted) };
      },
    },
  });
  await client.sms.sendSingleScheduleMessage(hello);
  expect(wants).toEqual([[undefined, undefined], false]);
});

it("is deleted by an id in the query, and by none that is no id", async () => {
  const { client, requests } = fakeClient(() => json([{ message: "Deleted!" }]));
  await client.sms.deleteSingleScheduleMessage(12_345);
  expect(requests).toMatchObject([{ method: "DELETE", body: "" }]);
  expect(requests[0]?.url.searchParams.get("id")).toBe("12345");
  const error = await rejection(client.sms.deleteSingleScheduleMessage(1.5));
  expect(error).toMatchObject({ name: "InvalidInputError", fields: [{ field: "id" }] });
  expect(requests).toHaveLength(1);
});

it("is deleted at most once, so that nobody takes a second answer for the first", async () => {
  const { client, requests } = fakeClient(() => refusal(500, "Oops"), { retries: 3, sleep: async () => {} });
  expect(await rejection(client.sms.deleteSingleScheduleMessage(12_345))).toMatchObject({
    name: "ServerError",
  });
  expect(requests).toHaveLength(1);
});

describe("is scheduled at most once", () => {
  const patient = { retries: 3, sleep: async () => {}, random: () => 0 } as const satisfies ProTextingOptions;
  const broken = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET", syscall: "read" });
  const unconnected = Object.assign(new Error("connect ECONNREFUSED"), {
    code: "ECONNREFUSED",
    syscall: "connect",
  });
  /** Breaks off within its body. */
  const cut = (status: number) => {
    const start = (controller: ReadableStreamDefaultController) => controller.enqueue(new Uint8Array([91]));
    const pull = (controller: ReadableStreamDefaultController) => controller.error(broken);
    const headers = { "content-type": "application/json; charset=UTF-8" };
    return new Response(new ReadableStream({ start, pull }), { status, headers });
  };

  it.each([
    ["the connection breaks", broken, false],
    ["the server fails", () => refusal(500, "Oops"), false],
    ["the answer is not the API's", () => new Response("no JSON"), false],
    ["the answer is another record", () => json([{ Id: "1" }]), false],
    ["a success is cut", () => cut(200), true],
    ["a failure is cut", () => cut(500), false],
  ] as const)("when %s: one request, and SendOutcomeUnknownError", async (_, answer, accepted) => {
    const { client, requests } = fakeClient(answer, patient);
    const error = await rejection(client.sms.sendSingleScheduleMessage(hello));
    if (!isProTextingError(error, "SendOutcomeUnknownError")) throw error;
    expect(error).toMatchObject({ accepted, send: { params: hello } });
    expect(error.message).toContain("look for it in sms.singleScheduleMessages");
    expect(requests).toHaveLength(1);
  });

  it("with the history never taken for an answer: what is to come is not in it", async () => {
    const { client, requests } = fakeClient(() => refusal(500, "Oops"), patient);
    const error = await rejection(client.sms.sendSingleScheduleMessage(hello));
    if (!isProTextingError(error, "SendOutcomeUnknownError")) throw error;
    expect(await client.sms.reconcile(error)).toEqual({ outcome: "undecidable", candidates: [] });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ["no connection comes about", unconnected, "ConnectionError"],
    [
      "the account's limit is reached",
      () => refusal(429, "Rate limit exceeded.", limits(60, 0, 1)),
      "RateLimitError",
    ],
  ] as const)("while %s it is asked for again", async (_, answer, name) => {
    const { client, requests } = fakeClient(answer, { ...patient, pacing: true });
    const error = await rejection(client.sms.sendSingleScheduleMessage(hello));
    expect(isProTextingError(error, name)).toBe(true);
    expect(requests.length).toBeGreaterThan(1);
  });
});
