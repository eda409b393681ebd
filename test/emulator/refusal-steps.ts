/** Readers of a refusal: its code, and the rule that caused it. */
import { type Answered, json, RECIPIENT, TestEmulator } from "../support/test-emulator.ts";

export const HELLO = { MobilePhone: RECIPIENT, Message: "hello" };

/** The answer's code, or 0 for one that is no refusal with a code. */
export function codeOf(answer: Answered): number {
  const body = json<{ readonly code?: number }>(answer);
  return answer.status === 422 ? (body.code ?? 0) : 0;
}

export async function rule(emulator: TestEmulator): Promise<string> {
  return (await emulator.lastEntry()).explanation.decidedBy;
}
