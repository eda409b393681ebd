/** The errors of one field. */
import type { Release } from "../../src/protocol/framework.ts";
import { json, NO_LIMITS, RECIPIENT, TestEmulator } from "../support/test-emulator.ts";

const emulators = new Map<string, TestEmulator>();

/** The field errors of a send, `field: message` each; none when it was accepted. */
export async function errorsOf(
  fields: unknown,
  framework: Release = "2.0.13",
  path = "/v1/sms/send",
): Promise<string[]> {
  const emulator = emulators.get(framework) ?? new TestEmulator({ ...NO_LIMITS, framework });
  emulators.set(framework, emulator);
  const answer = await emulator.send(fields, { path });
  if (answer.status === 200) return [];
  const errors = json<readonly { readonly field: string; readonly message: string }[]>(answer);
  return errors.map(({ field, message }) => `${field}: ${message}`);
}

/** Errors of one field put into a send that is otherwise in order. */
export async function errorsWith(field: string, value: unknown, framework?: Release): Promise<string[]> {
  return await errorsOf({ MobilePhone: RECIPIENT, Message: "hello", [field]: value }, framework);
}
