/** Steps by which a flip shows what a setting does. */
import { type Flip } from "./flip.ts";
import { type Answered, json, type MessageView, RECIPIENT, type TestEmulator } from "./test-emulator.ts";

export const BALANCE = "/v1/credits/balance";
export const REPORT = "/v1/sms/delivery-report";
export const HISTORY = "/v1/sent-history/single-list";
export const TEMPLATES = "/v1/mms-template/index";
export const JSON_BODY = { method: "POST", contentType: "application/json" } as const;
export const hello = { MobilePhone: RECIPIENT, Message: "hello" };

/** Status and message of a refusal. */
export function said(answer: Answered): unknown {
  return [answer.status, json<{ readonly message: string }>(answer).message];
}

/** Status, and the message of the one field that is refused. */
export function fieldSaid(answer: Answered): unknown {
  return [answer.status, json<readonly { readonly message: string }[]>(answer)[0]?.message];
}

export async function balance(emulator: TestEmulator): Promise<string> {
  return (await emulator.call(BALANCE)).text;
}

export async function send(emulator: TestEmulator, fields: unknown): Promise<number> {
  return (await emulator.send(fields)).status;
}

let texts = 0;

/** Status of the last of as many sends, each with a text of its own. */
export async function sendTimes(emulator: TestEmulator, times: number, fields = hello): Promise<number> {
  let status = 0;
  for (let sent = 0; sent < times; sent++) {
    // Each text is another one, so that only the limits on numbers of sends count.
    texts += 1;
    status = await send(emulator, { ...fields, Message: `${texts}${fields.Message}`.slice(0, 480) });
  }
  return status;
}

export async function charged(
  emulator: TestEmulator,
  fields: Readonly<Record<string, unknown>>,
): Promise<number> {
  await emulator.sent(fields);
  return (await emulator.account()).totals.creditsCharged;
}

export function reportAfter(ms: number): Flip["observe"] {
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
export async function template(emulator: TestEmulator, ms = 6000, fields: object = {}): Promise<number> {
  const link = "https://media.example.test/picture.png";
  const answer = await emulator.create({ ResourceLink: link, ...fields });
  emulator.clock.advance(ms);
  return json<{ readonly Id: number }>(answer).Id;
}

/** State of a new template after so many milliseconds. */
export function approvalAfter(ms: number, fields: object = {}): Flip["observe"] {
  return async (emulator) => {
    await template(emulator, ms, fields);
    const [row] = json<readonly { readonly Status_Id: number }[]>(await emulator.call(TEMPLATES));
    return row?.Status_Id;
  };
}

/** The newest message, once an MMS has had the time to be rejected. */
export async function afterRejection(
  emulator: TestEmulator,
  fields: object = {},
): Promise<MessageView | undefined> {
  const MmsTemplateId = await template(emulator);
  await emulator.sent({ MobilePhone: "12125550105", MmsTemplateId, MmsResend: 1, ...fields });
  emulator.clock.advance(3000);
  return (await emulator.messages()).items[0];
}
