/** Each fails, and its message is what is looked at. */
import { ProTexting } from "protexting-toolkit";
import { test } from "protexting-toolkit/vitest";
import { describe, expect } from "vitest";

const CODE = "Your code is 1234. It is good for ten minutes.";

describe("misses", () => {
  test("another text", async ({ protexting }) => {
    const client = new ProTexting(protexting.clientOptions);
    await client.sms.send({ mobilePhone: "16465550150", message: "Welcome!" });
    await client.sms.send({ mobilePhone: "16465550123", message: CODE.replace("1234", "4321") });
    await client.sms.send({ mobilePhone: "16465550151", message: "Good bye." });
    await expect(protexting).toHaveSent({ to: "+1 (646) 555-0123", text: CODE, segments: 2 });
  });

  test("an asymmetric value", async ({ protexting }) => {
    const client = new ProTexting(protexting.clientOptions);
    await client.sms.send({ mobilePhone: "16465550123", message: CODE });
    await expect(protexting).toHaveSent({ to: "16465550123", text: expect.stringContaining("PIN") });
  });

  test("nothing was sent", async ({ protexting }) => {
    await expect(protexting).toHaveSent({ text: /code/ });
  });

  test("it was refused", async ({ protexting }) => {
    await protexting.patch({ credits: 0 });
    const client = new ProTexting(protexting.clientOptions);
    await client.sms.send({ mobilePhone: "16465550123", message: CODE }).catch(() => undefined);
    await expect(protexting).toHaveSent({ to: "16465550123" });
  });

  test("sent twice", async ({ protexting }) => {
    const client = new ProTexting(protexting.clientOptions);
    for (const message of [CODE, CODE.replace("1234", "4321")])
      await client.sms.send({ mobilePhone: "16465550123", message });
    await expect(protexting).toHaveSent({ to: "16465550123" }, { times: 1 });
  });

  test("sent, and should not have been", async ({ protexting }) => {
    await new ProTexting(protexting.clientOptions).sms.send({ mobilePhone: "16465550123", message: CODE });
    await expect(protexting).not.toHaveSent();
  });

  test("not refused by that rule", async ({ protexting }) => {
    const client = new ProTexting({ ...protexting.clientOptions, retries: 0 });
    await client.sms.send({ mobilePhone: "16465550142", message: CODE }).catch(() => undefined);
    await expect(protexting).toHaveBeenRefused({ to: "16465550142", status: 422 });
  });

  test("other credits", async ({ protexting }) => {
    await new ProTexting(protexting.clientOptions).sms.send({ mobilePhone: "16465550123", message: CODE });
    await expect(protexting).toHaveCredits(1000);
  });

  test("what is no account", async ({ protexting }) => {
    await expect(protexting.token).toHaveSent();
  });

  test("nobody waits for it", ({ protexting }) => {
    void expect(protexting).toHaveSent();
  });
});
