/** The vendor's codes as the client's errors, against the emulator in both formats, and what a caller may hand in. */
import { describe, expect, it } from "vitest";
import { ProTexting, type SendParams } from "../../src/client/index.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { NO_LIMITS } from "../support/test-emulator.ts";
import { MemoryJournal, world } from "./bulk/support.ts";
import { fakeClient, json, RECIPIENT, rejection } from "./support.ts";

const OK = { Id: "a".repeat(40), DeliveryReportUrl: "https://api.example/", Message: "sent" };

function onEmulator(format: "json" | "xml"): ProTexting {
  const emulator = createEmulator({ settings: NO_LIMITS, seed: "codes" });
  return new ProTexting({
    accessToken: "test_codes",
    baseUrl: "http://localhost",
    pacing: false,
    retries: 0,
    format,
    fetch: (url, init) => emulator.fetch(url, init),
  });
}

describe("a refusal with a code", () => {
  it.each([
    ["41", 1, "RecipientRefusedError"],
    ["13", 1000, "RecipientRefusedError"],
    ["14", 1001, "RecipientRefusedError"],
    ["15", 2, "ContentRefusedError"],
    ["16", 10_001, "ContentRefusedError"],
    ["17", 3, "MediaRefusedError"],
    ["26", 4, "RefusedError"],
    ["43", 5, "InsufficientCreditsError"],
    ["18", 6, "AccountSetupError"],
    ["19", 7, "AccountSetupError"],
    ["20", 8, "RateLimitError"],
    ["21", 301, "SenderRefusedError"],
    ["22", 302, "SenderRefusedError"],
  ])("of 01%s is code %i, a %s, in JSON and XML", async (nn, code, name) => {
    for (const format of ["json", "xml"] as const) {
      const send = onEmulator(format).sms.send({ mobilePhone: `121255501${nn}`, message: "Hello" });
      expect(await rejection(send)).toMatchObject({ name, code, status: 422, attempts: 1 });
    }
  });

  it("has no code when it lists fields, and none for a gateway's own", async () => {
    const listed = onEmulator("xml").sms.send({ mobilePhone: "12125550144", message: "Hello" });
    expect(await rejection(listed)).toMatchObject({ name: "InvalidInputError", code: undefined });
    const { client } = fakeClient(() => json({ code: 5, message: "too large" }, 413));
    const foreign = await rejection(client.sms.send({ mobilePhone: RECIPIENT, message: "Hello" }));
    expect(foreign).toMatchObject({ name: "RefusedError", code: undefined });
  });

  it("tells that the same text may go again after ten seconds", async () => {
    const send = onEmulator("json").sms.send({ mobilePhone: "12125550120", message: "Hello" });
    expect(await rejection(send)).toMatchObject({ scope: "text", resetSeconds: 10 });
  });
});

describe("a run over a list", () => {
  const list = Array.from({ length: 5 }, (_, index) => ({
    mobilePhone: `1212555015${index}`,
    message: `text ${index}`,
  }));

  it.each([
    [{ credits: 0 }, "InsufficientCreditsError", 5],
    [{ activated: false }, "AccountSetupError", 6],
    [{ allowedAddresses: ["192.0.2.1"] }, "AccountSetupError", 7],
  ])("stops at %j, and the rest is not attempted", async (account, name, code) => {
    const { client, time, emulator } = world();
    await emulator.accounts.create({ token: "test_bulk", ...account });
    const summary = await time.run(client.sms.sendMany(list, { concurrency: 1 }));
    expect(summary.stoppedBy).toMatchObject({ name, code });
    expect([summary.refused, summary.notAttempted]).toEqual([1, 4]);
  });

  it("has who opted out as a result, keeps its code, and does not send to it again", async () => {
    const { client, time } = world();
    const journal = new MemoryJournal();
    const items = [
      { mobilePhone: "12125550141", message: "Hello", key: "out" },
      { mobilePhone: "12125550150", message: "Hello", key: "in" },
    ];
    for (let run = 0; run < 2; run++) {
      const summary = await time.run(client.sms.sendMany(items, { journal }));
      expect([summary.accepted, summary.refused, summary.stoppedBy]).toEqual([1, 1, undefined]);
    }
    const refused = journal.read().filter(({ state }) => state === "refused");
    expect(refused).toMatchObject([{ key: "out", code: 1 }]);
  });
});

describe("what is handed in", () => {
  it.each<[string, RegExp]>([
    ['{"mmsTemplateID": 1}', /mmsTemplateID.*mmsTemplateId/],
    ['{"sendfrom": "82257"}', /sendfrom.*sendFrom/],
    ['{"message": null}', /message: should be a text or a number/],
    ['{"subject": true}', /subject: should be a text or a number/],
    ['{"message": ["a"]}', /message: should be a text or a number/],
    ['{"message": "\\ud800"}', /message: holds half/],
  ])("%s is refused in both formats, and nothing leaves", async (text, says) => {
    for (const format of ["json", "xml"] as const) {
      const { client, requests } = fakeClient(() => json(OK), { format });
      const params: SendParams = { mobilePhone: RECIPIENT, message: "Hello", ...JSON.parse(text) };
      const error = await rejection(client.sms.send(params));
      expect(error).toMatchObject({ name: "InvalidInputError", message: expect.stringMatching(says) });
      expect(requests).toEqual([]);
    }
  });

  it("is read once: a getter is not checked as one value and sent as another", async () => {
    const { client, requests } = fakeClient(() => json(OK), { allowRecipients: [RECIPIENT] });
    let reads = 0;
    const params = {
      message: "Hello",
      get mobilePhone() {
        reads += 1;
        return reads === 1 ? RECIPIENT : "16465550199";
      },
    };
    await client.sms.send(params);
    expect(reads).toBe(1);
    expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({ MobilePhone: RECIPIENT });
  });
});
