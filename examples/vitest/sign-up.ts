/** Code under test: a sign-up that sends a code, as an application has it. */
import { type ProTexting, RateLimitError } from "protexting-toolkit";

export class TryLater extends Error {
  /** Seconds until another try makes sense. */
  readonly seconds: number;

  constructor(seconds: number) {
    super(`Too many codes: please try again in ${seconds} seconds.`);
    this.seconds = seconds;
  }
}

/** @throws TryLater when this number has had too many texts in the last minute */
export async function sendCode(texts: ProTexting, mobilePhone: string, code: string): Promise<void> {
  try {
    await texts.sms.send({ mobilePhone, message: `Your code is ${code}. It is good for ten minutes.` });
  } catch (error) {
    if (error instanceof RateLimitError) throw new TryLater(error.resetSeconds ?? 60);
    throw error;
  }
}
