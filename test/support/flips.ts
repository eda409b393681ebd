/** One flip for each setting: what is seen by default, and what when the setting is turned. */
import type { Flip } from "./flip.ts";
import { handsetFlips, handsetRetentionFlips, senderFlips } from "./handset-flips.ts";
import { recordFlips } from "./record-flips.ts";
import {
  type Answered,
  json,
  type MessageView,
  RECIPIENT,
  type TestEmulator,
  TOKEN,
} from "./test-emulator.ts";

const BALANCE = "/v1/credits/balance";
const REPORT = "/v1/sms/delivery-report";
const HISTORY = "/v1/sent-history/single-list";
const TEMPLATES = "/v1/mms-template/index";
const JSON_BODY = { method: "POST", contentType: "application/json" } as const;
const hello = { MobilePhone: RECIPIENT, Message: "hello" };

/** Status and message of a refusal. */
function said(answer: Answered): unknown {
  return [answer.status, json<{ readonly message: string }>(answer).message];
}

/** Status, and the message of the one field that is refused. */
function fieldSaid(answer: Answered): unknown {
  return [answer.status, json<readonly { readonly message: string }[]>(answer)[0]?.message];
}

async function send(emulator: TestEmulator, fields: unknown): Promise<number> {
  return (await emulator.send(fields)).status;
}

let texts = 0;

/** Status of the last of as many sends, each with a text of its own. */
async function sendTimes(emulator: TestEmulator, times: number, fields = hello): Promise<number> {
  let status = 0;
  for (let sent = 0; sent < times; sent++) {
    // Each text is another one, so that only the limits on numbers of sends count.
    texts += 1;
    status = await send(emulator, { ...fields, Message: `${texts}${fields.Message}`.slice(0, 480) });
  }
  return status;
}

async function charged(emulator: TestEmulator, fields: Readonly<Record<string, unknown>>): Promise<number> {
  await emulator.sent(fields);
  return (await emulator.account()).totals.creditsCharged;
}

function reportAfter(ms: number): Flip["observe"] {
  return async (emulator) => {
    const id = await emulator.sent();
    emulator.clock.advance(ms);
    const [{ DeliveryStatus_Description }] = JSON.parse(
      (await emulator.call(REPORT, { query: `id=${id}` })).text,
    );
    return DeliveryStatus_Description;
  };
}

/** A template's id, after so many milliseconds. */
async function template(emulator: TestEmulator, ms = 6000, fields: object = {}): Promise<number> {
  const link = "https://media.example.test/picture.png";
  const answer = await emulator.create({ ResourceLink: link, ...fields });
  emulator.clock.advance(ms);
  return json<{ readonly Id: number }>(answer).Id;
}

/** State of a new template after so many milliseconds. */
function approvalAfter(ms: number, fields: object = {}): Flip["observe"] {
  return async (emulator) => {
    await template(emulator, ms, fields);
    const [row] = json<readonly { readonly Status_Id: number }[]>(await emulator.call(TEMPLATES));
    return row?.Status_Id;
  };
}

/** The newest message, once an MMS has had the time to be rejected. */
async function afterRejection(emulator: TestEmulator, fields: object = {}): Promise<MessageView | undefined> {
  const MmsTemplateId = await template(emulator);
  await emulator.sent({ MobilePhone: "12125550105", MmsTemplateId, MmsResend: 1, ...fields });
  emulator.clock.advance(3000);
  return (await emulator.messages()).items[0];
}

const error = { status: 418, message: "No." };

/** Answer to a send to the magic number with these last two digits. */
function magic(nn: string): Flip["observe"] {
  return async (emulator) => said(await emulator.send({ ...hello, MobilePhone: `121255501${nn}` }));
}

/** A flip of the refusal that a magic number stands for. */
function refusalFlip(name: string, nn: string, message: string): Flip {
  const setting = `errors.${name}`;
  return {
    setting,
    to: { errors: { [name]: error } },
    observe: magic(nn),
    byDefault: [422, message],
    flipped: [418, "No."],
  };
}

export const flips: readonly Flip[] = [
  {
    setting: "framework",
    to: { framework: "2.0.55" },
    observe: async (emulator) => (await emulator.call(BALANCE, { accept: "image/png" })).status,
    byDefault: 415,
    flipped: 406,
  },
  {
    setting: "headers",
    to: { headers: "recorded" },
    observe: async (emulator) => {
      const { headers } = await emulator.call(BALANCE);
      return [headers.has("Set-Cookie"), headers.get("Expires")];
    },
    byDefault: [false, "Thu, 19 Nov 1981 08:52:00 GMT"],
    flipped: [true, "Thu, 19 Nov 1981 08:52:00 GMT"],
  },
  {
    setting: "asPrinted",
    to: { asPrinted: true },
    observe: async (emulator) => (await emulator.call(BALANCE)).headers.get("Content-Type"),
    byDefault: "application/json; charset=UTF-8",
    flipped: "application/xml; charset=UTF-8",
  },
  {
    setting: "segments",
    to: { segments: "gsm" },
    observe: (emulator) => charged(emulator, { Message: "a".repeat(480) }),
    byDefault: 3,
    flipped: 4,
  },
  {
    setting: "account.credits",
    to: { account: { credits: 7 } },
    observe: async (emulator) => (await emulator.call(BALANCE)).text,
    byDefault: '{"AvailableCredits":1000}',
    flipped: '{"AvailableCredits":7}',
  },
  {
    setting: "account.numbers",
    to: { account: { numbers: ["16465550177"] } },
    observe: async (emulator) => {
      await emulator.sent();
      return (await emulator.messages()).items[0]?.sender;
    },
    byDefault: "82257",
    flipped: "16465550177",
  },
  {
    setting: "account.activated",
    to: { account: { activated: false } },
    observe: async (emulator) => (await emulator.call(BALANCE)).text,
    byDefault: '{"AvailableCredits":1000}',
    flipped: '{"name":"Unprocessable entity","message":"API App is NOT activated.","code":6,"status":422}',
  },
  {
    setting: "account.allowedAddresses",
    to: { account: { allowedAddresses: ["192.0.2.0/24"] } },
    observe: async (emulator) => (await emulator.call(BALANCE)).text,
    byDefault: '{"AvailableCredits":1000}',
    flipped: '{"name":"Unprocessable entity","message":"Invalid IP address.","code":7,"status":422}',
  },
  {
    setting: "account.forbiddenWords",
    to: { account: { forbiddenWords: ["HELLO"] } },
    observe: (emulator) => send(emulator, hello),
    byDefault: 200,
    flipped: 422,
  },
  {
    setting: "credits.rates",
    to: { credits: { rates: { "44": { sms: 3, mms: 9 } } } },
    observe: (emulator) => charged(emulator, { MobilePhone: "442079460123" }),
    byDefault: 1,
    flipped: 3,
  },
  {
    setting: "limits.messageLength",
    to: { limits: { messageLength: 5 } },
    observe: async (emulator) => [
      await send(emulator, { ...hello, Message: "12345" }),
      await send(emulator, { ...hello, Message: "123456" }),
    ],
    byDefault: [200, 200],
    flipped: [200, 422],
  },
  {
    setting: "limits.mmsMessageLength",
    to: { limits: { mmsMessageLength: 5 } },
    observe: async (emulator) => {
      const MmsTemplateId = await template(emulator);
      return [
        await send(emulator, { ...hello, MmsTemplateId, Message: "12345" }),
        await send(emulator, { ...hello, MmsTemplateId, Message: "123456" }),
      ];
    },
    byDefault: [200, 200],
    flipped: [200, 422],
  },
  {
    setting: "limits.rate",
    to: { limits: { rate: null } },
    observe: async (emulator) => (await emulator.call(BALANCE)).headers.get("X-Rate-Limit-Limit"),
    byDefault: "60",
    flipped: null,
  },
  {
    setting: "limits.perRecipient",
    to: { limits: { perRecipient: { limit: 2, windowSeconds: 60 } } },
    observe: (emulator) => sendTimes(emulator, 3),
    byDefault: 200,
    flipped: 429,
  },
  {
    setting: "limits.sameText",
    to: { limits: { sameText: null } },
    observe: async (emulator) => [await send(emulator, hello), await send(emulator, hello)],
    byDefault: [200, 422],
    flipped: [200, 200],
  },
  {
    setting: "limits.perRecipientCounts",
    to: { limits: { perRecipientCounts: "parts" } },
    observe: (emulator) => sendTimes(emulator, 4, { ...hello, Message: "a".repeat(480) }),
    byDefault: 200,
    flipped: 429,
  },
  {
    setting: "limits.perRecipientWindow",
    to: { limits: { perRecipientWindow: "fixed" } },
    observe: async (emulator) => {
      emulator.clock.advance(30_000);
      await sendTimes(emulator, 10);
      emulator.clock.advance(30_000);
      return await send(emulator, hello);
    },
    byDefault: 429,
    flipped: 200,
  },
  {
    setting: "limits.perRecipientRefused",
    to: { limits: { perRecipientRefused: "counts" } },
    observe: async (emulator) => {
      await sendTimes(emulator, 11);
      emulator.clock.advance(59_999);
      await sendTimes(emulator, 10);
      emulator.clock.advance(1);
      return await send(emulator, hello);
    },
    byDefault: 200,
    flipped: 429,
  },
  {
    setting: "limits.phone",
    to: { limits: { phone: "valid" } },
    observe: (emulator) => send(emulator, { ...hello, MobilePhone: "16461234567" }),
    byDefault: 200,
    flipped: 422,
  },
  {
    setting: "limits.characters",
    to: { limits: { characters: "documented" } },
    observe: (emulator) => send(emulator, { ...hello, Message: "😀" }),
    byDefault: 200,
    flipped: 422,
  },
  {
    setting: "limits.bodyBytes",
    to: { limits: { bodyBytes: 20 } },
    observe: (emulator) => send(emulator, hello),
    byDefault: 200,
    flipped: 413,
  },
  {
    setting: "phone.punctuation",
    to: { phone: { punctuation: "/" } },
    observe: async (emulator) => [
      await send(emulator, { ...hello, MobilePhone: "1/212/555/0150" }),
      await send(emulator, { ...hello, MobilePhone: "1-212-555-0150" }),
    ],
    byDefault: [422, 200],
    flipped: [200, 422],
  },
  {
    setting: "phone.tenDigits",
    to: { phone: { tenDigits: "as-written" } },
    observe: (emulator) => send(emulator, { ...hello, MobilePhone: "2125550150" }),
    byDefault: 200,
    flipped: 422,
  },
  {
    setting: "submit.order",
    to: {
      submit: {
        order: [
          "sender",
          "content",
          "template",
          "opt-out",
          "words",
          "carrier",
          "recipient-rate",
          "same-text",
          "balance",
        ],
      },
    },
    observe: async (emulator) =>
      fieldSaid(await emulator.send({ MobilePhone: RECIPIENT, SendFrom: "99999" })),
    byDefault: [422, "Message cannot be blank."],
    flipped: [422, "Send From is invalid."],
  },
  {
    setting: "submit.requireContent",
    to: { submit: { requireContent: false } },
    observe: (emulator) => send(emulator, { MobilePhone: RECIPIENT }),
    byDefault: 422,
    flipped: 200,
  },
  {
    setting: "submit.carrierBlocks",
    to: { submit: { carrierBlocks: "delivery" } },
    observe: async (emulator) => {
      const { status } = await emulator.send({ ...hello, MobilePhone: "12125550116" });
      emulator.clock.advance(3000);
      return [status, (await emulator.messages()).items[0]?.status.description];
    },
    byDefault: [422, undefined],
    flipped: [200, "Rejected"],
  },
  {
    setting: "errors.codedReason",
    to: { errors: { codedReason: "framework" } },
    observe: async (emulator) => (await emulator.send({ ...hello, MobilePhone: "12125550141" })).reason,
    byDefault: "Data Validation Failed.",
    flipped: "Unprocessable entity",
  },
  refusalFlip("optedOut", "41", "Phone number is opted out."),
  refusalFlip("optedOutGlobally", "13", "Phone number is opted out globally."),
  refusalFlip("blockedGlobally", "14", "Phone number is blocked globally."),
  refusalFlip("forbiddenWords", "15", "Forbidden words."),
  refusalFlip("carrierBlocked", "16", "Content blocked by carriers or rejected without details provided."),
  refusalFlip("emptyMms", "17", "Empty MMS resource."),
  refusalFlip("unprocessable", "26", "Unprocessable entity."),
  refusalFlip("insufficientCredits", "43", "Not enough credits."),
  refusalFlip("appNotActivated", "18", "API App is NOT activated."),
  refusalFlip("addressNotAllowed", "19", "Invalid IP address."),
  refusalFlip(
    "sameText",
    "20",
    "SMS Sending Failed - limitation has been reach: SMS with same content can be sent 1 time every 10 seconds.",
  ),
  refusalFlip("senderTemporarilyBlocked", "21", "Sender Long Code is temporarily blocked."),
  refusalFlip("senderPermanentlyBlocked", "22", "Sender Long Code is permanently blocked."),
  {
    setting: "errors.throttled",
    to: { errors: { throttled: error } },
    observe: async (emulator) => {
      await sendTimes(emulator, 10);
      return said(await emulator.send(hello));
    },
    byDefault: [429, "Rate limit exceeded."],
    flipped: [418, "No."],
  },
  {
    setting: "errors.unknownId",
    to: { errors: { unknownId: { status: 410, message: "{id} is {gone}." } } },
    observe: async (emulator) => said(await emulator.call(REPORT, { query: "id=x" })),
    byDefault: [404, "Object not found: x"],
    flipped: [410, "x is {gone}."],
  },
  {
    setting: "errors.bodyTooLarge",
    to: { errors: { bodyTooLarge: { status: 400, message: "Over {limit}." } } },
    observe: async (emulator) =>
      said(
        await emulator.call("/v1/sms/send", {
          ...JSON_BODY,
          headers: { "Content-Length": "1048577" },
          body: "x",
        }),
      ),
    byDefault: [413, "The request body is larger than 1048576 bytes."],
    flipped: [400, "Over 1048576."],
  },
  {
    setting: "errors.notBuilt",
    to: { errors: { notBuilt: { status: 503, message: "{method} of {path}" } } },
    observe: async (emulator) => said(await emulator.call("/v1/keyword/index")),
    byDefault: [501, "GET /v1/keyword/index is documented by the vendor but not built in this emulator."],
    flipped: [503, "GET of /v1/keyword/index"],
  },
  {
    setting: "errors.malformedXml",
    to: { errors: { malformedXml: { status: 422, message: "XML!" } } },
    observe: async (emulator) =>
      said(
        await emulator.call("/v1/sms/send", {
          method: "POST",
          contentType: "application/xml",
          body: "<a><b></a>",
        }),
      ),
    byDefault: [
      400,
      "Invalid XML data in request body: Failed to read XML: </a> where <b> is open (offset 6).",
    ],
    flipped: [422, "XML!"],
  },
  {
    setting: "errors.templateNotApproved",
    to: { errors: { templateNotApproved: "No such template." } },
    observe: async (emulator) => fieldSaid(await emulator.send({ ...hello, MmsTemplateId: 1 })),
    byDefault: [422, "Mms Template Id is invalid."],
    flipped: [422, "No such template."],
  },
  {
    setting: "errors.resourceLink",
    to: { errors: { resourceLink: "No such link." } },
    observe: async (emulator) => fieldSaid(await emulator.create({ ResourceLink: "picture.png" })),
    byDefault: [422, "Resource Link is invalid."],
    flipped: [422, "No such link."],
  },
  {
    setting: "errors.senderNotOwned",
    to: { errors: { senderNotOwned: "Not yours." } },
    observe: async (emulator) => fieldSaid(await emulator.send({ ...hello, SendFrom: "99999" })),
    byDefault: [422, "Send From is invalid."],
    flipped: [422, "Not yours."],
  },
  ...senderFlips,
  {
    setting: "delivery.mode",
    to: { delivery: { mode: "immediate" } },
    observe: reportAfter(0),
    byDefault: "Pending",
    flipped: "Delivered",
  },
  {
    setting: "delivery.processedAfterMs",
    to: { delivery: { processedAfterMs: 5 } },
    observe: reportAfter(5),
    byDefault: "Pending",
    flipped: "Processed",
  },
  {
    setting: "delivery.deliveredAfterMs",
    to: { delivery: { deliveredAfterMs: 1500 } },
    observe: reportAfter(1500),
    byDefault: "Processed",
    flipped: "Delivered",
  },
  {
    setting: "delivery.end",
    to: { delivery: { end: 3 } },
    observe: reportAfter(3000),
    byDefault: "Delivered",
    flipped: "Failed",
  },
  {
    setting: "approval.mode",
    to: { approval: { mode: "immediate" } },
    observe: approvalAfter(0),
    byDefault: 0,
    flipped: 3,
  },
  {
    setting: "approval.stepMs",
    to: { approval: { stepMs: 5 } },
    observe: approvalAfter(5),
    byDefault: 0,
    flipped: 1,
  },
  {
    setting: "approval.end",
    to: { approval: { end: 4 } },
    observe: approvalAfter(6000),
    byDefault: 3,
    flipped: 4,
  },
  {
    setting: "mms.fileTypes",
    to: { mms: { fileTypes: ["mp3"] } },
    observe: async (emulator) => [
      (await emulator.create({ ResourceLink: "https://media.example.test/a.jpeg" })).status,
      (await emulator.create({ ResourceLink: "https://media.example.test/a.mp3" })).status,
    ],
    byDefault: [201, 422],
    flipped: [422, 201],
  },
  {
    setting: "mms.nameLength",
    to: { mms: { nameLength: 256 } },
    observe: async (emulator) => {
      const ResourceLink = "https://media.example.test/a.jpg";
      return (await emulator.create({ ResourceLink, Name: "a".repeat(256) })).status;
    },
    byDefault: 422,
    flipped: 201,
  },
  {
    setting: "mms.templates",
    to: { mms: { templates: "oldest-first" } },
    observe: async (emulator) => {
      for (let made = 0; made < 3; made++) await template(emulator);
      return json<readonly { readonly Id: number }[]>(await emulator.call(TEMPLATES)).map(({ Id }) => Id);
    },
    byDefault: [10588, 10587, 10586],
    flipped: [10586, 10587, 10588],
  },
  {
    setting: "mms.shortUrl",
    to: { mms: { shortUrl: "https://short.example.test/{code}" } },
    observe: async (emulator) => /https:.*\//.exec((await afterRejection(emulator))?.text ?? "")?.[0],
    byDefault: "https://ptxt.io/",
    flipped: "https://short.example.test/",
  },
  {
    setting: "mms.highResolution",
    to: { mms: { highResolution: "nothing" } },
    observe: async (emulator) => {
      await emulator.sent({ ...hello, MmsTemplateId: await template(emulator), MmsHighResolution: 1 });
      return (await emulator.messages()).items[0]?.text.split("\n").length;
    },
    byDefault: 2,
    flipped: 1,
  },
  {
    setting: "mms.resendWithoutCredits",
    to: { mms: { resendWithoutCredits: "owed" } },
    observe: async (emulator) => {
      await emulator.open(TOKEN, { credits: 3 });
      await afterRejection(emulator);
      return [(await emulator.messages()).total, (await emulator.call(BALANCE)).text];
    },
    byDefault: [1, '{"AvailableCredits":0}'],
    flipped: [2, '{"AvailableCredits":-1}'],
  },
  {
    setting: "simpleReport",
    to: { simpleReport: "object" },
    observe: async (emulator) => {
      const query = `id=${await emulator.sent()}`;
      const answers = [
        await emulator.call(REPORT, { query }),
        await emulator.call("/v1/sms-simple/delivery-report", { query }),
      ];
      return answers.map(({ text }) => text[0]);
    },
    byDefault: ["[", "["],
    flipped: ["[", "{"],
  },
  {
    setting: "paging",
    to: { paging: "fixed" },
    observe: async (emulator) => {
      await sendTimes(emulator, 3);
      return json<readonly unknown[]>(await emulator.call(HISTORY, { query: "per-page=2" })).length;
    },
    byDefault: 2,
    flipped: 3,
  },
  {
    setting: "sentHistory",
    to: { sentHistory: "oldest-first" },
    observe: async (emulator) => {
      await sendTimes(emulator, 3);
      return json<readonly { readonly Id: number }[]>(await emulator.call(HISTORY)).map(({ Id }) => Id);
    },
    byDefault: [1003, 1002, 1001],
    flipped: [1001, 1002, 1003],
  },
  {
    setting: "sentApiId",
    to: { sentApiId: "empty" },
    observe: async (emulator) => {
      const id = await emulator.sent();
      const [row] = json<readonly { readonly Api_Id: string }[]>(await emulator.call(HISTORY));
      return row?.Api_Id === id ? "the send's" : row?.Api_Id;
    },
    byDefault: "the send's",
    flipped: "",
  },
  ...handsetFlips,
  {
    setting: "magicNumbers",
    to: { magicNumbers: false },
    observe: (emulator) => send(emulator, { ...hello, MobilePhone: "12125550144" }),
    byDefault: 422,
    flipped: 200,
  },
  {
    setting: "magicFiles",
    to: { magicFiles: false },
    observe: approvalAfter(6000, { ResourceLink: "https://media.example.test/magic-rejected.png" }),
    byDefault: 4,
    flipped: 3,
  },
  {
    setting: "tenants.prefix",
    to: { tenants: { prefix: "qa_" } },
    observe: async (emulator) => [
      (await emulator.call(BALANCE, { token: "test_x" })).status,
      (await emulator.call(BALANCE, { token: "qa_x" })).status,
    ],
    byDefault: [200, 401],
    flipped: [401, 200],
  },
  {
    setting: "tenants.limit",
    to: { tenants: { limit: 1 } },
    observe: async (emulator) => {
      for (const token of ["test_a", "test_b"]) await emulator.call(BALANCE, { token });
      return json<{ readonly total: number }>(await emulator.control("GET", "accounts")).total;
    },
    byDefault: 2,
    flipped: 1,
  },
  {
    setting: "retention.bytes",
    to: { retention: { bytes: 10_000 } },
    observe: async (emulator) => {
      await sendTimes(emulator, 9);
      return (await emulator.messages()).total > 6;
    },
    byDefault: true,
    flipped: false,
  },
  {
    setting: "retention.messages",
    to: { retention: { messages: 1 } },
    observe: async (emulator) => {
      await sendTimes(emulator, 3);
      return [(await emulator.messages()).total, (await emulator.account()).totals.messages];
    },
    byDefault: [3, 3],
    flipped: [1, 3],
  },
  {
    setting: "retention.journal",
    to: { retention: { journal: 1 } },
    observe: async (emulator) => {
      await sendTimes(emulator, 3);
      return json<{ readonly total: number }>(await emulator.control("GET", "journal")).total;
    },
    byDefault: 3,
    flipped: 1,
  },
  {
    setting: "retention.events",
    to: { retention: { events: 1 } },
    observe: async (emulator) => {
      // Events are noted from the first wait or stream on.
      await emulator.control("GET", "messages/wait?timeoutMs=0");
      await sendTimes(emulator, 3);
      return (await emulator.emulator.snapshot()).root.events.length;
    },
    byDefault: 6,
    flipped: 1,
  },
  ...handsetRetentionFlips,
  ...recordFlips,
  {
    setting: "retention.templates",
    to: { retention: { templates: 2 } },
    observe: async (emulator) => {
      for (let made = 0; made < 3; made++) await template(emulator);
      return json<readonly { readonly Id: number }[]>(await emulator.call(TEMPLATES)).map(({ Id }) => Id);
    },
    byDefault: [10588, 10587, 10586],
    flipped: [10588, 10587],
  },
];
