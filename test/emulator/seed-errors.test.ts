/** Mistakes in a seed: each is named by path and value, and nothing is put in. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { json, startTestEmulator, TestEmulator } from "../support/test-emulator.ts";

const GOOD = { token: "test_good", messages: [{ to: "16465550123", text: "hi", sentAt: "-1h" }] };
const MEDIA = "https://media.example.test/sale.png";
const ID = "0123456789abcdef0123456789abcdef01234567";

/** The second account of a seed whose first is in order. */
const account = (parts: object) => ({ accounts: [GOOD, { token: "test_bad", ...parts }] });
const message = (parts: object) => account({ messages: [{ to: "16465550123", text: "hi", ...parts }] });
const template = (parts: object) => account({ templates: [{ resourceLink: MEDIA, ...parts }] });
const mms = (made: object, sent: object) =>
  account({
    templates: [{ resourceLink: MEDIA, ...made }],
    messages: [{ to: "16465550123", template: 10_586, ...sent }],
  });

interface Problem {
  readonly status: number;
  readonly detail: string;
  readonly errors: readonly { readonly field: string; readonly message: string }[];
}

const NO_TIME =
  'is no time (ISO 8601 like "2026-01-31T12:00:00Z", or counted back like "-90s", "-2h", "-3d")';

const mistakes: readonly (readonly [seed: unknown, field: string, message: string])[] = [
  [undefined, "body", "it is missing"],
  [[], "body", "[] must be an object"],
  [{ accounts: {} }, "accounts", "{} must be a list"],
  [{ accounts: [], acounts: [] }, "acounts", "there is no such key"],
  [{ accounts: [{ credits: 1 }] }, "accounts[0].token", "it is missing"],
  [{ accounts: [GOOD, GOOD] }, "accounts[1].token", '"test_good" is accounts[0] already'],
  [{ accounts: [], rates: { "+1": { sms: 1, mms: 1 } } }, "rates.+1", '"+1" must be one to fifteen digits'],
  [account({ credits: -1 }), "accounts[1].credits", "-1 must be 0 or more"],
  [account({ credits: "many" }), "accounts[1].credits", '"many" must be a number'],
  [account({ numbers: [] }), "accounts[1].numbers", "[] must have 1 entry or more"],
  [account({ numbers: ["+1646"] }), "accounts[1].numbers[0]", '"+1646" must be 3 to 15 digits'],
  [
    account({ numbers: [{ number: "82257", status: 2 }] }),
    "accounts[1].numbers[0].status",
    "2 must be the id of a number's status: 0, 1, 301 or 302",
  ],
  [
    account({ numbers: [{ number: "82257", status: 301, since: "-1d" }] }),
    "accounts[1].numbers[0].since",
    "there is no such key",
  ],
  [
    account({ numbers: [{ number: "82257", status: 1, blockedAt: "-1d" }] }),
    "accounts[1].numbers[0].blockedAt",
    '"-1d" is of no use: the status 1 is not blocked',
  ],
  [account({ limits: { rate: { limit: 1 } } }), "accounts[1].limits.rate.windowSeconds", "it is missing"],
  [
    account({ delivery: { mode: "slow" } }),
    "accounts[1].delivery.mode",
    '"slow" must be one of immediate, time, polls, manual',
  ],
  [account({ recipients: { me: {} } }), "accounts[1].recipients.me", '"me" must be 3 to 15 digits'],
  [
    template({ status: 9 }),
    "accounts[1].templates[0].status",
    "9 must be the id of a state of a template, 0 to 5",
  ],
  [
    template({ status: "3" }),
    "accounts[1].templates[0].status",
    '"3" must be the id of a state of a template, 0 to 5',
  ],
  [template({ createdAt: "2 hours ago" }), "accounts[1].templates[0].createdAt", `"2 hours ago" ${NO_TIME}`],
  [
    template({ resourceLink: "ftp://media.example.test/sale.png" }),
    "accounts[1].templates[0].resourceLink",
    '"ftp://media.example.test/sale.png" is no http(s) link to a file of jpg, jpeg, gif, bmp, png, tiff, tif',
  ],
  [
    message({ status: 13 }),
    "accounts[1].messages[0].status",
    "13 must be the id of a delivery status, 1 to 12",
  ],
  [
    message({ to: "nobody" }),
    "accounts[1].messages[0].to",
    '"nobody" is no phone number, country code first',
  ],
  [
    message({ from: "16465550199" }),
    "accounts[1].messages[0].from",
    '"16465550199" is none of the account\'s numbers: 82257, 16465550100',
  ],
  [message({ id: "1" }), "accounts[1].messages[0].id", '"1" must be 40 lower-case hexadecimal digits'],
  [message({ text: " " }), "accounts[1].messages[0].text", '" " is blank, and there is no template'],
  [
    message({ text: "x".repeat(481) }),
    "accounts[1].messages[0].text",
    `"${"x".repeat(79)}… has 481 characters of at most 480`,
  ],
  [
    message({ sentAt: "2026-01-15T12:00:01Z" }),
    "accounts[1].messages[0].sentAt",
    '"2026-01-15T12:00:01Z" lies after the present, 2026-01-15T12:00:00.000Z',
  ],
  [message({ sentAt: "+2h" }), "accounts[1].messages[0].sentAt", `"+2h" ${NO_TIME}`],
  [message({ sentAt: "-99999d" }), "accounts[1].messages[0].sentAt", '"-99999d" is no time from 1970 on'],
  [
    message({ status: 2, history: [{ status: 2, at: "-0s" }] }),
    "accounts[1].messages[0].status",
    "2 stands beside a history: please give one of the two",
  ],
  [
    message({ sentAt: "-1h", history: [{ status: 2, at: "-2h" }] }),
    "accounts[1].messages[0].history[0].at",
    '"-2h" lies before what it follows',
  ],
  [
    message({
      sentAt: "-1h",
      history: [
        { status: 3, at: "-2m" },
        { status: 2, at: "-1m" },
      ],
    }),
    "accounts[1].messages[0].history[0].status",
    "3 is final, and yet another step follows",
  ],
  [message({ resend: true }), "accounts[1].messages[0].resend", "true is for an MMS, which has a template"],
  [
    message({ template: 10_586 }),
    "accounts[1].messages[0].template",
    "10586 is no template of the account: it has none",
  ],
  [
    mms({ status: 3 }, { template: 10_587 }),
    "accounts[1].messages[0].template",
    "10587 is no template of the account: it has 10586 to 10586",
  ],
  [
    mms({ status: 4 }, {}),
    "accounts[1].messages[0].template",
    "10586 was Rejected (4) when the message was sent, not Approved",
  ],
  [
    mms({ status: 3, createdAt: "-1h" }, { sentAt: "-2h" }),
    "accounts[1].messages[0].template",
    "10586 did not exist when the message was sent",
  ],
  [
    account({
      messages: [
        { to: "16465550123", text: "a", id: ID },
        { to: "16465550123", text: "b", id: ID },
      ],
    }),
    "accounts[1].messages[1].id",
    `"${ID}" is that of accounts[1].messages[0] already`,
  ],
  [
    account({ inbox: [{ from: "16465550123", message: "" }] }),
    "accounts[1].inbox[0].message",
    '"" must not be empty',
  ],
  [
    account({ inbox: [{ from: "16465550123", to: "16465550199", message: "hi" }] }),
    "accounts[1].inbox[0].to",
    '"16465550199" is none of the account\'s numbers: 82257, 16465550100',
  ],
  [
    account({ contacts: [{ number: "16465550123", optOut: { by: "letter" } }] }),
    "accounts[1].contacts[0].optOut.by",
    '"letter" must be one of api, handset',
  ],
  [
    account({ contacts: [{ number: "16465550123", optOut: { by: "api", word: "STOP" } }] }),
    "accounts[1].contacts[0].optOut.word",
    '"STOP" is of no use: nobody wrote it, it was by api',
  ],
];

describe("a seed with a mistake", () => {
  it.each(mistakes)("%j is 400, names it and changes nothing", async (seed, field, message_) => {
    const emulator = new TestEmulator();
    await emulator.sent();
    const before = await emulator.emulator.snapshot();
    const answer = await emulator.control("POST", "seed", seed);
    const { errors, detail } = json<Problem>(answer);
    expect([answer.status, errors]).toEqual([400, [{ field, message: message_ }]]);
    expect(detail).toMatch(/^Failed to read the seed: .* Nothing of it was put in\.$/);
    expect(await emulator.emulator.snapshot()).toEqual(before);
  });

  it("has all its mistakes named at once", async () => {
    const seed = {
      accounts: [
        { token: "a", credits: -1 },
        { token: "b", templates: [{ resourceLink: 1, status: 9 }] },
      ],
    };
    const { errors } = json<Problem>(await new TestEmulator().control("POST", "seed", seed));
    expect(errors.map(({ field }) => field)).toEqual([
      "accounts[0].credits",
      "accounts[1].templates[0].resourceLink",
      "accounts[1].templates[0].status",
    ]);
  });

  it("in a file keeps the emulator from starting, with the file's name", async () => {
    const folder = await mkdtemp(join(tmpdir(), "protexting-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const seedFile = join(folder, "mine.json");
    await writeFile(seedFile, JSON.stringify(template({ status: 9 })));
    await expect(startTestEmulator({}, { seedFile })).rejects.toThrow(
      "Failed to read the seed file mine.json: accounts[1].templates[0].status: 9 must be the id of a state of a template, 0 to 5.",
    );
  });

  it("is 409 when somebody else's message has its id, and changes nothing", async () => {
    const emulator = new TestEmulator();
    const id = await emulator.sent();
    const before = await emulator.emulator.snapshot();
    const answer = await emulator.control("POST", "seed", {
      accounts: [GOOD, { token: "test_b", messages: [{ id, to: "16465550123", text: "hi" }] }],
    });
    expect([answer.status, json<Problem>(answer).detail]).toEqual([
      409,
      `Another message has the id "${id}" already. Nothing of the seed was put in.`,
    ]);
    expect(await emulator.emulator.snapshot()).toEqual(before);
  });
});
