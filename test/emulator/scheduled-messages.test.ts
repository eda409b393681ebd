/** Messages that are sent later: scheduling, and what comes of them at their time. */
import { describe, expect, it } from "vitest";
import { START } from "../support/manual-clock.ts";
import { json, NO_LIMITS, RECIPIENT, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const CREATE = "/v1/sms/send-single-schedule-message";
const LIST = "/v1/sms/single-schedule-messages";
const DELETE = "/v1/sms/delete-single-schedule-message";
const HISTORY = "/v1/sent-history/single-list";
/** START is 07:00:00 in GMT-5. */
const IN_AN_HOUR = "2026-01-15 08:00:00";
const HOUR = 3_600_000;
const hello = { MobilePhone: RECIPIENT, Message: "hello", DateTime: IN_AN_HOUR };

function schedule(emulator: TestEmulator, more: object = {}, accept = "application/json") {
  return emulator.send({ ...hello, ...more }, { path: CREATE, accept });
}

/** Status and refusing rule of what is still scheduled. */
async function kept(emulator: TestEmulator, token = TOKEN): Promise<readonly unknown[]> {
  const { tenants } = (await emulator.emulator.snapshot()).root;
  const tenant = tenants.find(({ account }) => account.token === token);
  return (tenant?.scheduledMessages ?? []).map(({ id, status, refusedBy }) => [id, status, refusedBy]);
}

/** Texts and times of what was sent, in order, in milliseconds after the start. */
async function sent(emulator: TestEmulator, token = TOKEN): Promise<readonly unknown[]> {
  const { items } = await emulator.messages(`token=${token}&limit=10000`);
  return items.toReversed().map(({ text, sentAt }) => [text, Date.parse(sentAt) - START]);
}

describe("a message that is scheduled", () => {
  it("is answered as the vendor prints it, in a list, with texts for ids and colons in the date [schedule.create] [schedule.ids] [schedule.statuses] [schedule.times]", async () => {
    const emulator = new TestEmulator();
    const answer = await schedule(emulator, { MobilePhone: "1 (212) 555-0150", Subject: "ignored" });
    expect([answer.status, answer.text]).toEqual([
      200,
      '[{"Id":"12345","MobilePhone":"12125550150","Message":"hello","DateTime":"2026:01:15 08:00:00","Status_Id":"3","Status_Description":"Approved and Scheduled","Type_Id":1,"Type_Description":"SMS","MmsTemplateId":"","Subject":""}]',
    ]);
    expect([answer.headers.get("X-Pagination-Total-Count"), answer.headers.get("Link")]).toEqual([
      null,
      `<${emulator.origin}${CREATE}?access_token=${TOKEN}>; rel=self`,
    ]);
    const mms = await schedule(emulator, { MmsTemplateId: 10_586, Subject: "News" }, "application/xml");
    expect(mms.text).toContain(
      "<response><item><Id>12346</Id><MobilePhone>12125550150</MobilePhone><Message>hello</Message><DateTime>2026:01:15 08:00:00</DateTime><Status_Id>3</Status_Id><Status_Description>Approved and Scheduled</Status_Description><Type_Id>2</Type_Id><Type_Description>MMS</Type_Description><MmsTemplateId>10586</MmsTemplateId><Subject>News</Subject></item></response>",
    );
  });

  it("costs nothing and is no message until its time", async () => {
    const emulator = new TestEmulator();
    await schedule(emulator);
    emulator.clock.advance(HOUR - 1);
    expect(await sent(emulator)).toEqual([]);
    expect((await emulator.account()).credits).toBe(1000);
  });

  it.each([
    [{ MobilePhone: "" }, "Mobile Phone cannot be blank."],
    [{ Message: "" }, "Message cannot be blank."],
    [{ Message: "", MmsTemplateId: 10_586 }, "Message cannot be blank."],
    [{ Message: "x".repeat(481) }, "Message should contain at most 480 characters."],
    [{ DateTime: "" }, "Date Time cannot be blank."],
    [{ DateTime: undefined }, "Date Time cannot be blank."],
    [{ DateTime: "2026-01-15" }, "Date Time is invalid."],
    [{ DateTime: "2026-02-30 08:00:00" }, "Date Time is invalid."],
    [{ DateTime: "2026-01-15T13:00:00Z" }, "Date Time is invalid."],
    [{ DateTime: ["2026-01-15 08:00:00"] }, "Date Time is invalid."],
    [{ DateTime: "9999-12-31 23:59:59" }, "Date Time is invalid."],
    [{ DateTime: "2026-01-15 07:00:00" }, "Date Time is invalid."],
    [{ MmsTemplateId: "abc" }, "Mms Template Id must be an integer."],
    [{ MmsHighResolution: 2 }, "Mms High Resolution is invalid."],
  ])("is refused with %j [schedule.date-time]", async (more, message) => {
    const emulator = new TestEmulator();
    const answer = await schedule(emulator, more);
    expect([answer.status, json<readonly object[]>(answer)]).toEqual([
      422,
      [{ field: Object.keys(more)[0], message }],
    ]);
    expect(await kept(emulator)).toEqual([]);
  });

  it("may be for the next second, in hyphens or colons, whoever's zone the caller is in", async () => {
    const emulator = new TestEmulator();
    expect((await schedule(emulator, { DateTime: "2026:01:15 07:00:01" })).status).toBe(200);
    const late = await schedule(emulator, { DateTime: "2026-01-15 07:00:00" });
    expect(late.status).toBe(422);
    const { explanation } = await emulator.lastEntry();
    expect(explanation).toMatchObject({
      decidedBy: "schedule.date-time",
      wouldSucceed: expect.stringContaining("later than 2026-01-15 07:00:00 (GMT-5"),
    });
    emulator.clock.advance(1000);
    expect(await sent(emulator)).toEqual([["hello", 1000]]);
  });
});

describe("the list of scheduled messages", () => {
  it("has all that are not sent yet, as they were answered, without pages [schedule.list]", async () => {
    const emulator = new TestEmulator();
    await schedule(emulator, { DateTime: "2026-01-15 07:30:00" });
    const answers = [await schedule(emulator), await schedule(emulator, { Message: "later" })];
    emulator.clock.advance(HOUR / 2);
    const lists = await Promise.all(
      ["application/json", "application/xml"].map((accept) =>
        emulator.call(LIST, { accept, query: "page=2&per-page=1" }),
      ),
    );
    for (const list of lists) {
      expect(list.status).toBe(200);
      expect([...list.headers.keys()].filter((name) => /pagination/i.test(name))).toEqual([]);
      expect(list.headers.get("Link")).toBe(
        `<${emulator.origin}${LIST}?access_token=${TOKEN}&page=2&per-page=1>; rel=self`,
      );
    }
    expect(lists[0]?.text).toBe(`[${answers.map(({ text }) => text.slice(1, -1)).join()}]`);
    expect(lists[1]?.text).toMatch(/<response><item><Id>12346<[^]*<item><Id>12347<[^]*<\/item><\/response>/);
  });

  it("is longer than a page where there are more, and begins with the newest when the setting says so", async () => {
    const emulator = new TestEmulator({ ...NO_LIMITS, lists: "newest-first" });
    const scheduledMessages = Array.from({ length: 101 }, () => ({
      to: RECIPIENT,
      text: "hello",
      after: "1h",
    }));
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, scheduledMessages }] });
    const rows = json<readonly { readonly Id: string }[]>(await emulator.call(LIST));
    expect([rows.length, rows[0]?.Id, rows.at(-1)?.Id]).toEqual([101, "12445", "12345"]);
  });

  it("shows what was refused at its time, and the journal why", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { credits: 0 });
    await schedule(emulator);
    emulator.clock.advance(HOUR);
    expect(json<readonly object[]>(await emulator.call(LIST))).toMatchObject([
      { Id: "12345", Status_Id: "2", Status_Description: "Action Required" },
    ]);
    const { explanation } = await emulator.lastEntry();
    expect(explanation).toMatchObject({
      decidedBy: "schedule.list",
      steps: expect.arrayContaining([
        expect.objectContaining({
          rule: "schedule.refused",
          inputs: { id: 12_345, refusedBy: "credits.balance" },
        }),
      ]),
    });
  });
});

describe("a scheduled message that is deleted", () => {
  const remove = (emulator: TestEmulator, query: string, more: object = {}) =>
    emulator.call(DELETE, { method: "DELETE", query, ...more });

  it("is confirmed in words, in a list, and is neither listed nor sent [schedule.delete]", async () => {
    const emulator = new TestEmulator();
    for (const Message of ["stays", "goes"]) await schedule(emulator, { Message });
    const answer = await remove(emulator, "id=12346");
    expect([answer.status, answer.text]).toEqual([
      200,
      '[{"message":"Single Scheduled Message successfully deleted!"}]',
    ]);
    expect((await kept(emulator)).length).toBe(1);
    emulator.clock.advance(HOUR);
    expect(await sent(emulator)).toEqual([["stays", HOUR]]);
  });

  it("is told so in XML, and gives its id to no other", async () => {
    const emulator = new TestEmulator();
    await schedule(emulator);
    const { text } = await remove(emulator, "id=12345", { accept: "application/xml" });
    expect(text).toContain(
      "<response><item><message>Single Scheduled Message successfully deleted!</message></item></response>",
    );
    expect(json<readonly object[]>(await schedule(emulator))).toMatchObject([{ Id: "12346" }]);
  });

  it("may be one that was refused at its time", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { credits: 0 });
    await schedule(emulator);
    emulator.clock.advance(HOUR);
    expect((await remove(emulator, "id=12345")).status).toBe(200);
    expect(await kept(emulator)).toEqual([]);
  });

  it.each([
    ["one that was never there", "id=12346", {}],
    ["what is no id", "id=12345abc", {}],
    ["another account's", "id=12345", { token: "test_other" }],
  ])("is not %s [schedule.unknown-id]", async (_, query, more) => {
    const emulator = new TestEmulator();
    await schedule(emulator);
    const { status, text } = await remove(emulator, query, more);
    expect([status, text]).toEqual([404, expect.stringContaining("Object not found: ")]);
    expect((await kept(emulator)).length).toBe(1);
  });

  it("is not one that was sent at that very moment: what is due goes first", async () => {
    const emulator = new TestEmulator();
    await schedule(emulator);
    emulator.clock.advance(HOUR);
    expect((await remove(emulator, "id=12345")).status).toBe(404);
    expect(await sent(emulator)).toEqual([["hello", HOUR]]);
  });

  it("needs an id in the query, and the verb", async () => {
    const emulator = new TestEmulator();
    expect((await remove(emulator, "")).status).toBe(400);
    expect((await emulator.call(DELETE, { query: "id=12345" })).status).toBe(405);
  });

  it("leaves nothing waiting behind, however many there were", async () => {
    const emulator = new TestEmulator(NO_LIMITS);
    for (let made = 0; made < 3000; made++) {
      await schedule(emulator);
      await remove(emulator, `id=${12_345 + made}`);
    }
    await schedule(emulator, { Message: "last" });
    emulator.clock.advance(HOUR);
    expect(await sent(emulator)).toEqual([["last", HOUR]]);
  });
});

describe("at its time a scheduled message", () => {
  it("is sent through the books of that time and leaves the list [schedule.sent]", async () => {
    const emulator = new TestEmulator();
    await schedule(emulator, { Message: "x".repeat(200) });
    emulator.clock.advance(HOUR);
    const [row] = json<readonly object[]>(await emulator.call(HISTORY));
    expect(row).toMatchObject({ Id: 1001, DateTime: IN_AN_HOUR, DeliveryStatus_Id: 1 });
    const { credits, totals } = await emulator.account();
    expect([credits, totals.messages]).toEqual([998, 1]);
    expect(await kept(emulator)).toEqual([]);
  });

  it.each([
    ["credits", "credits.balance", async (emulator: TestEmulator) => emulator.open(TOKEN, { credits: 0 })],
    [
      "an opt-out",
      "opt-out.refused",
      async (emulator: TestEmulator) =>
        emulator.emulator.inbound({ token: TOKEN, from: RECIPIENT, message: "STOP" }),
    ],
  ])(
    "is refused by %s: kept as Action Required, and never tried again [schedule.refused]",
    async (_, rule, bar) => {
      const emulator = new TestEmulator();
      // An account that is opened by a call would lose what is scheduled.
      await bar(emulator);
      await schedule(emulator);
      emulator.clock.advance(HOUR);
      expect(await kept(emulator)).toEqual([[12_345, 2, rule]]);
      await emulator.control("PATCH", `accounts/${TOKEN}`, { credits: 1000 });
      await emulator.emulator.inbound({ token: TOKEN, from: RECIPIENT, message: "START" });
      emulator.clock.advance(100 * HOUR);
      expect(await sent(emulator)).toEqual([]);
      expect(await kept(emulator)).toEqual([[12_345, 2, rule]]);
    },
  );

  it("needs a template that is approved by then, not when it is scheduled", async () => {
    const emulator = new TestEmulator();
    await emulator.create({ ResourceLink: "https://media.example.test/a.png" });
    await schedule(emulator, { MmsTemplateId: 10_586 });
    await schedule(emulator, { MmsTemplateId: 10_587 });
    emulator.clock.advance(HOUR);
    expect((await emulator.messages()).items.map(({ kind, credits }) => [kind, credits])).toEqual([
      ["mms", 3],
    ]);
    expect(await kept(emulator)).toEqual([[12_346, 2, "submit.template"]]);
  });

  it("counts towards the recipient's limit of its own time", async () => {
    const emulator = new TestEmulator({ limits: { perRecipient: { limit: 1, windowSeconds: 60 } } });
    for (const DateTime of ["2026-01-15 07:02:00", "2026-01-15 07:00:59", "2026-01-15 07:00:30"])
      await schedule(emulator, { Message: DateTime, DateTime });
    emulator.clock.advance(HOUR);
    expect(await sent(emulator)).toEqual([
      ["2026-01-15 07:00:30", 30_000],
      ["2026-01-15 07:02:00", 120_000],
    ]);
    expect(await kept(emulator)).toEqual([[12_346, 2, "rate.recipient"]]);
  });
});

describe("a clock that jumps", () => {
  /** Three that fall due in another order than that of their making, and two at one time. */
  async function five(emulator: TestEmulator): Promise<void> {
    for (const [text, DateTime] of [
      ["third", "2026-01-15 10:00:00"],
      ["first", "2026-01-15 08:00:00"],
      ["second", "2026-01-15 09:00:00"],
      ["second, too", "2026-01-15 09:00:00"],
    ] as const)
      await schedule(emulator, { Message: text, DateTime });
  }

  it("sends in order of time, each at its own, before whatever is sent later", async () => {
    const emulator = new TestEmulator(NO_LIMITS);
    await five(emulator);
    await emulator.emulator.clock.advance("30d");
    await emulator.sent({ Message: "last" });
    expect(await sent(emulator)).toEqual([
      ["first", HOUR],
      ["second", 2 * HOUR],
      ["second, too", 2 * HOUR],
      ["third", 3 * HOUR],
      ["last", 720 * HOUR],
    ]);
  });

  it("leaves the same books as one that walks", async () => {
    const jumps = new TestEmulator(NO_LIMITS);
    const walks = new TestEmulator(NO_LIMITS);
    for (const emulator of [jumps, walks]) await five(emulator);
    jumps.clock.advance(10 * HOUR);
    for (let step = 0; step < 40; step++) {
      walks.clock.advance(HOUR / 4);
      await walks.account();
    }
    expect(await walks.books()).toEqual(await jumps.books());
    expect((await jumps.messages()).total).toBe(4);
  });

  it("lets what one message brings about come before the next: a handset that writes STOP gets no second one", async () => {
    const emulator = new TestEmulator();
    // The magic number that opts out once a message is delivered, three seconds after it went.
    const MobilePhone = "12125550129";
    for (const DateTime of ["2026-01-15 08:00:00", "2026-01-15 08:00:02", "2026-01-15 08:00:03"])
      await schedule(emulator, { MobilePhone, Message: DateTime, DateTime });
    emulator.clock.advance(10 * HOUR);
    expect(await sent(emulator)).toEqual([
      ["2026-01-15 08:00:00", HOUR],
      ["2026-01-15 08:00:02", HOUR + 2000],
    ]);
    expect(await kept(emulator)).toEqual([[12_347, 2, "opt-out.refused"]]);
  });

  it("sends on the clock of the account, not of others", async () => {
    const emulator = new TestEmulator(NO_LIMITS);
    await five(emulator);
    await emulator.sent({}, { token: "test_other" });
    await emulator.emulator.clock.advance("90m", { token: "test_other" });
    expect(await sent(emulator)).toEqual([]);
    await emulator.emulator.clock.advance("90m", { token: TOKEN });
    expect(await sent(emulator)).toEqual([["first", HOUR]]);
  });

  it("is told in order of time, when somebody listens", async () => {
    const emulator = new TestEmulator(NO_LIMITS);
    await emulator.emulator.messages.waitFor({ timeoutMs: 0 }).catch(() => {});
    await five(emulator);
    emulator.clock.advance(10 * HOUR);
    const { events } = (await emulator.emulator.snapshot()).root;
    const times = events.filter(({ what }) => what.type !== "journal").map(({ at }) => at);
    expect(times).toHaveLength(12);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it("wakes who waits for the message", async () => {
    const emulator = new TestEmulator();
    await schedule(emulator, { Message: "Look!" });
    const found = emulator.emulator.messages.waitFor({ contains: "Look!" });
    await emulator.emulator.clock.advance("1h");
    expect((await found).sentAt).toBe(new Date(START + HOUR).toISOString());
  });
});

describe("what is scheduled", () => {
  it("falls due after a restart too: a snapshot holds what is to come", async () => {
    const emulator = new TestEmulator();
    await schedule(emulator);
    const snapshot: typeof held = JSON.parse(JSON.stringify(await emulator.emulator.snapshot()));
    const held = await emulator.emulator.snapshot();
    const other = new TestEmulator();
    await other.emulator.restore(snapshot);
    for (const each of [emulator, other]) each.clock.setTo(HOUR);
    expect(await other.books()).toEqual(await emulator.books());
    expect(await sent(other)).toEqual([["hello", HOUR]]);
  });

  it("is not sent for an account that starts over, nor once retention has taken it", async () => {
    const emulator = new TestEmulator({ retention: { records: 1 } });
    await schedule(emulator, { Message: "gone" });
    await schedule(emulator, { Message: "kept" });
    emulator.clock.advance(HOUR);
    expect(await sent(emulator)).toEqual([["kept", HOUR]]);
    await schedule(emulator, { DateTime: "2026-01-15 12:00:00" });
    await emulator.emulator.reset({ token: TOKEN });
    emulator.clock.advance(10 * HOUR);
    expect(await sent(emulator)).toEqual([]);
  });

  it("in a seed is sent when it was due, and stays when it is not approved", async () => {
    const emulator = new TestEmulator(NO_LIMITS);
    const to = RECIPIENT;
    const scheduledMessages = [
      { to, text: "was due", createdAt: "-2h", after: "90m" },
      { to, text: "is due", after: "1h" },
      { to, text: "waits", createdAt: "-1h", after: "90s", status: 1 },
    ] as const;
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, credits: 10, scheduledMessages }] });
    expect((await emulator.account()).credits).toBe(10);
    emulator.clock.advance(2 * HOUR);
    expect(await sent(emulator)).toEqual([
      ["was due", -HOUR / 2],
      ["is due", HOUR],
    ]);
    expect(await kept(emulator)).toEqual([[12_346, 1, null]]);
  });

  it.each(["2026-01-15T12:00:00Z", "-1h", "soon"])(
    "in a seed falls due after a length of time, not %j",
    async (after) => {
      const emulator = new TestEmulator();
      const scheduledMessages = [{ to: RECIPIENT, text: "hello", after }];
      await expect(
        emulator.emulator.plant({ accounts: [{ token: TOKEN, scheduledMessages }] }),
      ).rejects.toThrow(`accounts[0].scheduledMessages[0].after: "${after}" is no length of time`);
    },
  );
});
