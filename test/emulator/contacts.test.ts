/** Contacts through the API: made, read and changed. */
import { expect, it } from "vitest";
import { json, TestEmulator } from "../support/test-emulator.ts";

const TOKEN = "test_contacts";
const NUMBER = "12125550123";
const OTHER = "12125550124";

interface ContactRow {
  readonly Id: number;
  readonly FirstName: string;
  readonly GroupIds: readonly number[];
  readonly CustomFieldIds: readonly number[];
}

async function seeded(settings = {}): Promise<TestEmulator> {
  const emulator = new TestEmulator(settings);
  await emulator.emulator.plant({
    accounts: [
      {
        token: TOKEN,
        credits: 10,
        forbiddenWords: ["jackpot"],
        groups: [{ name: "Winners" }, { name: "All participants" }],
        customFields: [{ name: "age" }, { name: "gender" }],
      },
    ],
  });
  return emulator;
}

const create = (emulator: TestEmulator, fields: object, accept = "application/json") =>
  emulator.send(
    { fnumber: NUMBER, GroupIds: [1], ...fields },
    { token: TOKEN, path: "/v1/contacts/create", accept },
  );
const update = (emulator: TestEmulator, fields: object, query = "id=1", method = "PUT") =>
  emulator.send({ fnumber: NUMBER, ...fields }, { token: TOKEN, path: "/v1/contacts/update", method, query });
const read = (emulator: TestEmulator, path: string, query: string, token = TOKEN) =>
  emulator.call(`/v1/contacts/${path}`, { token, query });

it("are made as the vendor prints them, in JSON and XML [contacts.create]", async () => {
  const emulator = await seeded();
  const made = await create(emulator, { ffirstname: "John", GroupIds: [1] });
  expect([made.status, made.text]).toEqual([
    201,
    '{"Id":1,"Number":"12125550123","OptedOut":0,"FirstName":"John","LastName":"","BirthDay":"0000-00-00","Email":"","Zip":"","City":"",' +
      '"DateCreated":"2026-01-15 07:00:00","DateUpdated":"2026-01-15 07:00:00","GroupIds":[1],"CustomFieldIds":[]}',
  ]);
  const fields = { fnumber: OTHER, GroupIds: [2, 1, 2], fbirthdate: "1999-12-31", frfield: 2, fvalue: "m" };
  const xml = await create(emulator, fields, "application/xml");
  expect(xml.text).toContain("<response><item><Id>2</Id><Number>12125550124</Number><OptedOut>0</OptedOut>");
  expect(xml.text).toContain("<BirthDay>1999-12-31</BirthDay>");
  expect(xml.text).toContain(
    "<GroupIds><item>2</item><item>1</item></GroupIds><CustomFieldIds><item>2</item></CustomFieldIds></item></response>",
  );
});

it.each([
  ["application/json", `{"fnumber":"${NUMBER}","GroupIds":["1",2]}`],
  [
    "application/xml",
    `<request><fnumber>${NUMBER}</fnumber><GroupIds><item>1</item><item>2</item></GroupIds></request>`,
  ],
  ["application/x-www-form-urlencoded", `fnumber=${NUMBER}&GroupIds[]=1&GroupIds[]=2`],
])("name their groups in %s", async (contentType, body) => {
  const emulator = await seeded();
  const made = await emulator.call("/v1/contacts/create", {
    token: TOKEN,
    method: "POST",
    contentType,
    body,
  });
  expect(json<ContactRow>(made).GroupIds).toEqual([1, 2]);
  const group = await emulator.call("/v1/groups/view", { token: TOKEN, query: "id=2" });
  expect(json(group)).toMatchObject({ PhoneNumberIds: [1] });
});

it("are refused by field, in the framework's words, and then not made [contacts.fields]", async () => {
  const emulator = await seeded();
  const refused = await create(emulator, {
    fnumber: "nobody",
    ffirstname: "x".repeat(101),
    fbirthdate: "1999-02-30",
    femail: "nobody",
    GroupIds: [1, 3],
    frfield: 3,
    fvalue: "x".repeat(256),
  });
  expect([refused.status, json(refused)]).toEqual([
    422,
    [
      { field: "fnumber", message: "Fnumber is invalid." },
      { field: "ffirstname", message: "Ffirstname should contain at most 100 characters." },
      { field: "fbirthdate", message: "The format of Fbirthdate is invalid." },
      { field: "femail", message: "Femail is not a valid email address." },
      { field: "GroupIds", message: "Group Ids is invalid." },
      { field: "frfield", message: "Frfield is invalid." },
      { field: "fvalue", message: "Fvalue should contain at most 255 characters." },
    ],
  ]);
  for (const GroupIds of [[], "", undefined]) {
    expect(json(await create(emulator, { GroupIds }))).toEqual([
      { field: "GroupIds", message: "Group Ids cannot be blank." },
    ]);
  }
  for (const GroupIds of ["1", 1, true, [[1]], [-1], [null]])
    expect(json(await create(emulator, { GroupIds }))).toEqual([
      { field: "GroupIds", message: "Group Ids is invalid." },
    ]);
  expect((await read(emulator, "find", `number=${NUMBER}`)).status).toBe(404);
});

it("of a number that is a contact already are refused, whether a call or a STOP made it [contacts.known]", async () => {
  const emulator = await seeded();
  await create(emulator, {});
  await emulator.emulator.inbound({ token: TOKEN, from: OTHER, message: "STOP" });
  for (const fnumber of [NUMBER, OTHER, `+${NUMBER}`]) {
    const again = await create(emulator, { fnumber });
    expect([again.status, json(again)]).toEqual([
      422,
      [{ field: "fnumber", message: `Fnumber "${fnumber}" has already been taken.` }],
    ]);
  }
  const lenient = await seeded({ knownContact: "updated" });
  await create(lenient, { ffirstname: "Ann", frfield: 1, fvalue: "42" });
  const changed = json<ContactRow>(await create(lenient, { GroupIds: [2], frfield: 2, fvalue: "f" }));
  expect([changed.Id, changed.FirstName, changed.GroupIds, changed.CustomFieldIds]).toEqual([
    1,
    "Ann",
    [2],
    [1, 2],
  ]);
});

it("are sent their message, and not made when that is refused [contacts.welcome]", async () => {
  const emulator = await seeded();
  expect((await create(emulator, { Message: "Welcome!" })).status).toBe(201);
  const { items } = await emulator.messages(`token=${TOKEN}`);
  expect(items.map(({ recipient, text }) => [recipient, text])).toEqual([[NUMBER, "Welcome!"]]);
  expect((await emulator.account(TOKEN)).credits).toBe(9);
  const forbidden = await create(emulator, { fnumber: OTHER, Message: "You win the jackpot" });
  expect([forbidden.status, json(forbidden)]).toMatchObject([422, { code: 2 }]);
  expect(json(await create(emulator, { fnumber: OTHER, Message: "x".repeat(149) }))).toEqual([
    { field: "Message", message: "Message should contain at most 148 characters." },
  ]);
  expect((await read(emulator, "find", `number=${OTHER}`)).status).toBe(404);
});

it("are viewed with their fields' values and whether the API opted them out [contacts.view]", async () => {
  const emulator = await seeded();
  await create(emulator, { frfield: 1, fvalue: "41" });
  await create(emulator, { fnumber: OTHER, frfield: 2, fvalue: "f" });
  await emulator.send({ PhoneNumber: OTHER }, { token: TOKEN, path: "/v1/contacts/opt-out" });
  const { text } = await read(emulator, "view", "id=2");
  expect(text).toContain('{"Id":2,"Number":"12125550124","OptedOut":1,"OptedOutViaApi":1,"FirstName":"",');
  expect(text).toContain(
    '"GroupIds":[1],"CustomFields":[{"CustomFieldId":2,"CustomFieldName":"gender","CustomFieldValueId":2,"CustomFieldValue":"f"}]}',
  );
  await emulator.emulator.inbound({ token: TOKEN, from: NUMBER, message: "STOP" });
  expect(json(await read(emulator, "view", "id=1"))).toMatchObject({ OptedOut: 1, OptedOutViaApi: 0 });
});

it("are found by number in any writing, and by no one else [contacts.find] [contacts.unknown]", async () => {
  const emulator = await seeded();
  await create(emulator, { ffirstname: "Ann", frfield: 1, fvalue: "41" });
  const found = await read(emulator, "find", "number=%2B1%20212%20555%200123");
  expect(json(found)).toMatchObject({ Id: 1, FirstName: "Ann", CustomFieldIds: [1] });
  expect(found.text).not.toContain("OptedOutViaApi");
  for (const answer of [
    await read(emulator, "find", `number=${OTHER}`),
    await read(emulator, "find", "number=nobody"),
    await read(emulator, "find", `number=${NUMBER}`, "test_other"),
    await read(emulator, "view", "id=2"),
    await read(emulator, "view", "id=1", "test_other"),
    await update(emulator, {}, "id=2"),
  ]) {
    expect([answer.status, json(answer)]).toMatchObject([404, { name: "Not Found" }]);
  }
});

it("are changed by PUT and by POST; what is left out stays, and groups are replaced [contacts.update]", async () => {
  const emulator = await seeded();
  await create(emulator, { ffirstname: "Ann", flastname: "Lee", frfield: 1, fvalue: "41" });
  await create(emulator, { fnumber: OTHER });
  const changed = await update(emulator, { fnumber: "12125550125", flastname: "", GroupIds: [2] });
  expect([changed.status, json(changed)]).toMatchObject([
    200,
    { Id: 1, Number: "12125550125", FirstName: "Ann", LastName: "", GroupIds: [2], CustomFieldIds: [1] },
  ]);
  expect((await read(emulator, "find", `number=${NUMBER}`)).status).toBe(404);
  expect(
    json(await update(emulator, { fnumber: "12125550125", ffirstname: "Eve" }, "id=1", "POST")),
  ).toMatchObject({
    FirstName: "Eve",
    GroupIds: [2],
  });
  expect(json(await update(emulator, { fnumber: OTHER }))).toEqual([
    { field: "fnumber", message: `Fnumber "${OTHER}" has already been taken.` },
  ]);
  const members = async (id: number) =>
    json<{ readonly PhoneNumberIds: unknown }>(
      await emulator.call("/v1/groups/view", { token: TOKEN, query: `id=${id}` }),
    ).PhoneNumberIds;
  expect([await members(1), await members(2)]).toEqual([[2], [1]]);
});
