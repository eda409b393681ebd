/** Several wrong fields at once, and characters that the vendor's list does not have. */
import { describe, expect, it } from "vitest";
import { json, NO_LIMITS, RECIPIENT, TestEmulator } from "../support/test-emulator.ts";
import { errorsOf, errorsWith } from "./validation-steps.ts";

describe("several errors", () => {
  const wrong = {
    SendFrom: 1,
    MmsResend: 2,
    MmsHighResolution: 2,
    Subject: 1,
    MmsTemplateId: "x",
    Message: 1,
    MobilePhone: [1],
  };
  const errors = [
    "MobilePhone: Mobile Phone must be a string.",
    "Message: Message must be a string.",
    "MmsTemplateId: Mms Template Id must be an integer.",
    "Subject: Subject must be a string.",
    "MmsHighResolution: Mms High Resolution is invalid.",
    "MmsResend: Mms Resend is invalid.",
    "SendFrom: Send From must be a string.",
  ];

  it("[errors.validation] come in the order of the rules, not of the input, one for each field", async () => {
    expect(await errorsOf(wrong)).toEqual(errors);
  });

  it("[fields.rules] sms-simple/send has the same rules without SendFrom", async () => {
    expect(await errorsOf(wrong, "2.0.13", "/v1/sms-simple/send")).toEqual(errors.slice(0, -1));
  });

  it("[errors.validation] in XML they are items of the response", async () => {
    const answer = await new TestEmulator().send(
      { MobilePhone: 1, Subject: 1 },
      { accept: "application/xml" },
    );
    expect(answer.text).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<response>' +
        "<item><field>MobilePhone</field><message>Mobile Phone must be a string.</message></item>" +
        "<item><field>Subject</field><message>Subject must be a string.</message></item></response>\n",
    );
  });

  it("[submit.content] rules across fields run only when each field by itself passed", async () => {
    expect(await errorsOf({ MobilePhone: RECIPIENT, Subject: 1 })).toEqual([
      "Subject: Subject must be a string.",
    ]);
  });
});

describe("characters that the vendor's list does not have", () => {
  const latin = new TextDecoder("iso-8859-15").decode(Uint8Array.from({ length: 96 }, (_, at) => 0xa0 + at));
  const ascii = String.fromCharCode(...Array.from({ length: 95 }, (_, at) => 0x20 + at)).replace("\\", "");
  const listed = `\n\f\r${ascii}ΔΦΓΛΩΠΨΣΘΞ${latin}`;
  const strict = new TestEmulator({
    ...NO_LIMITS,
    limits: { ...NO_LIMITS.limits, characters: "documented" },
  });
  const others = ["\\", "\t", "\0", "\x7f", "\x9f", "¤", "½", "ź", "α", "“", "…", "😀", "中"];

  it("[fields.characters] all that it has pass where it is held to, 203 of them", async () => {
    expect(new Set(listed).size).toBe(3 + 94 + 10 + 96);
    await strict.sent({ Message: listed });
  });

  it.each(others)(
    "[fields.any-character] %j passes by default, and is 422 where the list is held to",
    async (Message) => {
      expect(await errorsWith("Message", `Hello ${Message}`)).toEqual([]);
      const answer = await strict.send({ MobilePhone: RECIPIENT, Message: `Hello ${Message}` });
      expect([answer.status, json(answer)]).toEqual([
        422,
        [{ field: "Message", message: "Message is invalid." }],
      ]);
    },
  );

  it("[fields.any-character] the explanation names the first of them", async () => {
    await strict.send({ MobilePhone: RECIPIENT, Message: "price\t😀" });
    expect((await strict.lastEntry()).explanation).toMatchObject({
      decidedBy: "fields.rules",
      wouldSucceed: "A Message of allowed characters alone; this one has U+0009.",
    });
  });
});
