/** A contact that is made with a message: the call is a send as well, through the client and a real emulator. */
import { describe, expect, it, onTestFinished } from "vitest";
import { ProTexting, type ProTextingOptions } from "../../src/client/index.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { ManualClock } from "../support/manual-clock.ts";
import { rejection, TOKEN } from "./support.ts";

const NUMBER = "16465550151";
const person = { number: NUMBER, groupIds: [1] } as const;

/** @param lost answers of this many calls get lost on the way back */
async function world(lost: number, options: Partial<ProTextingOptions> = {}) {
  const clock = new ManualClock();
  const emulator = createEmulator({ seed: "contacts", clock });
  onTestFinished(() => emulator.close());
  await emulator.plant({ accounts: [{ token: TOKEN, groups: [{ name: "Winners" }] }] });
  let calls = 0;
  const fetch: typeof globalThis.fetch = async (...given) => {
    calls += 1;
    const answer = await emulator.fetch(...given);
    if (calls <= lost) throw new TypeError("fetch failed", { cause: new Error("socket hang up") });
    return answer;
  };
  const base = {
    accessToken: TOKEN,
    baseUrl: "https://api.example",
    fetch,
    timeout: false,
    pacing: false,
  } as const;
  const client = new ProTexting({ ...base, sleep: async () => {}, ...options });
  const texts = async () => (await emulator.messages.list({ token: TOKEN })).items.map(({ text }) => text);
  return { client, emulator, texts, calls: () => calls };
}

describe("contacts.create with a message", () => {
  it("sends it once, charged as a send", async () => {
    const { client, emulator, texts } = await world(0);
    const before = (await emulator.accounts.get(TOKEN)).credits;
    expect(await client.contacts.create({ ...person, message: "Welcome" })).toMatchObject({
      number: NUMBER,
      groupIds: [1],
    });
    expect(await texts()).toEqual(["Welcome"]);
    expect(before - (await emulator.accounts.get(TOKEN)).credits).toBe(1);
  });

  it("is not made again when the answer is lost: whether it went is not known", async () => {
    const { client, texts, calls } = await world(1);
    const error = await rejection(client.contacts.create({ ...person, message: "Welcome" }));
    expect(error).toMatchObject({ name: "SendOutcomeUnknownError" });
    expect([calls(), await texts()]).toEqual([1, ["Welcome"]]);
  });

  it("goes to allowed recipients only, and nothing leaves for others", async () => {
    const { client, calls } = await world(0, { allowRecipients: ["16465550123"] });
    const error = await rejection(client.contacts.create({ ...person, message: "Welcome" }));
    expect(error).toMatchObject({ name: "RecipientNotAllowedError" });
    expect(calls()).toBe(0);
  });
});

it("contacts.create without a message is not made again either, and is no send", async () => {
  const { client, calls, texts } = await world(1, { allowRecipients: ["16465550123"] });
  const error = await rejection(client.contacts.create(person));
  expect(error).toMatchObject({ name: "ConnectionError" });
  expect([calls(), await texts()]).toEqual([1, []]);
  expect(await client.contacts.find(NUMBER)).toMatchObject({ groupIds: [1] });
});
