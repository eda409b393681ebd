/** The example of a contract of one's own. */
import { describe, expect, it } from "vitest";
import { runExample } from "./run-example.ts";

describe("a contract of one's own", () => {
  // The mock server of Pact now and then denies a request that it has just answered (pact-core-mock-server issue 13).
  it("is written by the shop's own client and kept by the emulator", { retry: 3 }, async () => {
    // It starts the emulator that it needs.
    const nowhere = { url: "http://127.0.0.1:1", token: "test_nobody" };
    const { code, stdout } = await runExample("own-contract", [], nowhere);
    expect(stdout).toBe(
      "the shop makes of the answers: told, no credits\n" +
        "verified: news of a parcel\n" +
        "verified: news that nobody pays for\n",
    );
    expect(code).toBe(0);
  });
});
