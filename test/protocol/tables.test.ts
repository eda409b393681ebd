import { readFileSync } from "node:fs";
import { parsePhoneNumberFromString } from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { deliveryStatuses, isDeliveryStatusId } from "../../src/protocol/delivery-status.ts";
import { DEFAULT_RATES, priceOf } from "../../src/protocol/prices.ts";
import { maskRecipient, recipientDigits } from "../../src/protocol/recipient.ts";
import { httpDate, isoTime, vendorDateTime } from "../../src/protocol/vendor-time.ts";

const reference = readFileSync(new URL("../../fixtures/vendor/api.md", import.meta.url), "utf8");

describe("delivery statuses", () => {
  it("[delivery.statuses] are the vendor's twelve, with its spelling", () => {
    const rows = reference.matchAll(/^\| (\d+) \| (\w+) \| \| /gm);
    expect(deliveryStatuses).toEqual(
      Object.fromEntries(Array.from(rows, ([, id, description]) => [id, description])),
    );
    expect(Object.keys(deliveryStatuses)).toHaveLength(12);
    expect([deliveryStatuses[4], deliveryStatuses[8]]).toEqual(["Bufered", "Disconected"]);
  });

  it("[delivery.statuses] no other number is one", () => {
    expect([1, 12].map(isDeliveryStatusId)).toEqual([true, true]);
    expect([0, 13, -1, 1.5, Number.NaN].filter(isDeliveryStatusId)).toEqual([]);
  });
});

describe("prices", () => {
  it("[price.usa] of the USA is known by the vendor's page", () => {
    expect(priceOf("12125550150", DEFAULT_RATES)).toEqual({
      rate: { sms: 1, mms: 3 },
      prefix: "1",
      known: true,
    });
  });

  it.each(["14165550150", "18765550150", "442079460123", "1", ""])(
    "[price.elsewhere] of %j is that of the USA, and not known",
    (digits) => {
      expect(priceOf(digits, DEFAULT_RATES)).toMatchObject({
        rate: { sms: 1, mms: 3 },
        known: digits === "1",
      });
    },
  );

  it("[price.usa] [price.elsewhere] are known in just those of all 800 area codes that belong to no other country", () => {
    const codes = Array.from({ length: 800 }, (_, index) => String(200 + index));
    const elsewhere = codes.filter((code) => {
      const country = parsePhoneNumberFromString(`+1${code}5550123`)?.country;
      return country !== undefined && country !== "US";
    });
    const assumed = codes.filter((code) => !priceOf(`1${code}5550123`, DEFAULT_RATES).known);
    expect(assumed).toEqual(elsewhere);
    expect(assumed.length).toBeGreaterThan(80);
  });

  it.each([
    ["Puerto Rico", "787", "PR"],
    ["Puerto Rico", "939", "PR"],
    ["the Virgin Islands", "340", "VI"],
    ["Guam", "671", "GU"],
    ["American Samoa", "684", "AS"],
    ["the Northern Marianas", "670", "MP"],
  ])("[price.elsewhere] of %s (%s), no state of the USA, are assumed", (_, code, country) => {
    expect(parsePhoneNumberFromString(`+1${code}5550123`)?.country).toBe(country);
    expect(priceOf(`1${code}5550123`, DEFAULT_RATES)).toMatchObject({
      rate: { sms: 1, mms: 3 },
      known: false,
    });
  });

  it("[price.elsewhere] a table's names are its own: inherited ones are no prefixes", () => {
    expect(priceOf("constructor", DEFAULT_RATES).prefix).toBe("");
    expect(priceOf("4420", { "44": { sms: 2, mms: 5 } })).toMatchObject({ rate: { sms: 2 }, prefix: "44" });
    expect(priceOf("12125550150", {})).toMatchObject({ rate: { sms: 1, mms: 3 }, known: false });
  });
});

describe("recipients", () => {
  it("[fields.phone-ten-digits] three spellings name one recipient", () => {
    const spellings = ["+1 (646) 123-4567", "16461234567", "6461234567"];
    expect(spellings.map((text) => recipientDigits(text))).toEqual(Array(3).fill("16461234567"));
  });

  it("[fields.phone-characters] other characters, a plus inside and no digit at all name nobody", () => {
    const texts = ["", " ", "+", "1+2", "++1", "12a", "1/2", "١٢", "1\n2"];
    expect(texts.map((text) => recipientDigits(text))).toEqual(texts.map(() => undefined));
    expect(recipientDigits("1/2", "/")).toBe("12");
    expect(recipientDigits("1-2", "/")).toBeUndefined();
  });

  it.each([
    ["16461234567", "1646xxxxxxx"],
    ["12345", "1234x"],
    ["1234", "1234"],
    ["12", "12"],
  ])("[send.masked] %s is shown as %s", (digits, shown) => {
    expect(maskRecipient(digits)).toBe(shown);
  });
});

describe("times", () => {
  it("the vendor's are in GMT-5 all year", () => {
    expect(vendorDateTime(Date.UTC(2026, 0, 15, 4, 59, 59, 999))).toBe("2026-01-14 23:59:59");
    expect(vendorDateTime(Date.UTC(2026, 6, 15, 12))).toBe("2026-07-15 07:00:00");
  });

  it("HTTP's and the control API's are in UTC", () => {
    expect(httpDate(Date.UTC(2026, 0, 5))).toBe("Mon, 05 Jan 2026 00:00:00 GMT");
    expect(isoTime(Date.UTC(2026, 0, 5, 1, 2, 3, 4))).toBe("2026-01-05T01:02:03.004Z");
  });
});
