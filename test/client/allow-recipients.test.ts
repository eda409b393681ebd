/** Recipients that a client may send to. */
import { describe, expect, it } from "vitest";
import {
  type AllowRecipients,
  ConfigurationError,
  ProTexting,
  RecipientNotAllowedError,
} from "../../src/client/index.ts";
import { fakeClient, json, RECIPIENT, rejection, TOKEN, thrown } from "./support.ts";

const accepted = () =>
  json([{ Id: "a", DeliveryReportUrl: "https://api.example/", Message: "sent", AvailableCredits: 5 }]);

/** True when a send to the number leaves, by either controller. */
async function leaves(allowRecipients: AllowRecipients, mobilePhone: string): Promise<boolean> {
  const { client, requests } = fakeClient(accepted, { allowRecipients });
  const ends = [];
  for (const { send } of [
    { send: () => client.sms.send({ mobilePhone, message: "Hello" }) },
    { send: () => client.smsSimple.send({ mobilePhone, message: "Hello" }) },
  ]) {
    ends.push(
      await send().then(
        () => "sent",
        (error: unknown) => (error instanceof RecipientNotAllowedError ? "refused" : error),
      ),
    );
  }
  expect(ends).toEqual(requests.length === 2 ? ["sent", "sent"] : ["refused", "refused"]);
  return requests.length > 0;
}

/** Option as JavaScript may give it, unchecked by the compiler. */
const untyped = (text: string): AllowRecipients => JSON.parse(text);

describe("allowRecipients", () => {
  it.each([
    ["16465550123", "16465550123"],
    ["16465550123", "+1 (646) 555-0123"],
    ["16465550123", "646.555.0123"],
    ["+1 (646) 555-0123", "16465550123"],
    ["(646) 555-0123", "16465550123"],
    ["16465550123", " 1 646 555 0123 "],
    ["1646555*", "16465550123"],
    ["+1 (646) 555*", "6465550123"],
    ["1*", "16465550123"],
    ["+44 (0)20*", "+44 20 7946 0123"],
    ["+44 020*", "+44 (0)20 7946 0123"],
    ["44*", "442079460123"],
    ["+39 (0)6*", "+39 06 1234 5678"],
    ["1646555010*", "16465550101"],
  ])("%j lets %j through", async (entry, number) => {
    expect(await leaves([entry], number)).toBe(true);
  });

  it.each([
    ["16465550123", "16465550124"],
    ["16465550123", "164655501234"],
    ["16465550123", "1646555012"],
    ["1646555*", "16475550123"],
    ["+44 (0)20*", "+44 161 496 0123"],
    ["44*", "417946012345"],
    ["1646555012*", "16465550113"],
    ["16465550123", ""],
    ["1*", "not a number"],
    ["1*", "1646555x123"],
    // A number as it is sent, not as a person may read it: the API refuses this one.
    ["1*", "++16465550123"],
  ])("%j does not let %j through", async (entry, number) => {
    expect(await leaves([entry], number)).toBe(false);
  });

  it("lets through what any of its entries does", async () => {
    const entries = ["16465550123", "1212*"];
    expect(await leaves(entries, "16465550123")).toBe(true);
    expect(await leaves(entries, "12125550150")).toBe(true);
    expect(await leaves(entries, "13125550150")).toBe(false);
  });

  it("lets nobody through when it is empty, everybody when it is not given", async () => {
    expect(await leaves([], RECIPIENT)).toBe(false);
    const { client, requests } = fakeClient(accepted, { allowRecipients: undefined });
    await client.sms.send({ mobilePhone: RECIPIENT });
    expect(requests.length).toBe(1);
  });

  it("may be a function of the number's digits", async () => {
    const asked: string[] = [];
    const allow = (digits: string) => {
      asked.push(digits);
      return digits.endsWith("0123");
    };
    expect(await leaves(allow, "(646) 555-0123")).toBe(true);
    expect(await leaves(allow, "(646) 555-0124")).toBe(false);
    expect(asked).toEqual([RECIPIENT, RECIPIENT, "16465550124", "16465550124"]);
  });

  it("takes nothing but true for a yes: not the promise of an asynchronous function", async () => {
    // @ts-expect-error an asynchronous function is no answer
    const options: AllowRecipients = async () => true;
    expect(await leaves(options, RECIPIENT)).toBe(false);
    // @ts-expect-error nor is a number
    const other: AllowRecipients = () => 1;
    expect(await leaves(other, RECIPIENT)).toBe(false);
  });

  it("lets nobody through when its function throws, and says why without the token", async () => {
    const { client, requests } = fakeClient(accepted, {
      allowRecipients: () => {
        throw new Error(`no list for ${TOKEN}`);
      },
    });
    const error = await rejection(client.sms.send({ mobilePhone: RECIPIENT }));
    expect(error).toMatchObject({
      name: "RecipientNotAllowedError",
      attempts: 0,
      message: expect.stringContaining("no list for [redacted]"),
    });
    expect(requests).toEqual([]);
  });

  it("names no more of the number than its end", async () => {
    const { client } = fakeClient(accepted, { allowRecipients: [] });
    const error = await rejection(client.sms.send({ mobilePhone: RECIPIENT, message: "Hello" }));
    expect(String(error)).toBe(
      "RecipientNotAllowedError: Failed to send the message: allowRecipients refuses the recipient (…0123). " +
        "Please check the number, baseUrl and allowRecipients. Nothing was sent.",
    );
    expect(error).toMatchObject({ attempts: 0, status: undefined });
    expect(JSON.stringify(error)).not.toMatch(new RegExp(`${RECIPIENT}|Hello`));
  });

  it("does not stand in the way of reads", async () => {
    const { client } = fakeClient(() => json({ AvailableCredits: 5 }), { allowRecipients: [] });
    expect(await client.credits.balance()).toEqual({ availableCredits: 5 });
  });

  it("is read once: changing the list later changes nothing", async () => {
    const list = [RECIPIENT];
    const { client, requests } = fakeClient(accepted, { allowRecipients: list });
    list.pop();
    list.push("12125550150");
    await client.sms.send({ mobilePhone: RECIPIENT });
    await rejection(client.sms.send({ mobilePhone: "12125550150" }));
    expect(requests.length).toBe(1);
  });

  it.each([
    '["*"]',
    '[""]',
    '["everybody"]',
    '["1646*555"]',
    '["1++2"]',
    "[null]",
    '"16465550123"',
    "5",
    "null",
    "{}",
  ])("is refused at construction when it is %s", (given) => {
    const error = thrown(() => new ProTexting({ accessToken: TOKEN, allowRecipients: untyped(given) }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toMatch(
      /^ConfigurationError: Failed to create the client: allowRecipients .+ \(.*\)\. Please .+\.$/,
    );
  });

  it("names the entry that is no number", () => {
    const make = () => new ProTexting({ accessToken: TOKEN, allowRecipients: [RECIPIENT, "my phone"] });
    expect(String(thrown(make))).toContain("(my phone)");
  });
});
