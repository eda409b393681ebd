/** The flips of the settings about the account's numbers and what handsets write to it. */
import { createEmulator } from "../../src/emulator/index.ts";
import type { Flip } from "./flip.ts";
import { type Answered, json, RECIPIENT, type TestEmulator, TOKEN } from "./test-emulator.ts";

const INBOX = "/v1/inbox/index";
const OPT_OUT = "/v1/contacts/opt-out";
const OPT_IN = "/v1/contacts-opt-in/create-custom";
/** Address at which no server listens. */
const NOBODY = "http://127.0.0.1:1/hook";

type Written = Readonly<Record<string, unknown>>;

function write(emulator: TestEmulator, message: string, more: Written = {}) {
  return emulator.emulator.inbound({ token: TOKEN, from: RECIPIENT, message, ...more });
}

async function inbox(emulator: TestEmulator, query = ""): Promise<readonly Written[]> {
  return json<readonly Written[]>(await emulator.call(INBOX, { query }));
}

function fieldSaid(answer: Answered): unknown {
  return [answer.status, json<readonly { readonly message: string }[]>(answer)[0]?.message];
}

async function sendStatus(emulator: TestEmulator): Promise<number> {
  return (await emulator.send({ MobilePhone: RECIPIENT, Message: "hello" })).status;
}

/** True when a recipient who wrote these is still sent to. */
function sendsAfter(...messages: readonly string[]): Flip["observe"] {
  return async (emulator) => {
    for (const message of messages) await write(emulator, message);
    return sendStatus(emulator);
  };
}

function replyTo(message: string, ...before: readonly string[]): Flip["observe"] {
  return async (emulator) => {
    for (const earlier of before) await write(emulator, earlier);
    return (await write(emulator, message)).reply?.text;
  };
}

/** The address that a push about one message goes to, told by an emulator with the same settings. */
function pushedTo(name: string): Flip["observe"] {
  return async ({ emulator }) => {
    const { inboundPush } = emulator.settings;
    const pushing = createEmulator({ settings: { inboundPush: { ...inboundPush, url: NOBODY } } });
    const { push } = await pushing.inbound({ token: TOKEN, from: RECIPIENT, message: "hi" });
    return new URL(push?.url ?? NOBODY).searchParams.get(name);
  };
}

const error = { status: 418, message: "No." };

export const senderFlips: readonly Flip[] = [
  {
    setting: "errors.senderInactive",
    to: { errors: { senderInactive: "Not now." } },
    observe: async (emulator) => {
      await emulator.open(TOKEN, { numberStatus: { "82257": 1 } });
      return fieldSaid(await emulator.send({ MobilePhone: RECIPIENT, Message: "hello", SendFrom: "82257" }));
    },
    byDefault: [422, "Send From is inactive."],
    flipped: [422, "Not now."],
  },
  {
    setting: "errors.notOptedOutByApi",
    to: { errors: { notOptedOutByApi: "Never was." } },
    observe: async (emulator) => fieldSaid(await emulator.send({ PhoneNumber: RECIPIENT }, { path: OPT_IN })),
    byDefault: [422, "Phone Number is not opted out through the API."],
    flipped: [422, "Never was."],
  },
  {
    setting: "errors.noActiveNumber",
    to: { errors: { noActiveNumber: error } },
    observe: async (emulator) => {
      await emulator.open(TOKEN, { numbers: ["82257"], numberStatus: { "82257": 1 } });
      return sendStatus(emulator);
    },
    byDefault: 422,
    flipped: 418,
  },
];

export const handsetFlips: readonly Flip[] = [
  {
    setting: "numbersShown",
    to: { numbersShown: "masked" },
    observe: async (emulator) =>
      json<readonly Written[]>(await emulator.call("/v1/numbers/index")).map((row) => row["Number"]),
    byDefault: ["82257", "16465550100"],
    flipped: ["82257", "16465550xxx"],
  },
  {
    setting: "inbox.order",
    to: { inbox: { order: "oldest-first" } },
    observe: async (emulator) => {
      for (const message of ["a", "b", "c"]) await write(emulator, message);
      return (await inbox(emulator)).map((row) => row["Message"]);
    },
    byDefault: ["c", "b", "a"],
    flipped: ["a", "b", "c"],
  },
  {
    setting: "inbox.appName",
    to: { inbox: { appName: "Auto Reply" } },
    observe: async (emulator) => {
      await write(emulator, "JOIN", { keyword: { id: 7, name: "JOIN" } });
      await write(emulator, "hi");
      return (await inbox(emulator)).map((row) => row["AppName"]);
    },
    byDefault: ["", "Auto Replay"],
    flipped: ["", "Auto Reply"],
  },
  {
    setting: "inbox.invalidFilter",
    to: { inbox: { invalidFilter: "refused" } },
    observe: async (emulator) => (await emulator.call(INBOX, { query: "Type_Id=x" })).status,
    byDefault: 200,
    flipped: 422,
  },
  {
    setting: "inbox.toDate",
    to: { inbox: { toDate: "midnight" } },
    observe: async (emulator) => {
      await write(emulator, "at seven in the morning");
      return (await inbox(emulator, "ToDateReceived=2026-01-15")).length;
    },
    byDefault: 1,
    flipped: 0,
  },
  {
    setting: "handset.words.stop",
    to: { handset: { words: { stop: ["ARRET"] } } },
    observe: sendsAfter("Stop"),
    byDefault: 422,
    flipped: 200,
  },
  {
    setting: "handset.words.start",
    to: { handset: { words: { start: ["GO"] } } },
    observe: sendsAfter("STOP", "START"),
    byDefault: 200,
    flipped: 422,
  },
  {
    setting: "handset.words.help",
    to: { handset: { words: { help: ["INFO"] } } },
    observe: replyTo("info"),
    byDefault: undefined,
    flipped: "Reply STOP to end.",
  },
  {
    setting: "handset.replies.stop",
    to: { handset: { replies: { stop: null } } },
    observe: replyTo("STOP"),
    byDefault: "You have opted out and will receive no more messages. Reply START to opt in again.",
    flipped: undefined,
  },
  {
    setting: "handset.replies.start",
    to: { handset: { replies: { start: "Welcome back." } } },
    observe: replyTo("START", "STOP"),
    byDefault: "You have opted in again. Reply HELP for help. Reply STOP to end.",
    flipped: "Welcome back.",
  },
  {
    setting: "handset.replies.help",
    to: { handset: { replies: { help: "Call us." } } },
    observe: replyTo("HELP"),
    byDefault: "Reply STOP to end.",
    flipped: "Call us.",
  },
  {
    setting: "handset.replyCredits",
    to: { handset: { replyCredits: 2 } },
    observe: async (emulator) => {
      for (const message of ["STOP", "hi", "HELP"]) await write(emulator, message);
      const { credits, totals } = await emulator.account();
      return [credits, totals.creditsCharged];
    },
    byDefault: [1000, 0],
    flipped: [996, 4],
  },
  {
    setting: "optInStatus",
    to: { optInStatus: 200 },
    observe: async (emulator) => {
      await emulator.send({ PhoneNumber: RECIPIENT }, { path: OPT_OUT });
      return (await emulator.send({ PhoneNumber: RECIPIENT }, { path: OPT_IN })).status;
    },
    byDefault: 201,
    flipped: 200,
  },
  {
    setting: "inboundPush.url",
    to: { inboundPush: { url: NOBODY } },
    observe: async (emulator) => (await write(emulator, "hi")).push?.status,
    byDefault: undefined,
    flipped: null,
  },
  {
    setting: "inboundPush.anyHost",
    to: { inboundPush: { anyHost: true } },
    observe: async ({ emulator }) => {
      const inboundPush = { ...emulator.settings.inboundPush, url: "https://example.test/hook" };
      try {
        return typeof createEmulator({ settings: { inboundPush } });
      } catch (refused) {
        return refused instanceof Error ? refused.message : refused;
      }
    },
    byDefault:
      "Failed to read the settings: inboundPush.url: must be on loopback (127.0.0.1, [::1], localhost), unless inboundPush.anyHost is true.",
    flipped: "object",
  },
  {
    setting: "inboundPush.carrierCode",
    to: { inboundPush: { carrierCode: "77" } },
    observe: pushedTo("carrier_code"),
    byDefault: "",
    flipped: "77",
  },
  {
    setting: "inboundPush.carrier",
    to: { inboundPush: { carrier: "Example Mobile" } },
    observe: pushedTo("carrier"),
    byDefault: "",
    flipped: "Example Mobile",
  },
];

export const handsetRetentionFlips: readonly Flip[] = [
  {
    setting: "retention.inbox",
    to: { retention: { inbox: 1 } },
    observe: async (emulator) => {
      for (const message of ["a", "b", "c"]) await write(emulator, message);
      return (await inbox(emulator)).map((row) => row["Message"]);
    },
    byDefault: ["c", "b", "a"],
    flipped: ["c"],
  },
  {
    setting: "retention.contacts",
    to: { retention: { contacts: 1 } },
    observe: async (emulator) => {
      for (const PhoneNumber of [RECIPIENT, "12125550151"]) {
        await emulator.send({ PhoneNumber }, { path: OPT_OUT });
      }
      return sendStatus(emulator);
    },
    byDefault: 422,
    flipped: 200,
  },
];
