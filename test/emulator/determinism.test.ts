import { describe, expect, it } from "vitest";
import { createEmulator } from "../../src/emulator/index.ts";
import { type Answered, RECIPIENT, SEED, TestEmulator, TOKEN } from "../support/test-emulator.ts";

/** Requests of every kind, each with the whole answer as text. */
async function transcript(emulator: TestEmulator, between: () => Promise<void>): Promise<string[]> {
  const written: string[] = [];
  const note = ({ status, reason, headers, text }: Answered): void => {
    written.push(`${status} ${reason}\n${JSON.stringify([...headers])}\n${text}`);
  };
  for (let round = 0; round < 3; round++) {
    await between();
    const id = await emulator.sent();
    await between();
    note(await emulator.call("/v1/sms/delivery-report", { query: `id=${id}`, accept: "application/xml" }));
    note(await emulator.send({ MobilePhone: RECIPIENT, Message: "x" }, { path: "/v1/sms-simple/send" }));
    note(await emulator.send({}));
    await between();
    note(await emulator.call("/v1/credits/balance"));
    const from = `1212555016${round}`;
    await emulator.emulator.inbound({ token: TOKEN, from, message: round === 1 ? "STOP" : "hi" });
    note(await emulator.send({ PhoneNumber: from }, { path: "/v1/contacts/opt-out" }));
    note(await emulator.create({ ResourceLink: "https://media.example.test/picture.png" }));
    await emulator.emulator.templates.setStatus(10_586 + round, { token: TOKEN, id: 3 });
    const mms = { MobilePhone: "12125550105", MmsTemplateId: 10_586 + round, MmsResend: 1 };
    note(await emulator.send({ ...mms, MmsHighResolution: round }));
    const lists = ["/v1/inbox/index", "/v1/numbers/index", "/v1/mms-template/index"];
    for (const path of [...lists, "/v1/sent-history/single-list"]) note(await emulator.call(path));
    note(await emulator.call("/v1/nope"));
    emulator.clock.advance(1500);
  }
  return written;
}

const nothing = async (): Promise<void> => {};

/** Calls by other clients meanwhile: sends, refusals, new tenants. */
function traffic(emulator: TestEmulator): () => Promise<void> {
  let count = 0;
  return async () => {
    count++;
    await emulator.sent({}, { token: "test_bob" });
    const link = { ResourceLink: "https://media.example.test/other.png" };
    await emulator.create(link, { token: "test_bob" });
    await emulator.emulator.inbound({ token: "test_bob", from: "12125550160", message: "STOP" });
    await emulator.sent({ Message: "a".repeat(300) }, { token: `test_guest${count}` });
    await emulator.send({}, { token: "your_access_token" });
    await emulator.call("/v1/credits/balance", { token: "nobody" });
  };
}

describe("same seed, same bytes", () => {
  it("the same requests get the same answers, headers and ids included", async () => {
    const [first, second] = [
      new TestEmulator({ headers: "recorded" }),
      new TestEmulator({ headers: "recorded" }),
    ];
    expect(await transcript(first, nothing)).toEqual(await transcript(second, nothing));
  });

  it("what other tenants do in between changes nothing", async () => {
    const [quiet, busy] = [new TestEmulator(), new TestEmulator()];
    expect(await transcript(busy, traffic(busy))).toEqual(await transcript(quiet, nothing));
  });

  it("an account that is opened again starts again", async () => {
    const emulator = new TestEmulator();
    const first = await emulator.sent();
    await emulator.control("POST", "reset");
    expect(await emulator.sent()).toBe(first);
  });

  it("another seed and another tenant have other ids", async () => {
    const emulator = new TestEmulator({}, SEED);
    const ids = [
      await emulator.sent(),
      await emulator.sent({}, { token: "test_bob" }),
      await new TestEmulator({}, "other").sent(),
    ];
    expect(new Set(ids).size).toBe(3);
  });

  it("without a seed each emulator draws its own", () => {
    expect(createEmulator().seed).not.toBe(createEmulator().seed);
    expect(createEmulator({ seed: "given" }).seed).toBe("given");
  });
});
