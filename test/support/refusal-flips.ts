/** The flips of the settings about refusals: their order, and the words of each. */
import { type Flip, flip } from "./flip.ts";
import { fieldSaid, hello, JSON_BODY, REPORT, said, send, sendTimes } from "./flip-steps.ts";
import { RECIPIENT } from "./test-emulator.ts";

const error = { status: 418, message: "No." };

/** Answer to a send to the magic number with these last two digits. */
function magic(nn: string): Flip["observe"] {
  return async (emulator) => said(await emulator.send({ ...hello, MobilePhone: `121255501${nn}` }));
}

/** A flip of the refusal that a magic number stands for. */
function refusalFlip(name: string, nn: string, message: string): Flip {
  return flip(`errors.${name}`, error, [422, message], [418, "No."], magic(nn));
}

export const refusalFlips: readonly Flip[] = [
  flip(
    "submit.order",
    [
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
    [422, "Message cannot be blank."],
    [422, "Send From is invalid."],
    async (emulator) => fieldSaid(await emulator.send({ MobilePhone: RECIPIENT, SendFrom: "99999" })),
  ),
  flip("submit.requireContent", false, 422, 200, (emulator) => send(emulator, { MobilePhone: RECIPIENT })),
  flip("submit.carrierBlocks", "delivery", [422, undefined], [200, "Rejected"], async (emulator) => {
    const { status } = await emulator.send({ ...hello, MobilePhone: "12125550116" });
    emulator.clock.advance(3000);
    return [status, (await emulator.messages()).items[0]?.status.description];
  }),
  flip(
    "errors.codedReason",
    "framework",
    "Data Validation Failed.",
    "Unprocessable entity",
    async (emulator) => (await emulator.send({ ...hello, MobilePhone: "12125550141" })).reason,
  ),
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
  flip("errors.throttled", error, [429, "Rate limit exceeded."], [418, "No."], async (emulator) => {
    await sendTimes(emulator, 10);
    return said(await emulator.send(hello));
  }),
  flip(
    "errors.unknownId",
    { status: 410, message: "{id} is {gone}." },
    [404, "Object not found: x"],
    [410, "x is {gone}."],
    async (emulator) => said(await emulator.call(REPORT, { query: "id=x" })),
  ),
  flip(
    "errors.bodyTooLarge",
    { status: 400, message: "Over {limit}." },
    [413, "The request body is larger than 1048576 bytes."],
    [400, "Over 1048576."],
    async (emulator) =>
      said(
        await emulator.call("/v1/sms/send", {
          ...JSON_BODY,
          headers: { "Content-Length": "1048577" },
          body: "x",
        }),
      ),
  ),
  flip(
    "errors.notBuilt",
    { status: 503, message: "{method} of {path}" },
    [501, "GET /v1/mms-to-screen/queue is documented by the vendor but not built in this emulator."],
    [503, "GET of /v1/mms-to-screen/queue"],
    async (emulator) => said(await emulator.call("/v1/mms-to-screen/queue")),
  ),
  flip(
    "errors.malformedXml",
    { status: 422, message: "XML!" },
    [400, "Invalid XML data in request body: Failed to read XML: </a> where <b> is open (offset 6)."],
    [422, "XML!"],
    async (emulator) =>
      said(
        await emulator.call("/v1/sms/send", {
          method: "POST",
          contentType: "application/xml",
          body: "<a><b></a>",
        }),
      ),
  ),
  flip(
    "errors.templateNotApproved",
    "No such template.",
    [422, "Mms Template Id is invalid."],
    [422, "No such template."],
    async (emulator) => fieldSaid(await emulator.send({ ...hello, MmsTemplateId: 1 })),
  ),
  flip(
    "errors.resourceLink",
    "No such link.",
    [422, "Resource Link is invalid."],
    [422, "No such link."],
    async (emulator) => fieldSaid(await emulator.create({ ResourceLink: "picture.png" })),
  ),
  flip(
    "errors.senderNotOwned",
    "Not yours.",
    [422, "Send From is invalid."],
    [422, "Not yours."],
    async (emulator) => fieldSaid(await emulator.send({ ...hello, SendFrom: "99999" })),
  ),
];
