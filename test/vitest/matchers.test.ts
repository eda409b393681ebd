/** Matches of the matchers, and the mistakes that they do not let pass. */
import { stripVTControlCharacters } from "node:util";
import { describe, expect } from "vitest";
import { ProTexting, type ProTextingOptions } from "../../src/client/index.ts";
import { emulatorTest } from "../../src/vitest/index.ts";

// Time stands at the send: its status is the same however long the test takes.
const test = emulatorTest({ account: { delivery: { mode: "manual" } } });

const TO = "16465550123";
const TEXT = "Your code is 1234.";

describe("toHaveSent", () => {
  test("finds a message by each of its fields", async ({ protexting }) => {
    await new ProTexting(protexting.clientOptions).sms.send({
      mobilePhone: TO,
      message: TEXT,
      sendFrom: "82257",
    });
    const all = {
      to: TO,
      text: TEXT,
      from: "82257",
      segments: 1,
      credits: 1,
      encoding: "GSM-7",
      kind: "sms",
      status: "Pending",
    } as const;
    await expect(protexting).toHaveSent(all);
    await expect(protexting).toHaveSent({ status: 1 });
    const others = { ...all, to: "16465550150", text: "Your code", from: "16465550199", segments: 2 };
    const wrong = { ...others, credits: 3, encoding: "UCS-2", kind: "mms", status: "Delivered" } as const;
    for (const [field, value] of Object.entries(wrong)) {
      await expect(protexting).not.toHaveSent({ [field]: value });
      await expect(protexting).not.toHaveSent({ ...all, [field]: value });
    }
  });

  test("takes a recipient in any writing", async ({ protexting }) => {
    await new ProTexting(protexting.clientOptions).sms.send({ mobilePhone: TO, message: TEXT });
    for (const to of ["+1 (646) 555-0123", "646.555.0123", "6465550123"]) {
      await expect(protexting).toHaveSent({ to });
    }
  });

  test("takes asymmetric values and patterns", async ({ protexting }) => {
    await new ProTexting(protexting.clientOptions).sms.send({ mobilePhone: TO, message: TEXT });
    await expect(protexting).toHaveSent({
      to: expect.stringMatching(/^1646/),
      text: expect.stringContaining("code"),
      credits: expect.any(Number),
    });
    const pattern = /\d{4}/g;
    for (const _ of [1, 2]) await expect(protexting).toHaveSent({ text: pattern });
    await expect(protexting).not.toHaveSent({ text: /\d{5}/ });
    await expect(protexting).not.toHaveSent({ text: expect.not.stringContaining("code") });
  });

  test("looks at the segments that are charged, or at both figures", async ({ protexting }) => {
    // 306 characters are two parts of 153 and two of 160; 310 are three and two.
    await new ProTexting(protexting.clientOptions).sms.send({ mobilePhone: TO, message: "a".repeat(310) });
    await expect(protexting).toHaveSent({ segments: 2 });
    await expect(protexting).toHaveSent({ segments: { documented: 2, gsm: 3 } });
    await expect(protexting).not.toHaveSent({ segments: 3 });
    await expect(protexting).not.toHaveSent({ segments: { documented: 2, gsm: 2 } });
  });

  test("finds an MMS by its template, subject and media", async ({ protexting }) => {
    const client = new ProTexting(protexting.clientOptions);
    const resourceLink = "https://cdn.example.com/a.png";
    const { id: mmsTemplateId } = await client.mmsTemplates.create({ name: "Spring", resourceLink });
    await protexting.templates.setStatus(mmsTemplateId, 3);
    await client.sms.send({ mobilePhone: TO, mmsTemplateId, subject: "Sale" });
    // The vendor keeps a copy of the media.
    const mediaUrl = expect.stringMatching(/^https:.*\.png$/);
    const mms = { kind: "mms", templateId: mmsTemplateId, subject: "Sale", mediaUrl } as const;
    await expect(protexting).toHaveSent(mms);
    await expect(protexting).not.toHaveSent({ ...mms, subject: "Other" });
  });

  test("counts", async ({ protexting }) => {
    const client = new ProTexting(protexting.clientOptions);
    await expect(protexting).toHaveSent({}, { times: 0 });
    for (const message of [TEXT, "Bye"]) await client.sms.send({ mobilePhone: TO, message });
    // Equal texts to one recipient would have to wait ten seconds.
    await client.sms.send({ mobilePhone: "16465550151", message: TEXT });
    await expect(protexting).toHaveSent({ text: TEXT }, { times: 2 });
    await expect(protexting).not.toHaveSent({ text: TEXT }, { times: 1 });
    await expect(protexting).not.toHaveSent({ text: TEXT }, { times: 3 });
  });

  test("is polled until it holds", async ({ protexting }) => {
    const sent = new ProTexting(protexting.clientOptions).sms.send({ mobilePhone: TO, message: TEXT });
    await expect.poll(() => protexting).toHaveSent({ text: TEXT });
    await sent;
  });
});

describe("a miss", () => {
  const fields = { to: TO, text: "Your code is 9999.", segments: 1 };
  const say = (check: Promise<void>): Promise<string> =>
    check.then(
      () => "it passed",
      (error: Error) => stripVTControlCharacters(error.message),
    );

  test("is nearest where most fields agree, before where the text is more alike", async ({ protexting }) => {
    const client = new ProTexting(protexting.clientOptions);
    await client.sms.send({ mobilePhone: TO, message: "Something else" });
    await client.sms.send({ mobilePhone: "16465550150", message: "Your code is 9998." });
    expect(await say(expect(protexting).toHaveSent(fields))).toContain(
      "Nearest miss: message 2 of 2; text differs\n",
    );
  });

  test("is nearest where the text is more alike, if as many fields agree", async ({ protexting }) => {
    const client = new ProTexting(protexting.clientOptions);
    for (const message of ["See you", TEXT, "Good bye"]) await client.sms.send({ mobilePhone: TO, message });
    expect(await say(expect(protexting).toHaveSent(fields))).toContain(
      "Nearest miss: message 2 of 3; text differs\n",
    );
  });

  test("shows long texts where they begin to differ", async ({ protexting }) => {
    const long = "0123456789".repeat(20);
    await new ProTexting(protexting.clientOptions).sms.send({ mobilePhone: TO, message: `${long}A${long}` });
    const said = await say(expect(protexting).toHaveSent({ text: `${long}B${long}` }));
    const lines = said.split("\n");
    const first = lines.findIndex((line) => line.includes("expected  …"));
    const [expected = "", sent = "", caret = ""] = lines.slice(first, first + 3);
    expect(caret.trim()).toBe("^ from character 201 on");
    const column = caret.indexOf("^");
    expect([expected[column], sent[column]]).toEqual(["B", "A"]);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(140);
  });

  test("shows what cannot be seen, and no control character of it", async ({ protexting }) => {
    const message = "\u202Ereversed\u200B 👍";
    await new ProTexting(protexting.clientOptions).sms.send({ mobilePhone: TO, message });
    const said = await say(expect(protexting).toHaveSent({ text: "reversed 👎" }));
    expect(said).toContain("\\u{202e}reversed\\u{200b} 👍");
    expect(said).not.toMatch(/[\u202E\u200B]/);
  });

  test("lists ten of what was sent and counts the rest", async ({ protexting }) => {
    const client = new ProTexting(protexting.clientOptions);
    for (let sent = 0; sent < 12; sent++) {
      await client.sms.send({ mobilePhone: `164655501${60 + sent}`, message: `No. ${sent}` });
    }
    const said = await say(expect(protexting).toHaveSent(fields));
    expect(said).toContain('12 messages were sent, newest first:\n    1  to 16465550171  "No. 11"');
    expect(said).toMatch(/\n {3}10 {2}to 16465550162 {2}"No. 2".*\n {7}and 2 more$/);
  });
});

describe("toHaveBeenRefused", () => {
  test("finds a refused send by recipient, text, status and rule, in JSON and XML", async ({
    protexting,
  }) => {
    for (const format of ["json", "xml"] as const) {
      const client = new ProTexting({ ...protexting.clientOptions, retries: 0, format });
      await expect(client.sms.send({ mobilePhone: "6465550141", message: TEXT })).rejects.toThrow(/opted/i);
    }
    expect(await sendTooLong(protexting.clientOptions)).toBe(422);
    const refused = { to: "16465550141", text: /code/, rule: "magic.refusal" };
    await expect(protexting).toHaveBeenRefused(refused, { times: 2 });
    await expect(protexting).not.toHaveBeenRefused({ ...refused, status: 429 });
    await expect(protexting).toHaveBeenRefused({ to: "16465550150", status: 422 }, { times: 1 });
    await expect(protexting).not.toHaveBeenRefused({ to: TO });
    await expect(protexting).not.toHaveSent({ to: "16465550141" });
  });

  /** Sends by fetch, since the client would refuse the text itself. */
  async function sendTooLong({ baseUrl, accessToken }: ProTextingOptions): Promise<number> {
    const { status } = await fetch(`${baseUrl}/v1/sms/send?access_token=${accessToken}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ MobilePhone: "16465550150", Message: "a".repeat(500) }),
    });
    return status;
  }
});

describe("a matcher refuses", () => {
  test("what is no account", async () => {
    for (const received of ["test_token", null, {}, Promise.resolve()]) {
      await expect(expect(received).toHaveSent()).rejects.toThrow(/takes the test's account, not/);
      await expect(expect(received).not.toHaveBeenRefused()).rejects.toThrow(/Please write: test\(/);
      await expect(expect(received).not.toHaveCredits(1)).rejects.toThrow(TypeError);
    }
  });

  test("fields that there are not, which no message could have", async ({ protexting }) => {
    const misspelt: object = { recipient: TO };
    await expect(expect(protexting).not.toHaveSent(misspelt)).rejects.toThrow(
      'was given the field "recipient". Please ask for some of to, text, from, segments',
    );
    await expect(expect(protexting).not.toHaveBeenRefused(misspelt)).rejects.toThrow(
      "to, text, status, rule.",
    );
  });

  test("undefined, which every message would have", async ({ protexting }) => {
    const user: { readonly phone?: string } = {};
    const nothing: object = { to: user.phone };
    await expect(expect(protexting).toHaveSent(nothing)).rejects.toThrow('was given "to: undefined"');
  });

  test("a recipient that is no number", async ({ protexting }) => {
    await expect(expect(protexting).not.toHaveSent({ to: "nobody" })).rejects.toThrow(
      'was given "to: nobody". Please give a phone number, like 16465550123.',
    );
  });
});
