/** Each test has an account of its own: these tests are what they talk about. */
import { describe, expect } from "vitest";
import { ProTexting } from "../../src/client/index.ts";
import { emulatorTest, tenantOf, test } from "../../src/vitest/index.ts";

describe("the account of a test", () => {
  const seen = new Set<string>();

  test("is called as the test is: Écoute, ça marche!", ({ protexting }) => {
    expect(protexting.token).toMatch(/^test_the_account_of_a_test_is_called_as_the_t_[0-9a-f]{10}$/);
  });

  for (const round of [1, 2, 3]) {
    test("is another for each test of the same name", ({ protexting }) => {
      seen.add(protexting.token);
      expect(seen.size).toBe(round);
    });
  }

  describe.each([1, 2])("in a suite of the same name", () => {
    test("is another, too", ({ protexting }) => {
      expect(seen).not.toContain(protexting.token);
      seen.add(protexting.token);
    });
  });

  test.for([1, 2, 3])("is another for each case", (_, { protexting }) => {
    expect(seen).not.toContain(protexting.token);
    seen.add(protexting.token);
  });

  test("begins with the credits of the settings, and nothing sent", async ({ protexting }) => {
    await expect(protexting).toHaveCredits(1000);
    await expect(protexting).not.toHaveSent();
    await expect(protexting).not.toHaveBeenRefused();
  });

  let attempts = 0;
  test("is fresh when a test is tried again", { retry: 1 }, async ({ protexting }) => {
    attempts += 1;
    expect((await protexting.faults.list()).total).toBe(0);
    expect((await protexting.clock.get()).frozen).toBe(false);
    expect((await protexting.journal.list()).total).toBe(0);
    await expect(protexting).not.toHaveSent();
    await protexting.faults.add({ kind: "status", nth: 9 });
    await protexting.clock.freeze();
    await new ProTexting(protexting.clientOptions).sms.send({ mobilePhone: "16465550150", message: "Hi" });
    expect(attempts).toBe(2);
  });

  const emulators = new Set<object>();
  test.for([1, 2])("is in the emulator that the tests of a worker share", (_, { protexting }) => {
    emulators.add(protexting.emulator);
    expect(emulators.size).toBe(1);
  });
});

describe.concurrent("accounts of tests that run at the same time", () => {
  test.for([1, 2, 3, 4])("keep their books, clocks and faults apart (%i)", async (sends, { protexting }) => {
    const { clientOptions, clock, faults, inbound, inbox, journal } = protexting;
    await clock.freeze();
    const before = Date.parse((await clock.get()).now);
    await clock.advance(`${sends}d`);
    await faults.add({ kind: "status", status: 503, times: 1 });
    const client = new ProTexting({ ...clientOptions, retries: 0 });
    const message = `Message of ${sends}`;
    await expect(client.credits.balance()).rejects.toThrow(/503/);
    for (let sent = 0; sent < sends; sent++) {
      await client.sms.send({ mobilePhone: `164655501${50 + sent}`, message });
    }
    await inbound({ from: "16465550150", message });
    await expect(protexting).toHaveSent({ text: message }, { times: sends });
    await expect(protexting).toHaveSent({}, { times: sends });
    await expect(protexting).toHaveCredits(1000 - sends);
    expect((await inbox.list()).items.map((one) => one.message)).toEqual([message]);
    expect((await journal.list({ status: 200 })).total).toBe(sends);
    expect(Date.parse((await clock.get()).now) - before).toBe(sends * 24 * 60 * 60 * 1000);
  });
});

describe("the handle of an account", () => {
  test("reaches no other account", async ({ protexting }) => {
    const { emulator } = protexting;
    const other = tenantOf(emulator, `${protexting.token}_other`);
    await other.open({ credits: 7 });
    await new ProTexting(other.clientOptions).sms.send({ mobilePhone: "16465550150", message: "Hi" });
    await other.faults.add({ kind: "status", nth: 9 });
    await other.inbound({ from: "16465550150", message: "Hello" });
    const states = async () => [
      await other.account(),
      (await other.messages.list()).total,
      (await other.faults.list()).total,
      (await other.journal.list()).total,
      (await other.inbox.list()).total,
      (await other.contacts.list()).total,
      (await other.clock.get()).frozen,
      (await emulator.clock.get()).frozen,
    ];
    const before = await states();
    const { clock, faults, journal, messages, templates, inbox, contacts } = protexting;
    await clock.freeze();
    expect((await clock.get()).frozen).toBe(true);
    await clock.resume();
    expect((await clock.get()).frozen).toBe(false);
    await clock.set({ now: "2001-01-01T00:00:00Z", frozen: true });
    await protexting.patch({ credits: 1 });
    await protexting.inbound({ from: "16465550151", message: "STOP" });
    const own = [messages, templates, faults, journal, inbox, contacts].map((one) => one.list());
    expect((await Promise.all(own)).map(({ total }) => total)).toEqual([0, 0, 0, 0, 1, 1]);
    await faults.clear();
    await journal.clear();
    expect(await states()).toEqual(before);
    expect((await clock.get()).now).toMatch(/^2001-01-01/);
    expect((await other.clock.get()).now).not.toMatch(/^2001/);
    expect((await emulator.clock.get()).now).not.toMatch(/^2001/);
  });

  test("moves its messages on", async ({ protexting: { clientOptions, clock, messages } }) => {
    const client = new ProTexting(clientOptions);
    const { id } = await client.sms.send({ mobilePhone: "16465550150", message: "Hi" });
    await clock.advance("1m");
    expect((await messages.waitFor({ contains: "Hi", status: 2 })).id).toBe(id);
    expect((await client.sms.deliveryReport(id)).status.description).toBe("Delivered");
  });

  test("decides on its messages and templates", async ({ protexting }) => {
    await protexting.open({ delivery: { mode: "manual" }, approval: { mode: "manual" } });
    const client = new ProTexting(protexting.clientOptions);
    const { id } = await client.sms.send({ mobilePhone: "16465550150", message: "Hi" });
    await protexting.messages.setStatus(id, 5);
    await expect(protexting).toHaveSent({ status: "Rejected" });
    const name = "Spring";
    const { id: template } = await client.mmsTemplates.create({
      name,
      resourceLink: "https://cdn.example.com/a.png",
    });
    await protexting.templates.setStatus(template, 3);
    expect(await protexting.templates.get(template)).toMatchObject({ name, status: { id: 3 } });
    expect((await protexting.templates.list()).total).toBe(1);
  });

  test("shows who has opted out", async ({ protexting: { contacts, inbound, clientOptions } }) => {
    await new ProTexting(clientOptions).sms.send({ mobilePhone: "16465550150", message: "Hi" });
    await inbound({ from: "16465550150", message: "STOP" });
    expect((await contacts.list()).items).toMatchObject([{ number: "16465550150", optedOut: true }]);
  });
});

const poor = emulatorTest({
  account: { credits: 1, limits: { rate: null } },
  settings: { segments: "gsm" },
});

describe("a test of its own emulator", () => {
  poor("has its settings and its accounts", async ({ protexting }) => {
    const client = new ProTexting(protexting.clientOptions);
    await client.sms.send({ mobilePhone: "16465550150", message: "Hi" });
    await expect(protexting).toHaveCredits(0);
    await expect(client.sms.send({ mobilePhone: "16465550150", message: "Ho" })).rejects.toThrow(/credits/);
    await expect(protexting).toHaveBeenRefused({ status: 422, rule: "credits.balance" });
    expect(protexting.emulator.settings.segments).toBe("gsm");
  });

  poor("has another address", ({ protexting }) => {
    expect(protexting.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(protexting.clientOptions).toEqual({ accessToken: protexting.token, baseUrl: protexting.url });
  });
});
