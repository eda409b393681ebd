/** Tests of the sign-up: each has an account of its own, and says what was sent. */
import { ProTexting } from "protexting-toolkit";
import { emulatorTest, test } from "protexting-toolkit/vitest";
import { describe, expect } from "vitest";
import { sendCode, TryLater } from "./sign-up.ts";

const PHONE = "16465550123";

describe("a sign-up", () => {
  test("sends the code once, in one part", async ({ protexting }) => {
    await sendCode(new ProTexting(protexting.clientOptions), PHONE, "1234");
    await expect(protexting).toHaveSent({ to: PHONE, text: /\b1234\b/, segments: 1 }, { times: 1 });
    await expect(protexting).toHaveCredits(999);
  });

  test("tells when the code has arrived", async ({ protexting }) => {
    await sendCode(new ProTexting(protexting.clientOptions), PHONE, "1234");
    await expect(protexting).not.toHaveSent({ status: "Delivered" });
    await protexting.clock.advance("5s"); // of this test only
    await expect(protexting).toHaveSent({ to: PHONE, status: "Delivered" });
  });

  test("asks for patience when there are too many", async ({ protexting }) => {
    const texts = new ProTexting({ ...protexting.clientOptions, retries: 0 });
    const throttled = "16465550142"; // a magic number, which is always refused so
    await expect(sendCode(texts, throttled, "1234")).rejects.toThrow(TryLater);
    await expect(protexting).toHaveBeenRefused({ to: throttled, status: 429 });
    await expect(protexting).not.toHaveSent();
  });
});

const withoutCredits = emulatorTest({ account: { credits: 0 } });

withoutCredits("does not hide that the credits are spent", async ({ protexting }) => {
  const texts = new ProTexting(protexting.clientOptions);
  await expect(sendCode(texts, PHONE, "1234")).rejects.toThrow(/credits/);
  await expect(protexting).toHaveBeenRefused({ rule: "credits.balance" });
});
