/**
 * For people's own tests with vitest: an account of the emulator for each test, and matchers for what was sent.
 *
 *     import { expect } from "vitest";
 *     import { test } from "protexting-toolkit/vitest";
 *
 *     test("a code goes out once", async ({ protexting }) => {
 *       await signUp({ baseUrl: protexting.url, accessToken: protexting.token }, "16465550123");
 *       await expect(protexting).toHaveSent({ to: "16465550123", text: /code/, segments: 1 }, { times: 1 });
 *     });
 *
 * Importing it adds the matchers to vitest's `expect`.
 */
import { expect } from "vitest";
import type { Expected, ExpectedMessage, ExpectedRefusal, SentOptions } from "./expected.ts";
import { haveBeenRefused, haveCredits, haveSent } from "./matchers.ts";

export type {
  AsymmetricMatcher,
  Expected,
  ExpectedMessage,
  ExpectedRefusal,
  SentOptions,
} from "./expected.ts";
export { type AccountInput, type Tenant, tenantOf } from "./tenant.ts";
export { type EmulatorTestOptions, emulatorTest, type Fixtures, test } from "./test.ts";

export interface ProTextingMatchers {
  /**
   * A message was sent that has all these fields; any message when there are none. The promise is to be awaited.
   *
   * Fails with the nearest miss, all that was sent, and all that was refused and why.
   */
  toHaveSent(expected?: ExpectedMessage, options?: SentOptions): Promise<void>;
  /** A send was refused by the account's books or the field rules. The promise is to be awaited. */
  toHaveBeenRefused(expected?: ExpectedRefusal, options?: SentOptions): Promise<void>;
  /** The account can spend so many credits. The promise is to be awaited. */
  toHaveCredits(expected: Expected<number>): Promise<void>;
}

declare module "vitest" {
  // Its parameter has to be called as vitest calls it.
  interface Matchers<T> extends ProTextingMatchers {}
}

expect.extend({
  toHaveSent(received: unknown, expected?: ExpectedMessage, options?: SentOptions) {
    return haveSent(this, received, expected, options);
  },
  toHaveBeenRefused(received: unknown, expected?: ExpectedRefusal, options?: SentOptions) {
    return haveBeenRefused(this, received, expected, options);
  },
  toHaveCredits(received: unknown, expected: Expected<number>) {
    return haveCredits(this, received, expected);
  },
});
