/** An MMS that its carrier rejects. */
import { expect } from "vitest";
import { json, TestEmulator } from "../support/test-emulator.ts";

export const REPORT = "/v1/sms/delivery-report";

/** Its carrier rejects what is sent to it. */
export const REJECTING = "12125550105";
export const TEMPLATE = 10586;
export const MMS = { MobilePhone: REJECTING, MmsTemplateId: TEMPLATE, MmsResend: 1 };

/** An emulator whose account has an approved template. */
export async function open(
  settings: ConstructorParameters<typeof TestEmulator>[0] = {},
): Promise<TestEmulator> {
  const emulator = new TestEmulator({ ...settings, approval: { mode: "immediate" } });
  const answer = await emulator.create({ ResourceLink: "https://media.example.test/picture.png" });
  expect(json(answer)).toMatchObject({ Id: TEMPLATE, Status_Id: 3 });
  return emulator;
}
