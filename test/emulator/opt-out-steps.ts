/** Words of a handset, and opt-outs. */
import type { SettingsInput } from "../../src/emulator/index.ts";
import { NO_LIMITS, RECIPIENT, TestEmulator, TOKEN } from "../support/test-emulator.ts";

export const OPT_OUT = "/v1/contacts/opt-out";
export const OTHER = "12125550151";

export function open(settings: SettingsInput = {}): TestEmulator {
  return new TestEmulator({ ...NO_LIMITS, ...settings });
}

export function write({ emulator }: TestEmulator, message: string, from = RECIPIENT, token = TOKEN) {
  return emulator.inbound({ token, from, message });
}

export async function sendStatus(
  emulator: TestEmulator,
  MobilePhone = RECIPIENT,
  token = TOKEN,
): Promise<number> {
  return (await emulator.send({ MobilePhone, Message: "hello" }, { token })).status;
}

export function optOut(emulator: TestEmulator, PhoneNumber: unknown = RECIPIENT) {
  return emulator.send({ PhoneNumber }, { path: OPT_OUT });
}
