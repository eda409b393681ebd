/**
 * The provider states of the pact. Each is a seed: accounts with their past that replace whatever was there, so that
 * no interaction sees what another left behind.
 */
import { createHash } from "node:crypto";
import * as z from "zod";
import type { SeedData } from "../../src/emulator/index.ts";
import type { Seed } from "./seed.ts";

type SeedAccount = SeedData["accounts"][number];
type SeedMessage = NonNullable<SeedAccount["messages"]>[number];

/** Long enough that nothing refills while an interaction is verified. */
const HOUR = 3600;
const ONE_AN_HOUR = { limit: 1, windowSeconds: HOUR };

/** Said in full, so that a state is the same whatever the emulator's settings are. */
const ordinary = {
  credits: 1000,
  numbers: ["82257"],
  limits: {
    rate: { limit: 60, windowSeconds: 60 },
    perRecipient: { limit: 10, windowSeconds: 60 },
    // Interactions repeat their texts.
    sameText: null,
  },
  delivery: { mode: "immediate" },
  approval: { mode: "manual" },
} as const satisfies Omit<SeedAccount, "token">;

const token = z.string().min(1);
const digits = z.string().regex(/^\d+$/);
/** The controller it was sent by; the emulator's books do not tell one from the other. */
const sentBy = z.enum(["sms", "sms-simple"]);
/** An id of the vendor's table. */
const deliveryStatus = z.literal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
const PICTURE = "https://media.example.test/picture.jpg";
const LANDING = "https://shop.example.test";
/** First numbers of an account's messages and templates. */
const FIRST_NUMBER = 1001;
const FIRST_TEMPLATE = 10_586;
const FIRST_SCHEDULED = 12_345;

export const states = {
  "an account": state(z.strictObject({ token }), ({ token: owner }) => account(owner)),

  "an account that owns a number": state(z.strictObject({ token, number: digits }), (params) =>
    account(params.token, { numbers: [params.number] }),
  ),

  "an account that owns a blocked number": state(
    z.strictObject({ token, number: digits, status: z.union([z.literal(301), z.literal(302)]) }),
    ({ token: owner, number, status }) => account(owner, { numbers: [{ number, status }] }),
  ),

  "an account that owns numbers": state(
    z.strictObject({ token, numbers: z.array(digits).min(1) }),
    ({ token: owner, numbers }) => account(owner, { numbers }),
  ),

  "an account that owns an inactive number": state(z.strictObject({ token, number: digits }), (params) =>
    account(params.token, { numbers: [{ number: params.number, status: 1 }] }),
  ),

  /** Each text by a handset of its own, in the group if one is named; the newest is the last. */
  /** When it got a number is no data of it, so one is created. */
  "an account that has just created a number": state(z.strictObject({ token }), (params) => ({
    ...account(params.token),
    calls: [{ token: params.token, method: "POST", path: "/v1/numbers/create", body: { Country: "US" } }],
  })),

  /** Each text by a handset of its own; the newest is the last. */
  "an account that was written to": state(
    z.strictObject({
      token,
      messages: z.array(z.strictObject({ from: digits, message: z.string() })),
      group: z.string().optional(),
    }),
    ({ token: owner, messages: inbox, group }) =>
      account(owner, {
        inbox,
        ...(group !== undefined && {
          groups: [{ name: group }],
          contacts: inbox.map(({ from }) => ({ number: from, groups: [1] })),
        }),
      }),
  ),

  "a recipient who has written STOP": state(z.strictObject({ token, recipient: digits }), (params) =>
    account(params.token, { inbox: [{ from: params.recipient, message: "STOP" }] }),
  ),

  "a recipient who was opted out through the API": state(
    z.strictObject({ token, recipient: digits }),
    (params) => account(params.token, { contacts: [{ number: params.recipient, optOut: { by: "api" } }] }),
  ),

  "a recipient who has opted out globally": state(z.strictObject({ token, recipient: digits }), (params) =>
    account(params.token, { recipients: { [params.recipient]: { global: "opted-out" } } }),
  ),

  "a recipient who is blocked globally": state(z.strictObject({ token, recipient: digits }), (params) =>
    account(params.token, { recipients: { [params.recipient]: { global: "blocked" } } }),
  ),

  /** Whole words, in any case. */
  "an account with forbidden words": state(
    z.strictObject({ token, words: z.array(z.string()).min(1) }),
    ({ token: owner, words }) => account(owner, { forbiddenWords: words }),
  ),

  "an account whose API app is not activated": state(z.strictObject({ token }), (params) =>
    account(params.token, { activated: false }),
  ),

  /** An address for documentation: no caller has it. */
  "an account that allows other addresses only": state(z.strictObject({ token }), (params) =>
    account(params.token, { allowedAddresses: ["192.0.2.1"] }),
  ),

  "an account without credits": state(z.strictObject({ token }), (params) =>
    account(params.token, { credits: 0 }),
  ),

  /** Calls of the account are no data of it, so one is made. */
  "an account that has used up its calls": state(z.strictObject({ token }), (params) => ({
    ...account(params.token, { limits: { ...ordinary.limits, rate: ONE_AN_HOUR } }),
    calls: [{ token: params.token, method: "GET", path: "/v1/credits/balance" }],
  })),

  "a recipient who was sent as much as the limit allows": state(
    z.strictObject({ token, recipient: digits }),
    (params) =>
      account(params.token, {
        limits: { ...ordinary.limits, perRecipient: ONE_AN_HOUR },
        messages: [sms(params.recipient)],
      }),
  ),

  "a recipient who was sent the same text just now": state(
    z.strictObject({ token, recipient: digits, message: z.string() }),
    (params) =>
      account(params.token, {
        limits: { ...ordinary.limits, sameText: { windowSeconds: HOUR } },
        messages: [{ ...sms(params.recipient), text: params.message }],
      }),
  ),

  /** Its id comes as `id`. */
  "a delivered message": state(z.strictObject({ token, recipient: digits, sentBy }), (params) => ({
    ...account(params.token, { messages: [{ ...sms(params.recipient), id: idFor(params.token) }] }),
    values: { id: idFor(params.token) },
  })),

  /** Message in a status of the vendor's table. Its id comes as `id`. */
  "a message in a status": state(
    z.strictObject({ token, recipient: digits, sentBy, status: deliveryStatus }),
    (params) => ({
      ...account(params.token, {
        messages: [{ ...sms(params.recipient), id: idFor(params.token), status: params.status }],
      }),
      values: { id: idFor(params.token) },
    }),
  ),

  /** One message for each status, one after the other. */
  "an account that has sent, to each end": state(
    z.strictObject({ token, recipient: digits, statuses: z.array(deliveryStatus) }),
    ({ token: owner, recipient, statuses }) =>
      account(owner, { messages: statuses.map((status) => ({ ...sms(recipient), status })) }),
  ),

  /** Delivered, to one recipient after the other; the newest one's number in the history comes as `number`. */
  "an account that has sent": state(z.strictObject({ token, recipients: z.array(digits) }), (params) => ({
    ...account(params.token, { messages: params.recipients.map(sms) }),
    values: { number: String(FIRST_NUMBER + params.recipients.length - 1) },
  })),

  /** Each of a file whose name says what becomes of it; the newest one's id comes as `number`. */
  "an account with templates": state(
    z.strictObject({ token, name: z.string(), files: z.array(z.string()) }),
    ({ token: owner, name, files }) => ({
      ...account(owner, {
        approval: { mode: "immediate" },
        templates: files.map((file) => ({ resourceLink: `https://media.example.test/${file}`, name })),
      }),
      values: { number: String(FIRST_TEMPLATE + files.length - 1) },
    }),
  ),

  "an account with custom fields": state(
    z.strictObject({ token, customFields: z.array(z.strictObject({ name: z.string() })).min(1) }),
    ({ token: owner, customFields }) => account(owner, { customFields }),
  ),

  /** Groups, and contacts with the ids of those that they are in. */
  "an account with groups": state(
    z.strictObject({
      token,
      groups: z.array(z.strictObject({ name: z.string(), note: z.string().optional() })).min(1),
      contacts: z.array(z.strictObject({ number: digits, groups: z.array(z.int()) })).optional(),
    }),
    ({ token: owner, groups, contacts = [] }) => account(owner, { groups, contacts }),
  ),

  /** With two groups, a custom field and one contact, which has all that a contact can have. */
  "an account with a contact": state(
    z.strictObject({ token, number: digits, optedOut: z.enum(["api", "handset"]).optional() }),
    ({ token: owner, number, optedOut }) =>
      account(owner, {
        groups: [{ name: "Winners" }, { name: "All participants" }],
        customFields: [{ name: "shoe size" }],
        contacts: [
          {
            number,
            firstName: "John",
            lastName: "Smith",
            birthDay: "1999-12-31",
            email: "john@example.com",
            zip: "10001",
            city: "New York",
            groups: [1, 2],
            customFields: [{ id: 1, value: "42 & <½>" }],
            ...(optedOut && { optOut: { by: optedOut } }),
          },
        ],
      }),
  ),

  "a contact of another account": state(
    z.strictObject({ token, otherToken: token, number: digits }),
    (params) => ({
      data: {
        accounts: [
          { ...ordinary, token: params.token },
          { ...ordinary, token: params.otherToken, contacts: [{ number: params.number }] },
        ],
      },
    }),
  ),

  "a group of another account": state(
    z.strictObject({ token, otherToken: token, name: z.string() }),
    (params) => ({
      data: {
        accounts: [
          { ...ordinary, token: params.token },
          { ...ordinary, token: params.otherToken, groups: [{ name: params.name }] },
        ],
      },
    }),
  ),

  /** Reserved before the handsets wrote. */
  "an account with keywords": state(
    z.strictObject({
      token,
      keywords: z.array(z.strictObject({ keyword: z.string(), status: z.literal([0, 1]).optional() })).min(1),
      messages: z.array(z.strictObject({ from: digits, message: z.string() })).optional(),
    }),
    ({ token: owner, keywords, messages: inbox }) => account(owner, { keywords, inbox }),
  ),

  /** Each leads to another page; the first was texted to the recipient where one is given. Clicks are a minute apart. */
  "an account with short URLs": state(
    z.strictObject({
      token,
      shortUrls: z
        .array(z.strictObject({ code: z.string(), title: z.string(), tracksNumbers: z.boolean() }))
        .min(1),
      recipient: digits.optional(),
      shortUrlClicks: z
        .array(
          z.strictObject({
            code: z.string(),
            number: digits,
            city: z.string(),
            state: z.string(),
            country: z.string(),
            device: z.string(),
          }),
        )
        .optional(),
    }),
    ({ token: owner, shortUrls, recipient, shortUrlClicks = [] }) =>
      account(owner, {
        shortUrls: shortUrls.map((each, index) => ({
          ...each,
          createdAt: "-1h",
          originalUrl: `${LANDING}/${each.code}`,
          campaigns: index === 0 ? [{ campaignId: 100, sent: 1500 }] : [],
        })),
        shortUrlClicks: shortUrlClicks.map((each, index) => ({
          ...each,
          clickedAt: `-${shortUrlClicks.length - index}m`,
        })),
        messages: shortUrls
          .slice(0, 1)
          .flatMap(({ code }) =>
            recipient === undefined ? [] : [{ to: recipient, text: `See https://ptxt.io/${code}` }],
          ),
      }),
  ),

  /** Each is due long after the contract. */
  "an account with scheduled messages": state(
    z.strictObject({
      token,
      scheduledMessages: z
        .array(
          z.strictObject({
            to: digits,
            text: z.string(),
            template: z.int().optional(),
            subject: z.string().optional(),
            status: z.literal([1, 2, 3]).optional(),
          }),
        )
        .min(1),
    }),
    ({ token: owner, scheduledMessages }) => ({
      ...account(owner, { scheduledMessages: scheduledMessages.map((each) => ({ ...each, after: "30d" })) }),
      values: { number: String(FIRST_SCHEDULED + scheduledMessages.length - 1) },
    }),
  ),

  /** Sent with a template that is approved, delivered; its number in the history comes as `number`. */
  "an account that has sent an MMS": state(
    z.strictObject({ token, recipient: digits, subject: z.string(), highResolution: z.boolean() }),
    ({ token: owner, recipient, subject, highResolution }) => ({
      ...account(owner, {
        templates: [{ resourceLink: PICTURE, name: "My Image", status: 3 }],
        messages: [{ ...sms(recipient), template: FIRST_TEMPLATE, subject, highResolution }],
      }),
      values: { number: String(FIRST_NUMBER) },
    }),
  ),

  /** Its id comes as `number`. */
  "a template of another account": state(z.strictObject({ token, otherToken: token }), (params) => ({
    data: {
      accounts: [
        { ...ordinary, token: params.token },
        {
          ...ordinary,
          token: params.otherToken,
          templates: [{ resourceLink: PICTURE, name: "My Image", status: 3 }],
        },
      ],
    },
    values: { number: String(FIRST_TEMPLATE) },
  })),

  /** Its id comes as `id`, its number in the history as `number`. */
  "a message of another account": state(
    z.strictObject({ token, otherToken: token, recipient: digits, sentBy }),
    (params) => ({
      data: {
        accounts: [
          { ...ordinary, token: params.token },
          {
            ...ordinary,
            token: params.otherToken,
            messages: [{ ...sms(params.recipient), id: idFor(params.otherToken) }],
          },
        ],
      },
      values: { id: idFor(params.otherToken), number: String(FIRST_NUMBER) },
    }),
  ),

  /** Tokens like those in the pact open an account at first use, so the request gets another one. */
  "a token of no account": state(z.strictObject({}), () => ({ values: { token: "unknown" } })),
};

export type StateName = keyof typeof states;

/** A state with its parameters, as an interaction asks for it. */
export type Given = {
  [Name in StateName]: {
    readonly state: Name;
    readonly params: Unchanging<z.infer<(typeof states)[Name]["params"]>>;
  };
}[StateName];

/** Parameters whose lists may be constants. */
type Unchanging<T> = T extends object ? { readonly [Key in keyof T]: Unchanging<T[Key]> } : T;

interface State<Params extends z.ZodType> {
  readonly params: Params;
  /** @throws ZodError when the parameters do not fit */
  readonly seed: (params: unknown) => Seed;
}

function state<Params extends z.ZodType>(
  params: Params,
  seed: (params: z.infer<Params>) => Seed,
): State<Params> {
  return { params, seed: (given) => seed(params.parse(given)) };
}

/** Seed of one account, with what differs from the ordinary. */
function account(owner: string, parts: Partial<SeedAccount> = {}): Seed {
  return { data: { accounts: [{ ...ordinary, ...parts, token: owner }] } };
}

/** Sent just now and delivered at once, as the account's messages are. */
function sms(recipient: string): SeedMessage {
  return { to: recipient, text: "Hello World!" };
}

/** Id of a message, different for each account, since messages of other states are still there. */
function idFor(owner: string): string {
  return createHash("sha1").update(owner).digest("hex");
}
