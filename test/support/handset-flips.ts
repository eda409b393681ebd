/** The flips of the settings about the account's numbers and what handsets write to it. */
import { createEmulator } from "../../src/emulator/index.ts";
import { type Flip, flip } from "./flip.ts";
import { fieldSaid } from "./flip-steps.ts";
import { json, RECIPIENT, type TestEmulator, TOKEN } from "./test-emulator.ts";

const INBOX = "/v1/inbox/index";
const SCHEDULE = "/v1/sms/send-single-schedule-message";
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

function reserve(emulator: TestEmulator, Keyword: string) {
  return emulator.send({ Keyword, Number: "82257" }, { path: "/v1/keyword/reserve" });
}

const error = { status: 418, message: "No." };

function createNumber(emulator: TestEmulator, Country: string) {
  return emulator.send({ Country }, { path: "/v1/numbers/create" });
}

async function createTwo(emulator: TestEmulator): Promise<unknown> {
  return [(await createNumber(emulator, "US")).status, (await createNumber(emulator, "US")).status];
}

export const senderFlips: readonly Flip[] = [
  flip(
    "errors.senderInactive",
    "Not now.",
    [422, "Send From is inactive."],
    [422, "Not now."],
    async (emulator) => {
      await emulator.open(TOKEN, { numberStatus: { "82257": 1 } });
      return fieldSaid(await emulator.send({ MobilePhone: RECIPIENT, Message: "hello", SendFrom: "82257" }));
    },
  ),
  flip(
    "errors.notOptedOutByApi",
    "Never was.",
    [422, "Phone Number is not opted out through the API."],
    [422, "Never was."],
    async (emulator) => fieldSaid(await emulator.send({ PhoneNumber: RECIPIENT }, { path: OPT_IN })),
  ),
  flip("errors.transactionDeclined", error, [201, 422], [201, 418], createTwo),
  flip("limits.newNumberSeconds", null, [201, 422], [201, 201], createTwo),
  flip(
    "newNumbers",
    { US: "1NXX55501XX", FR: "33199001XXX" },
    422,
    201,
    async (emulator) => (await createNumber(emulator, "FR")).status,
  ),
  flip(
    "errors.keywordTaken",
    "Too late.",
    [422, "The keyword is not available."],
    [422, "Too late."],
    async (emulator) => fieldSaid(await reserve(emulator, "HELP")),
  ),
  flip(
    "errors.numberNotOwned",
    "Not yours.",
    [422, "Number is invalid."],
    [422, "Not yours."],
    async (emulator) => {
      const query = "keyword=PIZZA&number=16465550199";
      return fieldSaid(await emulator.call("/v1/keyword/check-availability", { query }));
    },
  ),
  flip(
    "errors.dateTime",
    "Too late.",
    [422, "Date Time is invalid."],
    [422, "Too late."],
    async (emulator) => {
      const fields = { MobilePhone: RECIPIENT, Message: "hello", DateTime: "2015-01-20 10:21:29" };
      return fieldSaid(await emulator.send(fields, { path: SCHEDULE }));
    },
  ),
  flip("errors.noActiveNumber", error, 422, 418, async (emulator) => {
    await emulator.open(TOKEN, { numbers: ["82257"], numberStatus: { "82257": 1 } });
    return sendStatus(emulator);
  }),
];

export const handsetFlips: readonly Flip[] = [
  flip("numbersShown", "masked", ["82257", "16465550100"], ["82257", "16465550xxx"], async (emulator) =>
    json<readonly Written[]>(await emulator.call("/v1/numbers/index")).map((row) => row["Number"]),
  ),
  flip("inbox.order", "oldest-first", ["c", "b", "a"], ["a", "b", "c"], async (emulator) => {
    for (const message of ["a", "b", "c"]) await write(emulator, message);
    return (await inbox(emulator)).map((row) => row["Message"]);
  }),
  flip("inbox.appName", "Auto Reply", ["", "Auto Replay"], ["", "Auto Reply"], async (emulator) => {
    await write(emulator, "JOIN", { keyword: { id: 7, name: "JOIN" } });
    await write(emulator, "hi");
    return (await inbox(emulator)).map((row) => row["AppName"]);
  }),
  flip(
    "inbox.invalidFilter",
    "refused",
    200,
    422,
    async (emulator) => (await emulator.call(INBOX, { query: "Type_Id=x" })).status,
  ),
  flip("inbox.toDate", "midnight", 1, 0, async (emulator) => {
    await write(emulator, "at seven in the morning");
    return (await inbox(emulator, "ToDateReceived=2026-01-15")).length;
  }),
  flip("handset.words.stop", ["ARRET"], 422, 200, sendsAfter("Stop")),
  flip("handset.words.start", ["GO"], 200, 422, sendsAfter("STOP", "START")),
  flip("handset.words.help", ["INFO"], undefined, "Reply STOP to end.", replyTo("info")),
  flip(
    "handset.replies.stop",
    null,
    "You have opted out and will receive no more messages. Reply START to opt in again.",
    undefined,
    replyTo("STOP"),
  ),
  flip(
    "handset.replies.start",
    "Welcome back.",
    "You have opted in again. Reply HELP for help. Reply STOP to end.",
    "Welcome back.",
    replyTo("START", "STOP"),
  ),
  flip("handset.replies.help", "Call us.", "Reply STOP to end.", "Call us.", replyTo("HELP")),
  flip("handset.replyCredits", 2, [1000, 0], [996, 4], async (emulator) => {
    for (const message of ["STOP", "hi", "HELP"]) await write(emulator, message);
    const { credits, totals } = await emulator.account();
    return [credits, totals.creditsCharged];
  }),
  flip(
    "keywords.alreadyIn",
    "Twice!",
    "You have joined already. Reply HELP for help. Reply STOP to end.",
    "Twice!",
    async (emulator) => {
      await reserve(emulator, "PIZZA");
      return await replyTo("PIZZA", "PIZZA")(emulator);
    },
  ),
  flip(
    "keywords.autoreply",
    "Welcome.",
    "Thank you for joining. Reply HELP for help. Reply STOP to end.",
    "Welcome.",
    async (emulator) => json<readonly Written[]>(await reserve(emulator, "PIZZA"))[0]?.["AutoreplyMessage"],
  ),
  flip("keywords.form", "any", 422, 200, async (emulator) => {
    const query = "keyword=PIZZA+TIME&number=82257";
    return (await emulator.call("/v1/keyword/check-availability", { query })).status;
  }),
  flip("optInStatus", 200, 201, 200, async (emulator) => {
    await emulator.send({ PhoneNumber: RECIPIENT }, { path: OPT_OUT });
    return (await emulator.send({ PhoneNumber: RECIPIENT }, { path: OPT_IN })).status;
  }),
  flip(
    "inboundPush.url",
    NOBODY,
    undefined,
    null,
    async (emulator) => (await write(emulator, "hi")).push?.status,
  ),
  flip(
    "inboundPush.anyHost",
    true,
    "Failed to read the settings: inboundPush.url: must be on loopback (127.0.0.1, [::1], localhost), unless inboundPush.anyHost is true.",
    "object",
    async ({ emulator }) => {
      const inboundPush = { ...emulator.settings.inboundPush, url: "https://example.test/hook" };
      try {
        return typeof createEmulator({ settings: { inboundPush } });
      } catch (refused) {
        return refused instanceof Error ? refused.message : refused;
      }
    },
  ),
  flip("inboundPush.carrierCode", "77", "", "77", pushedTo("carrier_code")),
  flip("inboundPush.carrier", "Example Mobile", "", "Example Mobile", pushedTo("carrier")),
];

export const handsetRetentionFlips: readonly Flip[] = [
  flip("retention.inbox", 1, ["c", "b", "a"], ["c"], async (emulator) => {
    for (const message of ["a", "b", "c"]) await write(emulator, message);
    return (await inbox(emulator)).map((row) => row["Message"]);
  }),
  flip("retention.contacts", 1, 422, 200, async (emulator) => {
    for (const PhoneNumber of [RECIPIENT, "12125550151"]) {
      await emulator.send({ PhoneNumber }, { path: OPT_OUT });
    }
    return sendStatus(emulator);
  }),
];
