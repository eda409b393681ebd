/** The example of lost answers, against the emulator's. */
import { expect, it } from "vitest";
import { sendForSure } from "../../examples/unknown-outcome.ts";
import { ProTexting } from "../../src/client/index.ts";
import { createEmulator } from "../../src/emulator/index.ts";
import { VirtualTime } from "../client/pacing/virtual-time.ts";
import { START } from "../support/manual-clock.ts";

const token = "test_unknown_outcome";
const message = "Order 1234 has left";

function world() {
  const time = new VirtualTime(START);
  const emulator = createEmulator({ seed: "example", clock: { now: time.clock } });
  const own = { accessToken: token, baseUrl: "http://localhost", fetch: emulator.fetch };
  const client = () => new ProTexting({ ...own, clock: time.clock, sleep: time.sleep });
  const ids = async () => (await emulator.messages.list({ token })).items.map(({ id }) => id);
  return { time, emulator, client, ids };
}

it.each([
  ["ordinary recipient", "16465550150"],
  ["connection reset, although it was sent", "16465550137"],
  ["200 with the body cut in half, although it was sent", "16465550140"],
])("%s: sent once, and its id is known", async (_, mobilePhone) => {
  const { time, client, ids } = world();
  const became = await time.run(sendForSure(client(), { mobilePhone, message }));
  const [id, ...others] = await ids();
  expect(others).toEqual([]);
  expect(became).toEqual({ is: "sent", id });
});

it("a connection that is reset before anything was sent: sent again, and once", async () => {
  const { time, emulator, client, ids } = world();
  await emulator.faults.add({ kind: "reset", when: "before", times: 1, match: { endpoint: "sms.send" } });
  const became = await time.run(sendForSure(client(), { mobilePhone: "16465550150", message }));
  expect(became).toEqual({ is: "sent", id: (await ids())[0] });
  expect(await ids()).toHaveLength(1);
  expect((await emulator.journal.list({ token, path: "/v1/sms/send" })).total).toBe(2);
});

it("one that is reset each time: given up after three, and nothing sent", async () => {
  const { time, client, ids } = world();
  const sending = sendForSure(client(), { mobilePhone: "16465550136", message });
  await expect(time.run(sending)).rejects.toMatchObject({ name: "SendOutcomeUnknownError", accepted: false });
  expect(await ids()).toEqual([]);
});

it.each([
  { mobilePhone: "16465550137", became: { is: "for a person to decide" } },
  { mobilePhone: "16465550140", became: { is: "sent", id: undefined } },
])("another client's message that looks the same: $became.is", async ({ mobilePhone, became }) => {
  const { time, client, ids } = world();
  // The history masks the last four digits.
  await time.run(client().sms.send({ mobilePhone: "16465550199", message }));
  expect(await time.run(sendForSure(client(), { mobilePhone, message }))).toEqual(became);
  expect(await ids()).toHaveLength(2);
});

it("a refusal is told as it is", async () => {
  const { time, client } = world();
  const sending = sendForSure(client(), { mobilePhone: "16465550143", message });
  await expect(time.run(sending)).rejects.toThrow("too few credits");
});
