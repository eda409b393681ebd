/** Groups of contacts. */
import { expect, it } from "vitest";
import { ContactBook } from "../../src/emulator/store/contact-book.ts";
import { json, TestEmulator } from "../support/test-emulator.ts";

const TOKEN = "test_groups";
const EARLIER = "2015-01-20T15:21:29Z";

async function seeded(): Promise<TestEmulator> {
  const emulator = new TestEmulator();
  await emulator.emulator.plant({
    accounts: [
      {
        token: TOKEN,
        groups: [{ name: "Winners", note: "of February", createdAt: EARLIER }, { name: "All participants" }],
        contacts: [
          { number: "12125550124", groups: [2, 1] },
          { number: "12125550123", groups: [1, 1] },
        ],
      },
    ],
  });
  return emulator;
}

function put(emulator: TestEmulator, query: string, fields: object) {
  return emulator.send(fields, { token: TOKEN, path: "/v1/groups/update", method: "PUT", query });
}

it("are listed as the vendor prints them, with the ids of their contacts [groups.index] [groups.ids] [groups.members]", async () => {
  const emulator = await seeded();
  const { text } = await emulator.call("/v1/groups/index", { token: TOKEN });
  expect(text).toContain(
    '[{"Id":1,"Name":"Winners","Note":"of February","KeywordId":0,"ParentId":0,"DateCreated":"2015-01-20 10:21:29",' +
      '"DateUpdated":"2015-01-20 10:21:29","PhoneNumberIds":[1,2]},{"Id":2,"Name":"All participants","Note":"",',
  );
  expect(text).toContain('"PhoneNumberIds":[1]}]');
});

it("are read one by one, in XML inside an item, and are 404 when the account has none of the id [groups.view] [groups.unknown-id]", async () => {
  const emulator = await seeded();
  const read = (id: string, accept = "application/json") =>
    emulator.call("/v1/groups/view", { token: TOKEN, query: `id=${id}`, accept });
  expect((await read("1", "application/xml")).text).toContain(
    "<response><item><Id>1</Id><Name>Winners</Name><Note>of February</Note><KeywordId>0</KeywordId><ParentId>0</ParentId>",
  );
  expect((await read("1", "application/xml")).text).toContain(
    "<PhoneNumberIds><item>1</item><item>2</item></PhoneNumberIds></item></response>",
  );
  for (const id of ["3", "0", "one", "1.0"]) {
    expect(await read(id)).toMatchObject({ status: 404, text: expect.stringContaining(`not found: ${id}`) });
  }
  expect((await emulator.call("/v1/groups/view", { token: TOKEN })).status).toBe(400);
});

it("are made without contacts, and their ids count up [groups.create]", async () => {
  const emulator = await seeded();
  const fields = { fname: "my first group", fnote: "my informative note here" };
  const made = await emulator.send(fields, { token: TOKEN, path: "/v1/groups/create" });
  expect(made.status).toBe(201);
  expect(json(made)).toMatchObject({
    Id: 3,
    Name: "my first group",
    Note: "my informative note here",
    KeywordId: 0,
    ParentId: 0,
    PhoneNumberIds: [],
  });
  expect(
    (await emulator.call("/v1/groups/index", { token: TOKEN })).headers.get("X-Pagination-Total-Count"),
  ).toBe("3");
});

it("are renamed and keep their contacts; a note that is left out stays, and an empty one empties it [groups.update]", async () => {
  const emulator = await seeded();
  expect(json(await put(emulator, "id=1", { fname: "Losers" }))).toMatchObject({
    Id: 1,
    Name: "Losers",
    Note: "of February",
    DateCreated: "2015-01-20 10:21:29",
    PhoneNumberIds: [1, 2],
  });
  const after = json<{ readonly Note: string; readonly DateUpdated: string }>(
    await put(emulator, "id=1", { fname: "Losers", fnote: "" }),
  );
  expect(after.Note).toBe("");
  expect(after.DateUpdated).not.toBe("2015-01-20 10:21:29");
  expect((await put(emulator, "id=9", {})).status).toBe(404);
});

it("have names and notes of 3 to 255 characters, counted in code points [groups.fields]", async () => {
  const emulator = await seeded();
  const errors = async (fields: object) =>
    json(await emulator.send(fields, { token: TOKEN, path: "/v1/groups/create" }));
  expect(await errors({ fnote: "no" })).toEqual([
    { field: "fname", message: "Fname cannot be blank." },
    { field: "fnote", message: "Fnote should contain at least 3 characters." },
  ]);
  expect(await errors({ fname: "😀😀", fnote: 12 })).toEqual([
    { field: "fname", message: "Fname should contain at least 3 characters." },
    { field: "fnote", message: "Fnote must be a string." },
  ]);
  expect(await errors({ fname: "x".repeat(256) })).toEqual([
    { field: "fname", message: "Fname should contain at most 255 characters." },
  ]);
  expect(await errors({ fname: "😀".repeat(255), fnote: "" })).toMatchObject({ Id: 3 });
  expect(await errors({ fname: "VIP" })).toMatchObject({ Id: 4 });
});

it("of a seed are named by their contacts, and one that is none is refused", async () => {
  const emulator = new TestEmulator();
  const contacts = [{ number: "12125550123", groups: [1, 2] }];
  await expect(
    emulator.emulator.plant({ accounts: [{ token: TOKEN, groups: [{ name: "Winners" }], contacts }] }),
  ).rejects.toThrow("accounts[0].contacts[0].groups[1]: 2 is no group of the account, which has 1");
});

it("keep their contacts through a snapshot, and lose those that are dropped", async () => {
  const emulator = await seeded();
  await emulator.emulator.restore(await emulator.emulator.snapshot());
  expect((await emulator.call("/v1/groups/index", { token: TOKEN })).text).toContain(
    '"PhoneNumberIds":[1,2]',
  );
  const contact = (id: number, groupIds: readonly number[]) => ({
    id,
    number: String(id),
    createdAt: 0,
    updatedAt: 0,
    optOut: null,
    profile: {
      firstName: "",
      lastName: "",
      birthDay: null,
      email: "",
      zip: "",
      city: "",
      groupIds,
      fieldValues: [],
    },
    keywordIds: [],
  });
  const book = ContactBook.from([10, 9, 100].map((id) => [String(id), contact(id, [1])] as const));
  expect(book.idsIn(1)).toEqual([9, 10, 100]);
  book.set("9", contact(9, [2]));
  book.delete("100");
  expect([book.idsIn(1), book.idsIn(2), book.idsIn(3), book.byId(100), book.byId(9)?.number]).toEqual([
    [10],
    [9],
    [],
    undefined,
    "9",
  ]);
});

it("stand beside what their contacts wrote, as they are now", async () => {
  const emulator = await seeded();
  await emulator.emulator.inbound({ token: TOKEN, from: "12125550124", message: "hello" });
  await put(emulator, "id=2", { fname: "Everybody" });
  const groups = async (query: string) =>
    json<readonly { readonly Groups: unknown }[]>(
      await emulator.call("/v1/inbox/index", { token: TOKEN, query }),
    ).map(({ Groups }) => Groups);
  expect(await groups("")).toEqual([
    [
      { Id: 2, Name: "Everybody" },
      { Id: 1, Name: "Winners" },
    ],
  ]);
});
