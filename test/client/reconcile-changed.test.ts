/** A message that the API has changed on its way must not pass for one that was never sent. */
import { describe, expect, it } from "vitest";
import { BOOKED, HOUR, LOST, SECOND, TEXT, TOKEN, World } from "./reconcile-world.ts";

/** Booked as the API of this world writes it, and the caller sees a 500. */
const FAULT = { kind: "status", status: 500, when: "after", times: 1 } as const;

interface Change {
  readonly name: string;
  readonly sent?: { readonly mobilePhone?: string; readonly message?: string };
  /** The recipient and the text that the API makes of it. */
  readonly number?: string;
  readonly text?: (message: string) => string;
}

const changes: readonly Change[] = [
  { name: "the trunk zero left out", sent: { mobilePhone: "+44 (0)20 7946 0123" }, number: "442079460123" },
  {
    name: "Argentina's 15 left out",
    sent: { mobilePhone: "+54 11 15 5555-0123" },
    number: "541155550123",
  },
  {
    name: "ten digits taken as another country's",
    sent: { mobilePhone: "6465550123" },
    number: "+6465550123",
  },
  { name: "blanks trimmed", sent: { message: "  Your table is ready. " }, text: (text) => text.trim() },
  {
    name: "CRLF made LF",
    sent: { message: "Your table\r\nis ready." },
    text: (text) => text.replaceAll("\r\n", "\n"),
  },
  { name: "NFC", sent: { message: "Cafe\u0301 is open" }, text: (text) => text.normalize("NFC") },
  {
    name: "emoji dropped",
    sent: { message: "Happy New Year 🎉👩‍👧" },
    text: (text) => text.replace(/ \P{ASCII}+/gu, ""),
  },
  {
    name: "quotes and dashes mapped",
    sent: { message: "“Tonight” – it’s free…" },
    text: () => '"Tonight" - it\'s free...',
  },
  {
    name: "a character mapped",
    sent: { message: "Zażółć gęślą jaźń today" },
    text: (text) => text.replace("ł", "?"),
  },
  { name: "the end cut off", sent: { message: "x".repeat(400) }, text: (text) => text.slice(0, 160) },
  { name: "all of the text replaced", text: () => "?????" },
];

/** The text as it is kept, and a number of an API that reads it in a way of its own. */
const changed =
  ({ number, text }: Change) =>
  (body: string) => {
    const fields = JSON.parse(body);
    if (text !== undefined) fields.Message = text(fields.Message);
    if (number !== undefined) fields.MobilePhone = number;
    return JSON.stringify(fields);
  };

describe("a send that the API took and changed", () => {
  it.each(changes)("is not called not-found: $name", async (change) => {
    const world = new World({ change: changed(change) });
    await world.emulator.faults.add({ ...FAULT, match: { token: TOKEN, endpoint: "sms.send" } });
    const { mobilePhone = "16465550150", message = TEXT } = change.sent ?? {};
    const error = await world.unseen(mobilePhone, { message });
    // Both ways to read the digits given name one recipient; what else has changed cannot be told from another's.
    const reads = ["442079460123", "+6465550123"].includes(change.number ?? "");
    expect(await world.reconcile(error)).toHaveProperty("outcome", reads ? "found" : "undecidable");
  });

  it.each(changes.filter(({ text }) => text !== undefined))(
    "to another writing of the number as well: $name",
    async (change) => {
      const world = new World({ change: changed({ ...change, number: "+6465550123" }) });
      await world.emulator.faults.add({ ...FAULT, match: { token: TOKEN, endpoint: "sms.send" } });
      const error = await world.unseen("6465550123", { message: TEXT, ...change.sent });
      expect(await world.reconcile(error)).toMatchObject({ outcome: "undecidable", candidates: [{}] });
    },
  );
});

describe("a send whose number and text the API changed", () => {
  it.each([
    ["+54 9 11 1234 5678", "541112345678"],
    ["+54 11 1234 5678", "5491112345678"],
    ["+52 1 55 1234 5678", "525512345678"],
    ["0044 20 7946 0123", "442079460123"],
    ["01144 20 7946 0123", "442079460123"],
  ])("is not called not-found: %s, kept as %s", async (mobilePhone, number) => {
    const text = () => "?????";
    const world = new World({ change: changed({ name: "", number, text }) });
    await world.emulator.faults.add({ ...FAULT, match: { token: TOKEN, endpoint: "sms.send" } });
    const error = await world.unseen(mobilePhone);
    expect(await world.reconcile(error)).toMatchObject({ outcome: "undecidable", candidates: [{}] });
  });

  it("is not called not-found where the sender's name was put before the text", async () => {
    const change = changed({ name: "", number: "12125550150", text: (text) => `ACME: ${text}` });
    const world = new World({ change });
    await world.emulator.faults.add({ ...FAULT, match: { token: TOKEN, endpoint: "sms.send" } });
    const error = await world.unseen("16465550150");
    expect(await world.reconcile(error)).toMatchObject({ outcome: "undecidable", candidates: [{}] });
  });

  it("is not taken for another's that fits, where both are in the history", async () => {
    const change = (body: string) => (body.includes(BOOKED) ? body.replace(TEXT, `${TEXT}!`) : body);
    const world = new World({ change });
    const error = await world.unseen(BOOKED);
    await world.others(1, "16465550150", TEXT);
    expect(await world.reconcile(error)).toHaveProperty("outcome", "undecidable");
  });
});

describe("sends of a list whose texts differ by a digit", () => {
  it("are each found, also where one begins with the other", async () => {
    const world = new World();
    const sends = [await world.unseen(BOOKED, { message: "Message number 1" })];
    sends.push(await world.unseen("16465550135", { message: "Message number 12" }));
    for (const error of sends) expect(await world.reconcile(error)).toMatchObject({ outcome: "found" });
  });

  it("are each found, since no API makes one of the other", async () => {
    const world = new World();
    const sends = [await world.unseen(BOOKED, { message: "Your code is 4711." })];
    sends.push(await world.unseen("16465550135", { message: "Your code is 4712." }));
    for (const error of sends) expect(await world.reconcile(error)).toMatchObject({ outcome: "found" });
  });
});

describe("what is near a send that was lost", () => {
  it("by its number's shown digits, with quite another text, leaves it undecidable", async () => {
    const world = new World();
    const lost = await world.unseen(LOST);
    await world.others(1, "16465550150", "Good morning.");
    expect(await world.reconcile(lost)).toMatchObject({
      outcome: "undecidable",
      candidates: [{ message: "Good morning." }],
    });
  });

  it("by its text, to quite another number, leaves it undecidable", async () => {
    const world = new World();
    const lost = await world.unseen(LOST, { message: "Your code is 4711" });
    await world.others(1, "12125550150", "your code is 4712.");
    expect(await world.reconcile(lost)).toMatchObject({ outcome: "undecidable" });
  });

  it("does not matter at another time, or when its text and number are others", async () => {
    const world = new World();
    await world.others(1, "16465550150", "Good morning.");
    await world.time.pass(5 * SECOND);
    const lost = await world.unseen(LOST);
    await world.others(1, "12125550150", "Good morning.");
    await world.time.pass(HOUR);
    await world.others(1, "16465550150", "Good evening.");
    expect(await world.reconcile(lost)).toEqual({ outcome: "not-found" });
  });

  it("does not matter when this client knows whose it is", async () => {
    const world = new World();
    const lost = await world.unseen(LOST);
    await world.run(world.client.sms.send({ mobilePhone: "16465550150", message: "Good morning." }));
    expect(await world.reconcile(lost)).toEqual({ outcome: "not-found" });
  });

  it("may be its twin with another writing, so the one that fits is not taken for it either", async () => {
    // The API trims: the row of the second fits the first, which was lost.
    const world = new World({ change: (body) => body.replace(`${TEXT} "`, `${TEXT}"`) });
    const lost = await world.unseen(LOST);
    const booked = await world.unseen(BOOKED, { message: `${TEXT} ` });
    for (const error of [lost, booked]) {
      expect(await world.reconcile(error)).toMatchObject({ outcome: "undecidable" });
    }
  });
});
