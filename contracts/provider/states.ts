/**
 * The provider states of the pact. Each is a seed: accounts that replace whatever was there, and calls made in
 * their name, so that no interaction sees what another left behind.
 */
import * as z from "zod";
import type { AccountSeed, CallSeed, Seed } from "./seed.ts";

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
  },
  delivery: { mode: "immediate" },
  approval: { mode: "manual" },
} as const satisfies Omit<AccountSeed, "token">;

const token = z.string().min(1);
const digits = z.string().regex(/^\d+$/);
const sentBy = z.enum(["sms", "sms-simple"]);

export const states = {
  "an account": state(z.strictObject({ token }), (account) => ({ accounts: [{ ...ordinary, ...account }] })),

  "an account that owns a number": state(z.strictObject({ token, number: digits }), (params) => ({
    accounts: [{ ...ordinary, token: params.token, numbers: [params.number] }],
  })),

  "an account that owns a blocked number": state(
    z.strictObject({ token, number: digits, status: z.union([z.literal(301), z.literal(302)]) }),
    ({ token: owner, number, status }) => ({
      accounts: [{ ...ordinary, token: owner, numbers: [number], numberStatus: { [number]: status } }],
    }),
  ),

  /** Each text by a handset of its own; the newest is the last. */
  "an account that was written to": state(
    z.strictObject({ token, messages: z.array(z.strictObject({ from: digits, message: z.string() })) }),
    (params) => ({
      accounts: [{ ...ordinary, token: params.token }],
      inbound: params.messages.map((message) => ({ token: params.token, ...message })),
    }),
  ),

  "a recipient who has written STOP": state(z.strictObject({ token, recipient: digits }), (params) => ({
    accounts: [{ ...ordinary, token: params.token }],
    inbound: [{ token: params.token, from: params.recipient, message: "STOP" }],
  })),

  "a recipient who was opted out through the API": state(
    z.strictObject({ token, recipient: digits }),
    (params) => ({
      accounts: [{ ...ordinary, token: params.token }],
      calls: [optOut(params.token, params.recipient)],
    }),
  ),

  "an account without credits": state(z.strictObject({ token }), (account) => ({
    accounts: [{ ...ordinary, ...account, credits: 0 }],
  })),

  "an account that has used up its calls": state(z.strictObject({ token }), (account) => ({
    accounts: [{ ...ordinary, ...account, limits: { ...ordinary.limits, rate: ONE_AN_HOUR } }],
    calls: [{ token: account.token, method: "GET", path: "/v1/credits/balance" }],
  })),

  "a recipient who was sent as much as the limit allows": state(
    z.strictObject({ token, recipient: digits }),
    (params) => ({
      accounts: [
        { ...ordinary, token: params.token, limits: { ...ordinary.limits, perRecipient: ONE_AN_HOUR } },
      ],
      calls: [send(params.token, "sms", params.recipient)],
    }),
  ),

  "a delivered message": state(z.strictObject({ token, recipient: digits, sentBy }), (params) => ({
    accounts: [{ ...ordinary, token: params.token }],
    calls: [send(params.token, params.sentBy, params.recipient)],
  })),

  /** Delivered, to one recipient after the other; the newest one's number in the history comes as `number`. */
  "an account that has sent": state(z.strictObject({ token, recipients: z.array(digits) }), (params) => ({
    accounts: [{ ...ordinary, token: params.token }],
    calls: [
      ...params.recipients.map((recipient) => send(params.token, "sms", recipient)),
      history(params.token),
    ],
  })),

  /** Each of a file whose name says what becomes of it; the newest one's id comes as `number`. */
  "an account with templates": state(
    z.strictObject({ token, name: z.string(), files: z.array(z.string()) }),
    (params) => ({
      accounts: [{ ...ordinary, token: params.token, approval: { mode: "immediate" } }],
      calls: params.files.map((file) => template(params.token, file, params.name)),
    }),
  ),

  /** Sent with a template that is approved, delivered; its number in the history comes as `number`. */
  "an account that has sent an MMS": state(
    z.strictObject({ token, recipient: digits, subject: z.string() }),
    (params) => ({
      accounts: [{ ...ordinary, token: params.token, approval: { mode: "immediate" } }],
      calls: [
        template(params.token, "picture.jpg", "My Image"),
        mms(params.token, params.recipient, params.subject),
        history(params.token),
      ],
    }),
  ),

  "a template of another account": state(z.strictObject({ token, otherToken: token }), (params) => ({
    accounts: [
      { ...ordinary, token: params.token },
      { ...ordinary, token: params.otherToken, approval: { mode: "immediate" } },
    ],
    calls: [template(params.otherToken, "picture.jpg", "My Image")],
  })),

  "a message of another account": state(
    z.strictObject({ token, otherToken: token, recipient: digits, sentBy }),
    (params) => ({
      accounts: [
        { ...ordinary, token: params.token },
        { ...ordinary, token: params.otherToken },
      ],
      calls: [send(params.otherToken, params.sentBy, params.recipient), history(params.otherToken)],
    }),
  ),

  /** Tokens like those in the pact open an account at first use, so the request gets another one. */
  "a token of no account": state(z.strictObject({}), () => ({ values: { token: "unknown" } })),
};

export type StateName = keyof typeof states;

/** A state with its parameters, as an interaction asks for it. */
export type Given = {
  [Name in StateName]: { readonly state: Name; readonly params: z.infer<(typeof states)[Name]["params"]> };
}[StateName];

export function isStateName(name: string): name is StateName {
  return Object.hasOwn(states, name);
}

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

function optOut(account: string, recipient: string): CallSeed {
  return { token: account, method: "POST", path: "/v1/contacts/opt-out", body: { PhoneNumber: recipient } };
}

/** Number of an account's first template. */
const FIRST_TEMPLATE = 10_586;

function template(account: string, file: string, name: string): CallSeed {
  const body = { ResourceLink: `https://media.example.test/${file}`, Name: name };
  return { token: account, method: "POST", path: "/v1/mms-template/create", body };
}

function mms(account: string, recipient: string, subject: string): CallSeed {
  const body = {
    MobilePhone: recipient,
    Message: "Hello World!",
    MmsTemplateId: FIRST_TEMPLATE,
    Subject: subject,
  };
  return { token: account, method: "POST", path: "/v1/sms/send", body };
}

function history(account: string): CallSeed {
  return { token: account, method: "GET", path: "/v1/sent-history/single-list" };
}

function send(account: string, controller: z.infer<typeof sentBy>, recipient: string): CallSeed {
  return {
    token: account,
    method: "POST",
    path: `/v1/${controller}/send`,
    body: { MobilePhone: recipient, Message: "Hello World!" },
  };
}
