/** Advice in a refusal on what would have succeeded, where a field was wrong. */
import { describe, expect, it } from "vitest";
import { NO_LIMITS, RECIPIENT, TestEmulator } from "../support/test-emulator.ts";

const PHONE = "that is a number with its country code first, like 16465550123; this one is";

async function wouldSucceed(
  path: string,
  fields: Readonly<Record<string, unknown>>,
): Promise<string | undefined> {
  const emulator = new TestEmulator(NO_LIMITS);
  await emulator.send(fields, { path });
  return (await emulator.lastEntry()).explanation.wouldSucceed;
}

describe("[fields.rules] a refused send says what would have succeeded:", () => {
  it.each([
    [{ Message: "a".repeat(481) }, "A Message of at most 480 characters; this one has 481."],
    [{ Message: "😀".repeat(1200) }, "A Message of at most 480 characters; this one has 1,200."],
    [
      { Message: "a".repeat(5000), MmsTemplateId: 1 },
      "A Message of at most 1,544 characters; this one has 5,000.",
    ],
    [{ Message: 123 }, "A Message that is a text; this one is 123."],
    [{ Message: ["a"] }, "A Message that is a text; this one is a list."],
    [{ Subject: { a: 1 } }, "A Subject that is a text; this one is an object."],
    [{ MobilePhone: "abc" }, `A MobilePhone ${PHONE} "abc".`],
    [{ MobilePhone: "1\u202e2\n" }, `A MobilePhone ${PHONE} "1\u202e2\\n".`],
    [{ MobilePhone: "9".repeat(41) }, `A MobilePhone ${PHONE} "${"9".repeat(40)}"….`],
    [{ MobilePhone: "😀".repeat(40) }, `A MobilePhone ${PHONE} "${"😀".repeat(40)}".`],
    [{ MobilePhone: 16465550123 }, "A MobilePhone that is a text; this one is 16465550123."],
    [{ MobilePhone: "" }, "A MobilePhone that is not blank; this one is blank or left out."],
    [
      { MobilePhone: "16465550144" },
      "Another recipient: this one is a magic number, which is always refused so.",
    ],
    [{ MmsTemplateId: "three" }, 'An MmsTemplateId that is a whole number; this one is "three".'],
    [{ MmsHighResolution: "2" }, 'An MmsHighResolution of 0 or 1; this one is "2".'],
    [{ SendFrom: [1] }, "A SendFrom that is a text; this one is a list."],
    [
      { MobilePhone: "abc", Message: 5 },
      `A MobilePhone ${PHONE} "abc". A Message that is a text; this one is 5.`,
    ],
  ])("%j", async (fields, says) => {
    const told = await wouldSucceed("/v1/sms/send", { MobilePhone: RECIPIENT, Message: "hello", ...fields });
    expect(told).toBe(says);
  });
});

it("[fields.phone-number] a refused opt-out says what number would have succeeded", async () => {
  expect(await wouldSucceed("/v1/contacts/opt-out", { PhoneNumber: "12" })).toBe(
    `A PhoneNumber ${PHONE} "12".`,
  );
});

it("[template.name] [template.link] a refused template says what was wrong of it, and nothing of what was not", async () => {
  const link = "https://media.example.test/a.png";
  expect(
    await wouldSucceed("/v1/mms-template/create", { ResourceLink: link, Name: "n".repeat(300) }),
  ).toMatch(/^A Name of at most \d+ characters; this one has 300\.$/);
  expect(await wouldSucceed("/v1/mms-template/create", { ResourceLink: "ftp://x", Name: "n" })).toMatch(
    /^A ResourceLink with http or https, .*\(jpg, .*\); this one is "ftp:\/\/x"\.$/,
  );
});
