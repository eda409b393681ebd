import { describe, expect, it } from "vitest";
import { phoneReader } from "../../src/emulator/domain/phone.ts";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import { NO_LIMITS, TestEmulator } from "../support/test-emulator.ts";

/** Credits charged for a message, and the rule the explanation names for the price. */
async function priceOf(emulator: TestEmulator, recipient: string, text = "hello"): Promise<unknown> {
  await emulator.sent({ MobilePhone: recipient, Message: text });
  const [message] = (await emulator.messages("limit=1")).items;
  const step = message?.explanation.steps.find(({ rule }) => rule.startsWith("price."));
  return [message?.credits, step?.rule, step?.source, step?.inputs["prefix"]];
}

describe("price", () => {
  it.each([
    ["a", 1],
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["a".repeat(480), 3],
    ["á".repeat(70), 1],
    ["á".repeat(71), 2],
  ])("[price.usa] each part costs 1 credit in the USA", async (text, credits) => {
    expect(await priceOf(new TestEmulator(), "12125550150", text)).toEqual([
      credits,
      "price.usa",
      "documented",
      "1",
    ]);
  });

  it.each([
    ["Canada", "14165550150"],
    ["Jamaica", "18765550150"],
    ["Puerto Rico", "17875550150"],
  ])("[price.elsewhere] %s has the prefix of the USA and its price is assumed", async (_, recipient) => {
    expect(await priceOf(new TestEmulator(), recipient)).toEqual([1, "price.elsewhere", "assumed", "1"]);
  });

  it("[price.elsewhere] a country that is not listed costs as the USA", async () => {
    expect(await priceOf(new TestEmulator(), "442079460123")).toEqual([1, "price.elsewhere", "assumed", ""]);
  });

  it("[price.elsewhere] of the configured prefixes the longest decides; the USA stays as documented", async () => {
    const rate = (sms: number) => ({ sms, mms: 9 });
    const rates = { "1876": rate(4), "44": rate(2), "4420": rate(5), "442079": rate(7) };
    const emulator = new TestEmulator({ ...NO_LIMITS, credits: { rates } });
    expect([
      await priceOf(emulator, "18765550150"),
      await priceOf(emulator, "441134960123"),
      await priceOf(emulator, "442079460123"),
      await priceOf(emulator, "442079460123", "a".repeat(161)),
      await priceOf(emulator, "12125550150"),
      await priceOf(emulator, "14165550150"),
    ]).toEqual([
      [4, "price.elsewhere", "assumed", "1876"],
      [2, "price.elsewhere", "assumed", "44"],
      [7, "price.elsewhere", "assumed", "442079"],
      [14, "price.elsewhere", "assumed", "442079"],
      [1, "price.usa", "documented", "1"],
      [1, "price.elsewhere", "assumed", "1"],
    ]);
  });

  it("[segments.gsm] the phone network's count is shown beside the vendor's, and charged by setting", async () => {
    const text = "a".repeat(480);
    const documented = new TestEmulator();
    const gsm = new TestEmulator({ segments: "gsm" });
    for (const emulator of [documented, gsm]) await emulator.sent({ Message: text });
    const views = [await documented.messages(), await gsm.messages()].map(({ items }) => items[0]);
    expect(views.map((view) => [view?.parts, view?.credits])).toEqual([
      [{ documented: 3, gsm: 4 }, 3],
      [{ documented: 3, gsm: 4 }, 4],
    ]);
    expect((await gsm.account()).totals).toEqual({ messages: 1, parts: 4, creditsCharged: 4 });
  });
});

describe("a phone number", () => {
  const reader = phoneReader(mergeSettings());

  it.each([
    ["16461234567", "16461234567"],
    ["+16461234567", "16461234567"],
    ["+1 (646) 123-4567", "16461234567"],
    ["1.646.123.4567", "16461234567"],
    ["6461234567", "16461234567"],
    ["(646) 123-4567", "16461234567"],
    [" 6461234567 ", "16461234567"],
    ["442079460123", "442079460123"],
    ["+44 20 7946 0123", "442079460123"],
    ["+44 (0)20 7946 0123", "442079460123"],
    ["+54 11 15 5555-0123", "5491155550123"],
  ])("[fields.phone] %j names the recipient %s", (text, digits) => {
    expect(reader(text)).toBe(digits);
  });

  it.each([
    "",
    "+",
    "1",
    "911",
    "164612345",
    "164612345678",
    "16461234567 ext. 5",
    "1646123456a",
    "1646123456７",
    "16461234567\n",
    "1+6461234567",
    "++16461234567",
    "1646/1234567",
    "tel:16461234567",
    "9999999999999999",
  ])("[fields.phone] [fields.phone-characters] %j names nobody", (text) => {
    expect(reader(text)).toBeUndefined();
  });

  it("[fields.phone-kind] the vendor's own sample is possible but not assignable, so possible is the rule", () => {
    const valid = phoneReader(mergeSettings({ limits: { phone: "valid" } }));
    expect([reader("16461234567"), valid("16461234567")]).toEqual(["16461234567", undefined]);
    expect([reader("12125550150"), valid("12125550150")]).toEqual(["12125550150", "12125550150"]);
    expect([valid("442079460123"), valid("440000000000")]).toEqual(["442079460123", undefined]);
  });

  it("[fields.phone-ten-digits] ten digits are North American unless they begin with a plus or the setting differs", () => {
    const asWritten = phoneReader(mergeSettings({ phone: { tenDigits: "as-written" } }));
    expect(reader("2125550150")).toBe("12125550150");
    // Ten digits with a country code first: Norway's 47 and eight digits.
    expect([reader("+4721234567"), reader("4721234567")]).toEqual(["4721234567", "14721234567"]);
    expect([asWritten("4721234567"), asWritten("2125550150")]).toEqual(["4721234567", undefined]);
  });
});
