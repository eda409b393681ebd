/** The token is the tenant. */
import { describe, expect, it } from "vitest";
import { TestEmulator } from "../support/test-emulator.ts";

const PATH = "/v1/credits/balance";

async function statusFor(emulator: TestEmulator, token: string): Promise<number> {
  return (await emulator.call(PATH, { token })).status;
}

async function tokensOf(emulator: TestEmulator): Promise<readonly string[]> {
  const { items } = JSON.parse((await emulator.control("GET", "accounts")).text);
  return items.map(({ token }: { readonly token: string }) => token);
}

describe("tenants", () => {
  it("[auth.tenants] a token that starts with test_ gets a fresh account at first use", async () => {
    const emulator = new TestEmulator({ account: { credits: 7 } });
    expect(await tokensOf(emulator)).toEqual([]);
    await emulator.sent({}, { token: "test_alice" });
    expect((await emulator.call(PATH, { token: "test_alice" })).text).toBe('{"AvailableCredits":6}');
    expect((await emulator.call(PATH, { token: "test_bob" })).text).toBe('{"AvailableCredits":7}');
    expect(await tokensOf(emulator)).toEqual(["test_alice", "test_bob"]);
  });

  it("[auth.tenants] your_access_token, printed in the vendor's examples, works as pasted", async () => {
    const emulator = new TestEmulator();
    const answer = await emulator.call("/v1/sms/send", {
      token: "your_access_token",
      method: "POST",
      contentType: "application/json",
      accept: "application/json",
      body: '{"MobilePhone":"16461234567","SendFrom":"82257","Message":"Hello","ResourceLink":""}',
    });
    expect(answer.status).toBe(200);
  });

  it.each([
    "nobody",
    "test",
    "Test_a",
    "xtest_a",
    "your_access_token2",
    " test_a",
    "__proto__",
    "constructor",
  ])("[auth.tenants] %j is nobody's", async (token) => {
    const emulator = new TestEmulator();
    expect(await statusFor(emulator, token)).toBe(401);
    expect(await tokensOf(emulator)).toEqual([]);
  });

  it("[auth.tenants] the control API makes any token an account", async () => {
    const emulator = new TestEmulator();
    await emulator.open("prod-like/1 2");
    expect(await statusFor(emulator, "prod-like/1 2")).toBe(200);
  });

  it("[auth.tenants] only a request that reaches the token opens an account", async () => {
    const emulator = new TestEmulator();
    await emulator.call("/v1/nope", { token: "test_a" });
    await emulator.call(PATH, { token: "test_b", method: "POST" });
    await emulator.call(PATH, { token: "test_c", accept: "image/png" });
    expect(await tokensOf(emulator)).toEqual([]);
  });

  it("[auth.tenant-limit] beyond the bound the longest unused account goes, and that is said once", async () => {
    const emulator = new TestEmulator({ tenants: { limit: 3 } });
    for (const token of ["test_a", "test_b", "test_c", "test_a", "test_d", "test_e"]) {
      emulator.clock.advance(1);
      await statusFor(emulator, token);
    }
    expect(await tokensOf(emulator)).toEqual(["test_a", "test_d", "test_e"]);
    expect(emulator.log).toEqual([
      "More than 3 accounts created at first use: the longest unused go from now on (setting tenants.limit).",
    ]);
  });

  it("[auth.tenant-limit] accounts that somebody made, and the vendor's sample, neither count nor go", async () => {
    const emulator = new TestEmulator({ tenants: { limit: 1 } });
    await emulator.open("test_made");
    await statusFor(emulator, "your_access_token");
    for (const token of ["test_a", "test_b"]) {
      emulator.clock.advance(1);
      await statusFor(emulator, token);
    }
    expect(await tokensOf(emulator)).toEqual(["test_made", "your_access_token", "test_b"]);
  });

  it("[auth.tenant-limit] an account that went comes back fresh, its messages gone", async () => {
    const emulator = new TestEmulator({ tenants: { limit: 1 } });
    const id = await emulator.sent({}, { token: "test_a" });
    emulator.clock.advance(1);
    await statusFor(emulator, "test_b");
    expect((await emulator.messages()).total).toBe(0);
    const report = await emulator.call("/v1/sms/delivery-report", { token: "test_a", query: `id=${id}` });
    expect(report.status).toBe(404);
    expect((await emulator.account("test_a")).credits).toBe(1000);
  });
});
