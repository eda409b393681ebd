/** A store's world for tests of its state: accounts in the middle of everything, and all that changes them. */
import { assemble, type EmulatorParts } from "../../src/emulator/assemble.ts";
import type { SeedData, SettingsInput } from "../../src/emulator/index.ts";
import { ManualClock } from "./manual-clock.ts";
import { NO_LIMITS, SEED } from "./test-emulator.ts";

export const TOKENS = ["test_a", "test_b", "test_c"] as const;
/** Ordinary ones, one whose messages are rejected, and one that writes back. */
export const RECIPIENTS = ["12125550150", "12125550160", "12125550105", "12125550129"] as const;

/** Small enough that messages, accounts and all else go while they are read. */
export const SMALL = {
  retention: { messages: 9, inbox: 3, contacts: 3, templates: 3, journal: 12, events: 12 },
  tenants: { limit: 2 },
  limits: { ...NO_LIMITS.limits, perRecipient: { limit: 1000, windowSeconds: 60 } },
} as const satisfies SettingsInput;

export const DATA: SeedData = {
  accounts: [
    {
      token: "test_a",
      templates: [
        { resourceLink: "https://media.example.test/a.jpg", createdAt: "-2d", status: 3 },
        { resourceLink: "https://media.example.test/c.jpg", createdAt: "-1s" },
      ],
      messages: [
        { to: "12125550105", template: 10_586, resend: true, sentAt: "-1s" },
        { to: "12125550150", text: "just now", sentAt: "-1s" },
        { to: "12125550129", text: "answered soon", sentAt: "-1s" },
      ],
      inbox: [{ from: "12125550150", message: "hello", receivedAt: "-1h" }],
    },
    { token: "test_b", delivery: { mode: "polls" }, messages: [{ to: "12125550160", text: "polled" }] },
  ],
};

export interface World extends EmulatorParts {
  readonly time: ManualClock;
}

export type Step = (world: World, token: string, recipient: string) => unknown;

const post = ({ fetch }: World, path: string, token: string, fields: object) =>
  fetch(`http://localhost/v1/${path}?access_token=${token}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(fields),
  });

const newest = async ({ messages }: World, token: string) => (await messages.list({ token })).items[0]?.id;

/** All that changes the state, by what it does to it. */
export const steps: Readonly<Record<string, Step>> = {
  send: (world, token, MobilePhone) => post(world, "sms/send", token, { MobilePhone, Message: "hi" }),
  resend: (world, token) =>
    post(world, "sms/send", token, {
      MobilePhone: "12125550105",
      MmsTemplateId: 10_586,
      MmsResend: 1,
      Subject: "look",
      Message: "hi",
    }),
  template: (world, token) =>
    post(world, "mms-template/create", token, {
      ResourceLink: "https://media.example.test/b.jpg",
      Name: "b",
    }),
  approve: ({ templates }, token) => templates.setStatus(10_587, { token, id: 3 }).catch(() => undefined),
  inbound: ({ inbound }, token, from) => inbound({ token, from, message: "STOP" }).catch(() => undefined),
  optIn: (world, token, PhoneNumber) => post(world, "contacts-opt-in/create-custom", token, { PhoneNumber }),
  decide: async (world, token) => {
    const id = await newest(world, token);
    if (id !== undefined) await world.messages.setStatus(id, 4).catch(() => undefined);
  },
  poll: async (world, token) => {
    const id = await newest(world, token);
    await world.fetch(`http://localhost/v1/sms/delivery-report?access_token=${token}&id=${id}`);
  },
  fault: ({ faults }, token) => faults.add({ kind: "status", status: 503, times: 1, match: { token } }),
  meetFault: ({ store }, token) => store.meetFault({ token, endpoint: "sms.send", recipient: "" }, "before"),
  forgive: ({ faults }) => faults.clear(),
  pass: ({ time }) => time.advance(1500),
  advance: ({ clock }, token) => clock.advance("1s", { token }).catch(() => undefined),
  turn: ({ store }, token) => store.moveClock({ kind: "advance", by: 5000 }, token),
  freeze: ({ clock }) => clock.freeze(),
  topUp: ({ accounts }, token) => accounts.patch(token, { credits: 7 }).catch(() => undefined),
  replace: ({ accounts }, token) => accounts.create({ token, credits: 3 }),
  reset: ({ reset }, token) => reset({ token }),
  resetAll: ({ reset }) => reset(),
  forget: ({ journal }, token) => journal.clear({ token }),
  plant: ({ plant }) => plant(DATA),
  restore: async ({ snapshot, restore }, token) => restore(await snapshot({ token }), { token }),
};

/** One whose clock the test moves, and which notes its events. */
export function openWorld(settings: SettingsInput, data: SeedData): World {
  const time = new ManualClock();
  const parts = assemble({ settings, seed: SEED, clock: time, data }, () => ({ kind: "in-process" }));
  parts.store.listen();
  return { ...parts, time };
}
