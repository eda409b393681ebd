/** Keywords of an account. */
import { expect, it } from "vitest";
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

it("are of one of the account's numbers: a seed with another is refused and changes nothing", async () => {
  const emulator = new TestEmulator();
  const keywords = [{ keyword: "PIZZA", number: "16465550199" }];
  await expect(emulator.emulator.plant({ accounts: [{ token: TOKEN, keywords }] })).rejects.toThrow(
    'accounts[0].keywords[0].number: "16465550199" is none of the account\'s numbers',
  );
});
