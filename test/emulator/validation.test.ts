/** The send form's field rules, as the recorded application checks them, under PHP 5.6 unless a test says so. */
import { describe, expect, it } from "vitest";
import { json, RECIPIENT, TestEmulator } from "../support/test-emulator.ts";
import { errorsOf, errorsWith } from "./validation-steps.ts";

const BLANK = "cannot be blank.";
const STRING = "must be a string.";
const INVALID = "is invalid.";

describe("MobilePhone", () => {
  it.each([
    [undefined, BLANK],
    [null, BLANK],
    ["", BLANK],
    [[], BLANK],
    [{}, BLANK],
    [" ", BLANK],
    [" \t\n\r\0\v", BLANK],
    ["\u00a0", INVALID],
    ["\f", INVALID],
    [12125550150, STRING],
    [0, STRING],
    [false, STRING],
    [true, STRING],
    [["12125550150"], STRING],
    [{ a: "12125550150" }, STRING],
    ["0", INVALID],
    ["hello", INVALID],
    ["121255501", INVALID],
    ["121255501500", INVALID],
    ["1212555015O", INVALID],
    [RECIPIENT, undefined],
  ])("[fields.rules] %j: %s", async (value, message) => {
    expect(await errorsWith("MobilePhone", value)).toEqual(
      message === undefined ? [] : [`MobilePhone: Mobile Phone ${message}`],
    );
  });

  it("[fields.rules] names are case-sensitive", async () => {
    expect(await errorsOf({ mobilephone: RECIPIENT, Message: "hello" })).toEqual([
      "MobilePhone: Mobile Phone cannot be blank.",
    ]);
  });
});

describe("Message", () => {
  const TOO_LONG = "should contain at most 480 characters.";

  it.each([
    ["480 letters", "a".repeat(480), undefined],
    ["481 letters", "a".repeat(481), TOO_LONG],
    ["480 emoji", "😀".repeat(480), undefined],
    ["481 emoji", "😀".repeat(481), TOO_LONG],
    ["480 letters with spaces around them", ` ${"a".repeat(479)} `, TOO_LONG],
    ["480 characters that the network counts twice", "€".repeat(480), undefined],
  ])("[fields.length] %s", async (_, text, message) => {
    expect(await errorsWith("Message", text)).toEqual(
      message === undefined ? [] : [`Message: Message ${message}`],
    );
  });

  it.each([
    [7, STRING],
    [1.5, STRING],
    [true, STRING],
    [false, STRING],
    [["a"], STRING],
    [{ a: 1 }, STRING],
    ["\u00a0", undefined],
    ["0", undefined],
    // No error of a field rule, but nothing to send either.
    [null, BLANK],
    ["", BLANK],
    [[], BLANK],
    [" \n", BLANK],
  ])("[fields.rules] %j: %s", async (value, message) => {
    expect(await errorsWith("Message", value)).toEqual(
      message === undefined ? [] : [`Message: Message ${message}`],
    );
  });
});

describe("a field of 0 and 1", () => {
  const FAILS = ["MmsHighResolution: Mms High Resolution is invalid."];

  it.each(["0", "1", "01", " 1", "1e0", "1.0", true, false, 1, 0])(
    "[fields.rules] [errors.release] %j passes in both releases",
    async (value) => {
      expect(await errorsWith("MmsHighResolution", value)).toEqual([]);
      expect(await errorsWith("MmsHighResolution", value, "2.0.55")).toEqual([]);
    },
  );

  it.each(["yes", "1abc", "0x1", "0 or so"])(
    "[fields.rules] [errors.release] %j is a number to PHP 5.6 and a text to PHP 8",
    async (value) => {
      expect(await errorsWith("MmsHighResolution", value)).toEqual([]);
      expect(await errorsWith("MmsHighResolution", value, "2.0.55")).toEqual(FAILS);
    },
  );

  it.each(["2", -1, 2, [1]])("[fields.rules] %j fails in both releases", async (value) => {
    expect(await errorsWith("MmsHighResolution", value)).toEqual(FAILS);
    expect(await errorsWith("MmsHighResolution", value, "2.0.55")).toEqual(FAILS);
  });
});

describe("MmsTemplateId", () => {
  /** Passes the field rule; the account has no such template. */
  const PASSES = ["MmsTemplateId: Mms Template Id is invalid."];
  const FAILS = ["MmsTemplateId: Mms Template Id must be an integer."];

  it.each([12, -1, "12", "-1", "+5", "0012", true])("[fields.rules] %j is an integer", async (value) => {
    expect(await errorsWith("MmsTemplateId", value)).toEqual(PASSES);
  });

  it.each([" 5 ", "5\n", "\t5"])("[fields.rules] %j is an integer, its blanks included", async (value) => {
    expect(await errorsWith("MmsTemplateId", value)).toEqual(PASSES);
  });

  it("[errors.release] blanks around an integer do not pass in release 2.0.55, but for a line feed at the end", async () => {
    for (const blank of [" 5 ", " 5", "5 ", "5\n\n", "\n5"]) {
      expect(await errorsWith("MmsTemplateId", blank, "2.0.55")).toEqual(FAILS);
    }
    expect(await errorsWith("MmsTemplateId", "5\n", "2.0.55")).toEqual(PASSES);
  });

  it.each([
    1.5,
    "1.5",
    "abc",
    "12abc",
    "0x1A",
    "1e3",
    "",
    " ",
    "--1",
    "+",
    "99999999999999999999 apples",
    false,
    [1],
    { a: 1 },
    "١٢",
    "\u00a05",
  ])("[fields.rules] %j is no integer", async (value) => {
    expect(await errorsWith("MmsTemplateId", value)).toEqual(value === "" ? [] : FAILS);
  });

  it("[fields.rules] a number beyond 64 bits is no integer, the same digits in a text are one", async () => {
    const huge = `{"MobilePhone":"${RECIPIENT}","Message":"x","MmsTemplateId":99999999999999999999}`;
    const emulator = new TestEmulator();
    const answer = await emulator.call("/v1/sms/send", {
      method: "POST",
      contentType: "application/json",
      body: huge,
    });
    expect(json(answer)).toEqual([
      { field: "MmsTemplateId", message: "Mms Template Id must be an integer." },
    ]);
    expect(await errorsWith("MmsTemplateId", "99999999999999999999")).toEqual(PASSES);
  });

  it("[errors.release] true is no integer in release 2.0.55", async () => {
    expect(await errorsWith("MmsTemplateId", true, "2.0.55")).toEqual(FAILS);
    expect(await errorsWith("MmsTemplateId", "5", "2.0.55")).toEqual(PASSES);
  });

  it("[fields.rules] null and an empty list are left out", async () => {
    expect(await errorsWith("MmsTemplateId", null)).toEqual([]);
    expect(await errorsWith("MmsTemplateId", [])).toEqual([]);
  });
});

describe.each(["MmsHighResolution", "MmsResend"])("%s", (field) => {
  it.each([0, 1, "0", "1", "01", 1.0, "1.0", true, false, "yes", " 1", "1 apple", "0x1", "", null, []])(
    "[fields.rules] %j is in 0 and 1, compared loosely",
    async (value) => {
      expect(await errorsWith(field, value)).toEqual([]);
    },
  );

  it.each([2, -1, 0.5, "2", "-1", "0.5", "2 apples", [1], [0], { a: 1 }])(
    "[fields.rules] %j is not",
    async (value) => {
      const label = field === "MmsResend" ? "Mms Resend" : "Mms High Resolution";
      expect(await errorsWith(field, value)).toEqual([`${field}: ${label} is invalid.`]);
    },
  );
});

describe("texts that are not required", () => {
  it.each(["Subject", "SendFrom"])("[fields.rules] %s must be a string, when it is there", async (field) => {
    const label = field === "SendFrom" ? "Send From" : "Subject";
    for (const value of [7, true, false, ["a"], { a: 1 }]) {
      expect(await errorsWith(field, value)).toEqual([`${field}: ${label} must be a string.`]);
    }
    for (const value of ["", null, [], {}]) expect(await errorsWith(field, value)).toEqual([]);
  });
});
