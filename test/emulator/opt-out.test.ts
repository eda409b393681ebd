/** Opt-outs of recipients, since when and by what: STOP and START from the handset, and the API. */
import { describe, expect, it } from "vitest";
import { json, RECIPIENT, TOKEN } from "../support/test-emulator.ts";
import { OTHER, open, optOut, sendStatus, write } from "./opt-out-steps.ts";

describe("a word from the handset", () => {
  it.each(["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "stop", " Stop\n"])(
    "[handset.words] %j opts out, and START or UNSTOP in any writing opts in",
    async (word) => {
      for (const back of ["START", "unstop", "\tStart "]) {
        const emulator = open();
        expect((await write(emulator, word)).asks).toBe("stop");
        expect(await sendStatus(emulator)).toBe(422);
        expect((await write(emulator, back)).asks).toBe("start");
        expect(await sendStatus(emulator)).toBe(200);
      }
    },
  );

  it.each(["please stop", "STOP.", "stop it now", "S T O P", "help", "restart", "ſtop"])(
    "[handset.words] %j does not: only a whole message counts",
    async (message) => {
      const emulator = open();
      await write(emulator, message);
      expect(await sendStatus(emulator)).toBe(200);
    },
  );

  it("[opt-out.refused] holds for the whole account and nobody else: all its numbers, no other recipient, no other account", async () => {
    const emulator = open();
    await emulator.emulator.inbound({ token: TOKEN, from: RECIPIENT, to: "82257", message: "STOP" });
    const from = async (SendFrom: string) =>
      (await emulator.send({ MobilePhone: RECIPIENT, Message: "hi", SendFrom })).status;
    expect([await from("82257"), await from("16465550100")]).toEqual([422, 422]);
    const simple = await emulator.send(
      { MobilePhone: "+1 212 555 0150", Message: "hi" },
      { path: "/v1/sms-simple/send" },
    );
    expect(simple.status).toBe(422);
    expect([await sendStatus(emulator, OTHER), await sendStatus(emulator, RECIPIENT, "test_bob")]).toEqual([
      200, 200,
    ]);
  });

  it("[opt-out.refused] is named by the refusal's explanation, with its time; nothing is charged or counted", async () => {
    const emulator = open();
    await write(emulator, "Quit");
    emulator.clock.advance(3_600_000);
    const before = await emulator.books();
    const answer = await emulator.send({ MobilePhone: RECIPIENT, Message: "hello" });
    expect([answer.status, JSON.parse(answer.text).message]).toEqual([422, "Phone number is opted out."]);
    expect(await emulator.books()).toEqual(before);
    const { explanation } = await emulator.lastEntry();
    expect(explanation).toMatchObject({
      decidedBy: "opt-out.refused",
      wouldSucceed: "The same send after the handset has written a keyword or START.",
    });
    expect(explanation.steps.at(-1)?.inputs).toEqual({
      optedOut: true,
      since: "2026-01-15T12:00:00.000Z",
      by: "handset",
      word: "Quit",
    });
  });

  it("[opt-out.refused] is named before a magic number that is always refused so", async () => {
    const emulator = open();
    const magic = "12125550141";
    await sendStatus(emulator, magic);
    expect((await emulator.lastEntry()).explanation.decidedBy).toBe("magic.refusal");
    await write(emulator, "STOP", magic);
    await sendStatus(emulator, magic);
    expect((await emulator.lastEntry()).explanation).toMatchObject({
      decidedBy: "opt-out.refused",
      wouldSucceed:
        "The same send after the handset has written a keyword or START. " +
        "Another recipient: this one is a magic number, which is always refused so.",
    });
  });

  it("[handset.replies] is answered when it changes something; HELP always, and other messages never", async () => {
    const emulator = open();
    const replies: unknown[] = [];
    for (const message of ["START", "hi", "STOP", "STOP", "HELP", "START", "UNSTOP", "help"]) {
      replies.push((await write(emulator, message)).reply?.text.split(".")[0] ?? null);
    }
    expect(replies).toEqual([
      null,
      null,
      "You have opted out and will receive no more messages",
      null,
      "Reply STOP to end",
      "You have opted in again",
      null,
      "Reply STOP to end",
    ]);
    const { total } = await emulator.messages();
    const history = json<readonly unknown[]>(await emulator.call("/v1/sent-history/single-list"));
    expect([total, history]).toEqual([0, []]);
  });

  it("[handset.reply-credits] costs nothing, or what the setting says; a reply nobody can pay for is not sent", async () => {
    const free = open();
    await write(free, "STOP");
    expect((await free.account()).credits).toBe(1000);
    const paid = open({ handset: { replyCredits: 3 } });
    await paid.open(TOKEN, { credits: 5 });
    expect((await write(paid, "STOP")).reply?.credits).toBe(3);
    expect((await write(paid, "START")).reply).toBeNull();
    expect((await paid.account()).credits).toBe(2);
    expect(await sendStatus(paid)).toBe(200);
  });
});

describe("what is told", () => {
  it("of opt-outs: an event for each change and none for what changes nothing", async () => {
    const emulator = open();
    await emulator.control("GET", "messages/wait?timeoutMs=0");
    for (const message of ["hi", "STOP", "STOP", "START", "START"]) await write(emulator, message);
    await optOut(emulator);
    await optOut(emulator);
    await write(emulator, "STOP");
    const { events } = (await emulator.emulator.snapshot()).root;
    const told = events
      .map(({ what }) => what)
      .filter(({ type }) => type === "inbound" || type === "opt-out");
    const inbound = (number: number) => ({ type: "inbound", number, from: RECIPIENT, to: "82257" });
    const change = (optedOut: boolean, by: string | null) => ({
      type: "opt-out",
      recipient: RECIPIENT,
      optedOut,
      by,
    });
    expect(told).toEqual([
      inbound(1),
      inbound(2),
      change(true, "handset"),
      inbound(3),
      inbound(4),
      change(false, null),
      inbound(5),
      change(true, "api"),
      inbound(6),
      change(true, "handset"),
    ]);
  });

  it("of contacts, by the control API: who is opted out, since when and by what", async () => {
    const emulator = open();
    await optOut(emulator, OTHER);
    await write(emulator, "Stop");
    const { status, text } = await emulator.control("GET", `contacts?token=${TOKEN}`);
    const at = "2026-01-15T12:00:00.000Z";
    expect([status, JSON.parse(text)]).toEqual([
      200,
      {
        items: [
          {
            id: 2,
            number: RECIPIENT,
            optedOut: true,
            optOut: { at, by: "handset", word: "Stop" },
            createdAt: at,
            updatedAt: at,
          },
          {
            id: 1,
            number: OTHER,
            optedOut: true,
            optOut: { at, by: "api", word: null },
            createdAt: at,
            updatedAt: at,
          },
        ],
        total: 2,
      },
    ]);
    expect((await emulator.control("GET", "contacts?token=nobody")).status).toBe(404);
    expect((await emulator.control("GET", "contacts")).status).toBe(400);
  });
});
