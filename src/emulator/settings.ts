/** The default of every setting, and settings as people write them. Their schema is in `settings-schema.ts`. */
import { DELIVERED } from "../protocol/delivery-status.ts";
import { DEFAULT_RELEASE } from "../protocol/framework.ts";
import {
  ACCOUNT_RATE,
  MEDIA_TYPES,
  MESSAGE_LENGTH,
  MMS_MESSAGE_LENGTH,
  RECIPIENT_RATE,
} from "../protocol/limits.ts";
import { TEMPLATE_APPROVED } from "../protocol/mms-template-status.ts";
import { DEFAULT_RATES } from "../protocol/prices.ts";
import { PHONE_PUNCTUATION } from "../protocol/recipient.ts";
import {
  CARRIER_BLOCKED,
  CARRIER_CODE,
  REFUSAL_STATUS,
  type RefusalCode,
  refusalCodes,
  SAME_TEXT_SECONDS,
} from "../protocol/refusal-codes.ts";
import type { ErrorSetting, Settings } from "./types/settings.ts";

export type {
  ApprovalSettings,
  DeliverySettings,
  ErrorSetting,
  FieldSetting,
  HandsetCommand,
  HandsetSettings,
  SameTextLimit,
  Settings,
  SubmitCheck,
} from "./types/settings.ts";

/** The checks of a send that follow the field rules, in the order we assume. */
export const submitChecks = [
  "content",
  "template",
  "sender",
  "opt-out",
  "words",
  "carrier",
  "recipient-rate",
  "same-text",
  "balance",
] as const;

/** A refusal as page error-codes has it. */
function coded(code: RefusalCode): ErrorSetting {
  return { status: REFUSAL_STATUS, code, message: refusalCodes[code] };
}

export const defaultSettings: Settings = {
  framework: DEFAULT_RELEASE,
  headers: "documented",
  asPrinted: false,
  segments: "documented",
  account: {
    credits: 1000,
    numbers: ["82257", "16465550100"],
    activated: true,
    allowedAddresses: null,
    forbiddenWords: [],
  },
  credits: { rates: DEFAULT_RATES },
  limits: {
    messageLength: MESSAGE_LENGTH,
    mmsMessageLength: MMS_MESSAGE_LENGTH,
    rate: ACCOUNT_RATE,
    perRecipient: RECIPIENT_RATE,
    sameText: { windowSeconds: SAME_TEXT_SECONDS },
    perRecipientCounts: "sends",
    perRecipientWindow: "sliding",
    perRecipientRefused: "free",
    phone: "possible",
    characters: "any",
    newNumberSeconds: 120,
    bodyBytes: 1024 * 1024,
  },
  phone: { punctuation: PHONE_PUNCTUATION, tenDigits: "north-american" },
  submit: {
    order: submitChecks,
    requireContent: true,
    carrierBlocks: "send",
  },
  errors: {
    codedReason: "printed",
    optedOut: coded(1),
    optedOutGlobally: coded(1000),
    blockedGlobally: coded(1001),
    forbiddenWords: coded(2),
    carrierBlocked: { status: REFUSAL_STATUS, code: CARRIER_CODE, message: CARRIER_BLOCKED },
    emptyMms: coded(3),
    unprocessable: coded(4),
    insufficientCredits: coded(5),
    appNotActivated: coded(6),
    addressNotAllowed: coded(7),
    sameText: coded(8),
    senderTemporarilyBlocked: coded(301),
    senderPermanentlyBlocked: coded(302),
    throttled: { status: 429, message: "Rate limit exceeded." },
    unknownId: { status: 404, message: "Object not found: {id}" },
    bodyTooLarge: { status: 413, message: "The request body is larger than {limit} bytes." },
    notBuilt: {
      status: 501,
      message: "{method} {path} is documented by the vendor but not built in this emulator.",
    },
    malformedXml: { status: 400, message: "Invalid XML data in request body: {cause}" },
    templateNotApproved: "Mms Template Id is invalid.",
    resourceLink: "Resource Link is invalid.",
    senderNotOwned: "Send From is invalid.",
    senderInactive: "Send From is inactive.",
    keywordTaken: "The keyword is not available.",
    numberNotOwned: "Number is invalid.",
    noActiveNumber: coded(4),
    dateTime: "Date Time is invalid.",
    transactionDeclined: { ...coded(4), message: "The transaction is declined." },
    notOptedOutByApi: "Phone Number is not opted out through the API.",
  },
  delivery: { mode: "time", processedAfterMs: 1000, deliveredAfterMs: 3000, end: DELIVERED },
  approval: { mode: "time", stepMs: 2000, end: TEMPLATE_APPROVED },
  mms: {
    fileTypes: MEDIA_TYPES,
    nameLength: 255,
    templates: "newest-first",
    shortUrl: "https://ptxt.io/{code}",
    highResolution: "line",
    resendWithoutCredits: "not-sent",
  },
  simpleReport: "list",
  paging: "per-page",
  sentHistory: "newest-first",
  sentApiId: "send-id",
  numbersShown: "full",
  // Numbers that are kept free for fiction.
  newNumbers: { US: "1NXX55501XX", CA: "1NXX55501XX", GB: "447700900XXX" },
  lists: "oldest-first",
  schedules: { refused: "action-required" },
  knownContact: "refused",
  inbox: { order: "newest-first", appName: "Auto Replay", invalidFilter: "ignored", toDate: "whole-day" },
  handset: {
    words: {
      stop: ["STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"],
      start: ["START", "UNSTOP"],
      help: ["HELP"],
    },
    replies: {
      stop: "You have opted out and will receive no more messages. Reply START to opt in again.",
      start: "You have opted in again. Reply HELP for help. Reply STOP to end.",
      help: "Reply STOP to end.",
    },
    replyCredits: 0,
  },
  keywords: {
    form: "letters-and-digits",
    alreadyIn: "You have joined already. Reply HELP for help. Reply STOP to end.",
    autoreply: "Thank you for joining. Reply HELP for help. Reply STOP to end.",
  },
  optInStatus: 201,
  inboundPush: { url: null, anyHost: false, carrierCode: "", carrier: "" },
  magicNumbers: true,
  magicFiles: true,
  tenants: { prefix: "test_", limit: 10_000 },
  retention: {
    bytes: 128 * 1024 * 1024,
    messages: 100_000,
    journal: 1000,
    events: 50_000,
    inbox: 10_000,
    contacts: 100_000,
    templates: 10_000,
    records: 100_000,
  },
};

/** Settings as people write them: any subset, at any depth. */
export type SettingsInput = DeepPartial<Settings>;

type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
    : T;
