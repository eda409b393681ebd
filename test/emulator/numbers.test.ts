/** The account's numbers: what they show, and what blocking one does. */
import { describe, expect, it } from "vitest";
import type { SettingsInput } from "../../src/emulator/index.ts";
import { json, NO_LIMITS, TestEmulator, TOKEN } from "../support/test-emulator.ts";

const INDEX = "/v1/numbers/index";
const VIEW = "/v1/numbers/view";
const [FIRST, SECOND, THIRD] = ["82257", "16465550100", "16465550101"] as const;
const NUMBERS = [FIRST, SECOND, THIRD];

interface Row {
  readonly Number: string;
  readonly Status_Id: number;
  readonly Status_Description: string;
  readonly Blocked_Date: string | null;
}

async function open(
  numberStatus: Readonly<Record<string, number>> = {},
  settings: SettingsInput = {},
): Promise<TestEmulator> {
  const emulator = new TestEmulator({ ...NO_LIMITS, ...settings });
  await emulator.open(TOKEN, { numbers: NUMBERS, numberStatus });
  return emulator;
}

async function rows(emulator: TestEmulator, query = ""): Promise<readonly Row[]> {
  return json<readonly Row[]>(await emulator.call(INDEX, { query }));
}

/** The numbers that so many sends went out from. */
async function senders(emulator: TestEmulator, sends: number): Promise<readonly string[]> {
  for (let sent = 0; sent < sends; sent++) await emulator.sent();
  return (await emulator.messages()).items.map(({ sender }) => sender).toReversed();
}

describe("a number", () => {
  it("[numbers.index] [numbers.view] [numbers.shown] has the documented fields in their order, in JSON and XML", async () => {
    const emulator = await open({ [SECOND]: 301 });
    const row = (number: string, status: string, blocked: string) =>
      `{"Number":"${number}",${status},"Blocked_Date":${blocked}}`;
    const active = '"Status_Id":0,"Status_Description":"Active"';
    const blocked = row(
      SECOND,
      '"Status_Id":301,"Status_Description":"Temporarily blocked."',
      '"2026-01-15 07:00:00"',
    );
    expect((await emulator.call(INDEX)).text).toBe(
      `[${row(FIRST, active, "null")},${blocked},${row(THIRD, active, "null")}]`,
    );
    expect((await emulator.call(VIEW, { query: `number=${SECOND}` })).text).toBe(blocked);
    const { text } = await emulator.call(VIEW, { query: `number=${FIRST}`, accept: "application/xml" });
    expect(text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response><Number>82257</Number><Status_Id>0</Status_Id>' +
        "<Status_Description>Active</Status_Description><Blocked_Date></Blocked_Date></response>\n",
    );
  });

  it.each([
    [0, "Active", null],
    [1, "Inactive", null],
    [301, "Temporarily blocked.", "2026-01-15 07:00:00"],
    [302, "Permanently blocked.", "2026-01-15 07:00:00"],
  ])("[numbers.statuses] of status %i is %s", async (id, description, blockedAt) => {
    const emulator = await open({ [SECOND]: id });
    expect((await rows(emulator))[1]).toEqual({
      Number: SECOND,
      Status_Id: id,
      Status_Description: description,
      Blocked_Date: blockedAt,
    });
  });

  it("[numbers.index] comes on pages like all lists", async () => {
    const emulator = await open();
    const answer = await emulator.call(INDEX, { query: "per-page=2&page=2" });
    expect(json<readonly Row[]>(answer).map((row) => row.Number)).toEqual([THIRD]);
    const position = ["Total-Count", "Page-Count", "Current-Page", "Per-Page"].map((name) =>
      answer.headers.get(`X-Pagination-${name}`),
    );
    expect(position).toEqual(["3", "2", "2", "2"]);
    expect(answer.headers.get("Link")).toContain("rel=prev");
  });

  it("[numbers.view] is found however it is written, and one of somebody else's is a 404 like any id", async () => {
    const emulator = await open();
    const asked = async (number: string) => {
      const { status, text } = await emulator.call(VIEW, { query: `number=${encodeURIComponent(number)}` });
      return [status, JSON.parse(text)];
    };
    expect(await asked("+1 (646) 555-0100")).toMatchObject([200, { Number: SECOND }]);
    for (const number of ["16465550199", "", "x"]) {
      expect(await asked(number)).toMatchObject([404, { message: `Object not found: ${number}` }]);
    }
    const { status, text } = await emulator.call(VIEW);
    expect([status, JSON.parse(text).message]).toEqual([400, "Missing required parameters: number"]);
  });
});

describe("a blocked number", () => {
  const field = (message: string) => [{ field: "SendFrom", message }];
  const coded = (code: number, message: string) => ({
    name: "Unprocessable entity",
    message,
    code,
    status: 422,
  });

  it.each([
    [1, "sender.inactive", field("Send From is inactive.")],
    [301, "sender.blocked", coded(301, "Sender Long Code is temporarily blocked.")],
    [302, "sender.blocked", coded(302, "Sender Long Code is permanently blocked.")],
  ])(
    "[sender.blocked] [sender.inactive] of status %i refuses SendFrom and says why",
    async (id, rule, body) => {
      const emulator = await open({ [SECOND]: id });
      const books = await emulator.books();
      const answer = await emulator.send({ MobilePhone: "12125550150", Message: "hi", SendFrom: SECOND });
      expect([answer.status, JSON.parse(answer.text)]).toEqual([422, body]);
      expect(await emulator.books()).toEqual(books);
      const { explanation } = await emulator.lastEntry();
      expect(explanation).toMatchObject({
        decidedBy: rule,
        wouldSucceed: `SendFrom left out, or one of the account's active numbers: ${FIRST}, ${THIRD}.`,
      });
      expect(explanation.steps.at(-1)?.inputs).toMatchObject({ asked: SECOND, status: id });
    },
  );

  it("[sender.blocked-short-code] that is a short code is refused in the words for long codes", async () => {
    const emulator = new TestEmulator();
    await emulator.open(TOKEN, { numberStatus: { "82257": 301 } });
    const answer = await emulator.send({ MobilePhone: "12125550150", Message: "hi", SendFrom: "82257" });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([
      422,
      coded(301, "Sender Long Code is temporarily blocked."),
    ]);
  });

  it("[sender.none-active] is passed over by the rotation, which goes on as evenly among the others", async () => {
    const emulator = await open({ [SECOND]: 302 });
    expect(await senders(emulator, 4)).toEqual([FIRST, THIRD, FIRST, THIRD]);
    await emulator.emulator.accounts.patch(TOKEN, { numberStatus: { [SECOND]: 0, [FIRST]: 1 } });
    expect(new Set((await senders(emulator, 4)).slice(4))).toEqual(new Set([SECOND, THIRD]));
  });

  it.each(["/v1/sms/send", "/v1/sms-simple/send"])(
    "[sender.none-active] with no other number left refuses %s, charges nothing and says so",
    async (path) => {
      const emulator = await open({ [FIRST]: 1, [SECOND]: 301, [THIRD]: 302 });
      const answer = await emulator.send({ MobilePhone: "12125550150", Message: "hi" }, { path });
      expect([answer.status, JSON.parse(answer.text).message]).toEqual([422, "Unprocessable entity."]);
      expect((await emulator.account()).credits).toBe(1000);
      expect((await emulator.lastEntry()).explanation).toMatchObject({
        decidedBy: "sender.none-active",
        wouldSucceed: "A number of the account that is Active; none is.",
      });
    },
  );
});

describe("the control API", () => {
  it("blocks a number from now on, unblocks it, and leaves the others as they are", async () => {
    const emulator = await open({ [THIRD]: 1 });
    emulator.clock.advance(60_000);
    const { numberStatus } = await emulator.emulator.accounts.patch(TOKEN, {
      numberStatus: { [FIRST]: 301 },
    });
    expect(numberStatus).toEqual({
      [FIRST]: { id: 301, description: "Temporarily blocked.", blockedAt: "2026-01-15T12:01:00.000Z" },
      [SECOND]: { id: 0, description: "Active", blockedAt: null },
      [THIRD]: { id: 1, description: "Inactive", blockedAt: null },
    });
    const after = await emulator.emulator.accounts.patch(TOKEN, { numberStatus: { [FIRST]: 0 } });
    expect(after.numberStatus[FIRST]).toEqual({ id: 0, description: "Active", blockedAt: null });
    expect(after.numberStatus[THIRD]?.id).toBe(1);
  });

  it("forgets the status of a number that the account gives up", async () => {
    const emulator = await open({ [SECOND]: 301 });
    await emulator.emulator.accounts.patch(TOKEN, { numbers: [FIRST] });
    const { numberStatus } = await emulator.emulator.accounts.patch(TOKEN, { numbers: [FIRST, SECOND] });
    expect(numberStatus[SECOND]?.id).toBe(0);
  });

  it.each([
    [{ "16465550199": 301 }, "numberStatus.16465550199", "must be one of the account's numbers"],
    [{ [FIRST]: 303 }, `numberStatus.${FIRST}`, "must be the id of a number's status: 0, 1, 301 or 302"],
    [{ [FIRST]: "301" }, `numberStatus.${FIRST}`, "must be the id of a number's status: 0, 1, 301 or 302"],
  ])("refuses %j and names it", async (numberStatus, field, message) => {
    const emulator = await open();
    const before = await emulator.account();
    for (const [method, path] of [
      ["PATCH", `accounts/${TOKEN}`],
      ["POST", "accounts"],
    ] as const) {
      const token = method === "POST" ? { token: TOKEN, numbers: NUMBERS } : {};
      const answer = await emulator.control(method, path, { ...token, numberStatus });
      expect(answer.status).toBe(400);
      expect(JSON.parse(answer.text).errors[0].field).toBe(field);
      expect(JSON.parse(answer.text).errors[0].message).toContain(message);
    }
    expect(await emulator.account()).toEqual(before);
  });
});

describe("deleting a number", () => {
  const DELETE = "/v1/numbers/delete";
  const remove = (emulator: TestEmulator, number: string) =>
    emulator.call(DELETE, { method: "DELETE", query: `number=${encodeURIComponent(number)}` });
  const left = async (emulator: TestEmulator) => (await rows(emulator)).map((row) => row.Number);

  it("[numbers.delete] answers with an object, and the number is the account's no more", async () => {
    const emulator = await open({ [SECOND]: 301 });
    const { status, text, headers } = await remove(emulator, "(646) 555-0100");
    expect([status, text, headers.has("Link")]).toEqual([
      200,
      '{"message":"Number deleted successfully."}',
      false,
    ]);
    expect(await left(emulator)).toEqual([FIRST, THIRD]);
    expect(
      (await emulator.send({ MobilePhone: "12125550150", Message: "hi", SendFrom: SECOND })).status,
    ).toBe(422);
    expect((await emulator.call(VIEW, { query: `number=${SECOND}` })).status).toBe(404);
    expect(await senders(emulator, 3)).toEqual([FIRST, THIRD, FIRST]);
    // A number that comes back is as new.
    await emulator.control("PATCH", `accounts/${TOKEN}`, { numbers: NUMBERS });
    expect((await rows(emulator)).map((row) => row.Status_Id)).toEqual([0, 0, 0]);
  });

  it("[numbers.delete] is 404 of one that the account has not, 400 of none", async () => {
    const emulator = await open();
    expect((await remove(emulator, "16465550199")).text).toContain("Object not found: 16465550199");
    expect((await emulator.call(DELETE, { method: "DELETE" })).status).toBe(400);
    expect(await left(emulator)).toEqual([...NUMBERS]);
  });

  it("[numbers.delete] may leave none: nothing can be sent, and the state is saved so and reset", async () => {
    const emulator = await open();
    for (const number of NUMBERS) await remove(emulator, number);
    expect(await left(emulator)).toEqual([]);
    const refused = await emulator.send({ MobilePhone: "12125550150", Message: "hi" });
    expect([refused.status, json<{ readonly code: number }>(refused).code]).toEqual([422, 4]);
    const other = await open();
    await other.emulator.restore(JSON.parse(JSON.stringify(await emulator.emulator.snapshot())));
    expect(await left(other)).toEqual([]);
    await emulator.control("POST", "reset", { token: TOKEN });
    expect(await left(emulator)).toEqual([...NUMBERS]);
  });
});

describe("creating a number", () => {
  const create = (emulator: TestEmulator, fields: object) =>
    emulator.send(fields, { path: "/v1/numbers/create" });
  const made = async (emulator: TestEmulator, fields: object) =>
    json<Row>(await create(emulator, fields)).Number;

  it("[numbers.create] answers 201 with the new number, which is the account's and sends", async () => {
    const emulator = await open();
    const { status, text, headers } = await create(emulator, { Country: "US" });
    const number: unknown = JSON.parse(text).Number;
    expect([status, text, headers.has("Link")]).toEqual([
      201,
      `{"Number":"${number}","Status_Id":0,"Status_Description":"Active","Blocked_Date":null}`,
      false,
    ]);
    expect(number).toMatch(/^1[2-9]\d\d55501\d\d$/);
    expect((await rows(emulator)).map((row) => row.Number)).toEqual([...NUMBERS, number]);
    const sent = await emulator.send({ MobilePhone: "12125550150", Message: "hi", SendFrom: number });
    expect(sent.status).toBe(200);
  });

  it.each([
    [{ Country: "us", Prefix: "1646" }, /^164655501\d\d$/],
    [{ Country: "CA", Prefix: 416 }, /^141655501\d\d$/],
    [{ Country: "GB" }, /^447700900\d{3}$/],
    [{ Country: "US", Prefix: "16465550123" }, /^16465550123$/],
  ])("[numbers.countries] of %j is one like %s", async (fields, like) => {
    expect(await made(await open(), fields)).toMatch(like);
  });

  it.each([
    [{}, "Country", "Country cannot be blank."],
    [{ Country: "XX" }, "Country", "Country is invalid."],
    [{ Country: "US", Prefix: "abc" }, "Prefix", "Prefix must be an integer."],
    [{ Country: "US", Prefix: "1212556" }, "Prefix", "Prefix is invalid."],
    [{ Country: "US", Prefix: "164655501234" }, "Prefix", "Prefix is invalid."],
  ])("[numbers.countries] of %j is refused", async (fields, field, message) => {
    const emulator = await open();
    const { status, text } = await create(emulator, fields);
    expect([status, JSON.parse(text)]).toEqual([422, [{ field, message }]]);
    expect((await emulator.lastEntry()).explanation.decidedBy).toBe("numbers.countries");
    expect(await rows(emulator)).toHaveLength(3);
  });

  it("[numbers.countries] is refused when the account has all with the prefix", async () => {
    const emulator = await open();
    const whole = { Country: "US", Prefix: "16465550123" };
    await create(emulator, whole);
    emulator.clock.advance(120_000);
    expect((await create(emulator, whole)).status).toBe(422);
  });

  it("[numbers.declined] [numbers.interval] is declined for two minutes after another, whatever is refused", async () => {
    const emulator = await open();
    await create(emulator, { Country: "US" });
    emulator.clock.advance(119_999);
    const { status, text } = await create(emulator, { Country: "GB" });
    expect([status, JSON.parse(text)]).toMatchObject([
      422,
      { message: "The transaction is declined.", code: 4 },
    ]);
    expect((await emulator.lastEntry()).explanation).toMatchObject({
      decidedBy: "numbers.declined",
      wouldSucceed: "The same request from 2026-01-15T12:02:00.000Z on.",
    });
    const restored = await open();
    await restored.emulator.restore(JSON.parse(JSON.stringify(await emulator.emulator.snapshot())));
    emulator.clock.advance(1);
    expect((await create(emulator, { Country: "GB" })).status).toBe(201);
    expect((await create(restored, { Country: "GB" })).status).toBe(422);
  });
});
