/** Records by id: lists of what a person keeps with the vendor. */
import { describe, expect, it } from "vitest";
import { json, TestEmulator } from "../support/test-emulator.ts";

const TOKEN = "test_records";
const FIELDS = "/v1/custom-contact-fields/index";

interface Row {
  readonly Id: number;
}

async function ids(emulator: TestEmulator, token = TOKEN): Promise<readonly number[]> {
  return json<readonly Row[]>(await emulator.call(FIELDS, { token })).map(({ Id }) => Id);
}

describe("records of an account", () => {
  it("are listed as the vendor prints them [custom-fields.index] [custom-fields.ids]", async () => {
    const emulator = new TestEmulator();
    const createdAt = "2015-01-20T15:21:29Z";
    await emulator.emulator.plant({
      accounts: [{ token: TOKEN, customFields: [{ name: "age", createdAt }] }],
    });
    const { text } = await emulator.call(FIELDS, { token: TOKEN });
    expect(text).toBe(
      '[{"Id":1,"Name":"age","DateCreated":"2015-01-20 10:21:29","DateUpdated":"2015-01-20 10:21:29"}]',
    );
    const xml = await emulator.call(FIELDS, { token: TOKEN, accept: "application/xml" });
    expect(xml.text).toContain(
      "<response><item><Id>1</Id><Name>age</Name><DateCreated>2015-01-20 10:21:29</DateCreated><DateUpdated>2015-01-20 10:21:29</DateUpdated></item></response>",
    );
  });

  it("come in the order in which they were made, not in the seed's [lists.order]", async () => {
    const emulator = new TestEmulator();
    const customFields = [
      { name: "later", createdAt: "-1h" },
      { name: "earlier", createdAt: "-2h" },
    ];
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, customFields }] });
    const answer = json<readonly { readonly Name: string }[]>(await emulator.call(FIELDS, { token: TOKEN }));
    expect(answer.map(({ Name }) => Name)).toEqual(["earlier", "later"]);
  });

  it("give no id twice, whatever of them was dropped, restored or reset [retention.records]", async () => {
    const customFields = ["one", "two", "three"].map((name) => ({ name }));
    const emulator = new TestEmulator({ retention: { records: 2 } });
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, customFields }] });
    expect(await ids(emulator)).toEqual([2, 3]);
    expect(emulator.log.filter((line) => line.includes("retention.records"))).toHaveLength(1);
    const snapshot = await emulator.emulator.snapshot();
    expect(snapshot.root.tenants.map(({ lastIds }) => lastIds)).toEqual([{ customFields: 3 }]);
    await emulator.emulator.reset();
    await emulator.emulator.restore(snapshot);
    expect(await ids(emulator)).toEqual([2, 3]);
  });

  it("are their account's alone", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.plant({ accounts: [{ token: TOKEN, customFields: [{ name: "age" }] }] });
    expect(await ids(emulator, "test_other")).toEqual([]);
  });
});

describe("what makes room", () => {
  it("leaves the counts of faults, which weigh nothing [retention.bytes]", async () => {
    const emulator = new TestEmulator({ retention: { bytes: 20_000 } });
    const tokens = Array.from({ length: 12 }, (_, index) => `made-${index}`);
    for (const token of tokens) await emulator.control("POST", "accounts", { token });
    for (let fault = 0; fault < 9; fault++)
      await emulator.control("POST", "faults", { kind: "status", status: 503, nth: 1_000_000 });
    for (const token of tokens) await emulator.call("/v1/credits/balance", { token });
    const { tenants } = (await emulator.emulator.snapshot()).root;
    expect(tenants.map(({ faultCounts }) => faultCounts.length)).toEqual(tokens.map(() => 9));
  });
});

describe("a snapshot that tells lower last ids than its records have", () => {
  it("is put back so that no id is given twice", async () => {
    const emulator = new TestEmulator();
    await emulator.emulator.plant({
      accounts: [{ token: TOKEN, customFields: [{ name: "one" }, { name: "two" }] }],
    });
    const { version, root } = await emulator.emulator.snapshot();
    const tenants = root.tenants.map((tenant) => ({ ...tenant, lastIds: {} }));
    await emulator.emulator.restore({ version, root: { ...root, tenants } });
    const restored = await emulator.emulator.snapshot();
    expect(restored.root.tenants.map(({ lastIds }) => lastIds)).toEqual([{ customFields: 2 }]);
  });
});
