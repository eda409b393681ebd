/** One recipient in several writings, and ten digits as the client is told to read them. */
import { describe, expect, it } from "vitest";
import { estimate, type PermitRequest, type ProTextingOptions } from "../../src/client/index.ts";
import { TestEmulator, TOKEN } from "../support/test-emulator.ts";
import { fakeClient, json, rejection, thrown } from "./support.ts";

const accepted = () => json({ Id: "a", DeliveryReportUrl: "https://api.example/", Message: "sent" });
const WRITINGS = ["+44 (0)20 7946 0123", "442079460123", "4402079460123", "+44 20 7946 0123"];

/** The recipients that a limiter is asked for. */
async function paced(numbers: readonly string[], options: ProTextingOptions = {}): Promise<unknown[]> {
  const wants: PermitRequest[] = [];
  const pacing = {
    async acquire(want: PermitRequest) {
      wants.push(want);
      return { granted: true, settle: () => undefined } as const;
    },
  };
  const { client } = fakeClient(accepted, { pacing, ...options });
  for (const mobilePhone of numbers) await client.sms.send({ mobilePhone, message: "Hello" });
  return wants.map(({ recipient }) => recipient);
}

describe("one recipient in several writings", () => {
  it("has one place in the client's pacing", async () => {
    expect(new Set(await paced(WRITINGS))).toEqual(new Set(["442079460123"]));
  });

  it("[fields.phone] has one limit in the emulator, and one opt-out", async () => {
    const limits = { rate: null, perRecipient: { limit: 2, windowSeconds: 60 } };
    const emulator = new TestEmulator({ limits });
    const statuses = async () => {
      const seen = [];
      for (const MobilePhone of WRITINGS)
        seen.push((await emulator.send({ MobilePhone, Message: "Hello" })).status);
      return seen;
    };
    expect(await statuses()).toEqual([200, 200, 429, 429]);
    const [from = ""] = WRITINGS;
    await emulator.emulator.inbound({ token: TOKEN, from, message: "STOP" });
    emulator.clock.advance(61_000);
    expect(await statuses()).toEqual([422, 422, 422, 422]);
  });
});

describe("ten digits", () => {
  const NUMBER = "6465550123";

  it("are North American unless the client is told to take them as they are written", async () => {
    expect(await paced([NUMBER])).toEqual(["16465550123"]);
    expect(await paced([NUMBER], { tenDigits: "as-written" })).toEqual([NUMBER]);
    expect(estimate({ message: "Hello", mobilePhone: NUMBER })).toMatchObject({
      credits: { assumed: false },
    });
    expect(estimate({ message: "Hello", mobilePhone: NUMBER }, { tenDigits: "as-written" })).toMatchObject({
      recipient: NUMBER,
      credits: { assumed: true },
    });
  });

  it("are let through by allowRecipients as they are read", async () => {
    const ends = async (options: ProTextingOptions) => {
      const { client } = fakeClient(accepted, options);
      const sending = client.sms.send({ mobilePhone: NUMBER, message: "Hello" });
      return sending.then(
        () => "sent",
        (error: Error) => error.name,
      );
    };
    expect([
      await ends({ allowRecipients: ["1646*"] }),
      await ends({ allowRecipients: ["1646*"], tenDigits: "as-written" }),
      await ends({ allowRecipients: [NUMBER], tenDigits: "as-written" }),
    ]).toEqual(["sent", "RecipientNotAllowedError", "sent"]);
  });

  it("are read in no other way", () => {
    const other: ProTextingOptions = JSON.parse('{"tenDigits":"german"}');
    expect(String(thrown(() => fakeClient(accepted, other)))).toContain("tenDigits cannot be used (german)");
  });
});

describe("allowRecipients", () => {
  it("lets no number of more than 15 digits through, whatever its beginning", async () => {
    for (const allowRecipients of [["1646*"], () => true]) {
      const { client, requests } = fakeClient(accepted, { allowRecipients });
      await client.sms.send({ mobilePhone: "164655501234567", message: "Hello" });
      const error = await rejection(client.sms.send({ mobilePhone: "1646555012345678", message: "Hello" }));
      expect([error, requests.length]).toEqual([
        expect.objectContaining({ name: "RecipientNotAllowedError" }),
        1,
      ]);
    }
  });
});
