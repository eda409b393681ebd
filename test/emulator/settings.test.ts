/** Every setting changes what it says it changes, and a wrong one is named. */
import { describe, expect, it } from "vitest";
import { defaultSettings } from "../../src/emulator/index.ts";
import { mergeSettings } from "../../src/emulator/merge-settings.ts";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";
import { takeCall } from "../../src/protocol/rate-bucket.ts";
import { flips } from "../support/flips.ts";
import { TestEmulator } from "../support/test-emulator.ts";

const isTable = (name: string) => ["credits.rates", "newNumbers"].includes(name);

/** The paths of all values in a tree of settings; a rate limit and a table of rates or of numbers are one value each. */
function leaves(value: unknown, path: readonly string[] = []): readonly string[] {
  const isNode = typeof value === "object" && value !== null && !Array.isArray(value);
  const name = path.join(".");
  if (!isNode || "windowSeconds" in value || "status" in value || isTable(name)) return [name];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

/** Defaults that test emulators switch off. */
const shipped = { limits: { sameText: defaultSettings.limits.sameText } };

describe("a setting", () => {
  it.each(flips)("$setting changes the answer from $byDefault to $flipped", async (flip) => {
    expect(await flip.observe(new TestEmulator(shipped))).toEqual(flip.byDefault);
    const limits = { ...shipped.limits, ...flip.to.limits };
    expect(await flip.observe(new TestEmulator({ ...flip.to, limits }))).toEqual(flip.flipped);
  });

  it.each(flips)("$setting is the only one that its flip turns", ({ setting, to }) => {
    const turned = leaves(mergeSettings(to)).filter((path) => {
      const at = (tree: unknown): unknown => path.split(".").reduce((node, key) => Object(node)[key], tree);
      return JSON.stringify(at(mergeSettings(to))) !== JSON.stringify(at(defaultSettings));
    });
    expect(turned).toEqual([setting]);
  });

  it("is shown to change something, each of them", () => {
    expect(flips.map(({ setting }) => setting).sort()).toEqual([...leaves(defaultSettings)].sort());
  });

  it("of an assumed entry of the ledger is shown to change something", () => {
    const shown = flips.map(({ setting }) => setting);
    const assumed = ledgerEntries().flatMap((entry) => (entry.source === "assumed" ? [entry.setting] : []));
    expect(assumed.length).toBeGreaterThan(20);
    for (const setting of assumed) {
      expect(shown.some((path) => path === setting || path.startsWith(`${setting}.`))).toBe(true);
    }
  });
});

describe("settings that are wrong", () => {
  it.each<[object, string]>([
    [{ framwork: "2.0.13" }, "Failed to read the settings: framwork: there is no such key."],
    [{ limits: { phones: "valid" } }, "Failed to read the settings: limits.phones: there is no such key."],
    [{ limits: { rate: { limit: -1 } } }, "Failed to read the settings: limits.rate.limit: "],
    [{ limits: { rate: { windowSeconds: 0 } } }, "Failed to read the settings: limits.rate.windowSeconds: "],
    [
      { limits: { rate: { limit: 1_000_000_001 } } },
      "Failed to read the settings: limits.rate.limit: must be 1000000000 at most; for no limit, give null for the whole.",
    ],
    [
      { limits: { rate: { windowSeconds: 2_678_401 } } },
      "Failed to read the settings: limits.rate.windowSeconds: must be 2678400 at most, which are 31 days.",
    ],
    [
      { limits: { perRecipient: { limit: 2 ** 53 } } },
      "Failed to read the settings: limits.perRecipient.limit: ",
    ],
    [
      { limits: { perRecipient: { windowSeconds: Number.MAX_VALUE } } },
      "Failed to read the settings: limits.perRecipient.windowSeconds: ",
    ],
    [{ account: { credits: 1.5 } }, "Failed to read the settings: account.credits: "],
    [{ account: { numbers: [] } }, "Failed to read the settings: account.numbers: "],
    [{ account: { numbers: ["+1"] } }, "Failed to read the settings: account.numbers.0: "],
    [{ credits: { rates: { "+1": { sms: 1, mms: 1 } } } }, "Failed to read the settings: credits.rates.+1: "],
    [{ credits: { rates: { "44": { sms: 1 } } } }, "Failed to read the settings: credits.rates.44.mms: "],
    [
      { submit: { order: ["balance"] } },
      "Failed to read the settings: submit.order: must name each of the checks once: content, template, sender, opt-out, words, carrier, recipient-rate, same-text, balance.",
    ],
    [{ errors: { throttled: { status: 200 } } }, "Failed to read the settings: errors.throttled.status: "],
    ...["2.0.12", "2.0.14", "2.0.54", "2.0", "v2.0.13", ""].map((framework): [object, string] => [
      { framework },
      "Failed to read the settings: framework: must be one of 2.0.13, 2.0.55.",
    ]),
    [
      { headers: "none" },
      "Failed to read the settings: headers: must be one of documented, endpoint-pages, recorded.",
    ],
  ])("are refused by name: %j", (input, message) => {
    expect(() => mergeSettings(input)).toThrow(message);
  });

  it("a limit at its bounds is taken, and its arithmetic is exact there", () => {
    const most = { limit: 1_000_000_000, windowSeconds: 2_678_400 };
    expect(mergeSettings({ limits: { rate: most, perRecipient: most } }).limits).toMatchObject({
      rate: most,
      perRecipient: most,
    });
    expect(Number.isSafeInteger(most.limit * most.windowSeconds)).toBe(true);
    const emptied = { allowance: 0, checkedAt: 0 };
    expect(takeCall(emptied, most, 1).remaining).toBe(373 - 1);
    expect(takeCall(emptied, most, 2_678_399).remaining).toBe(1_000_000_000 - 374 - 1);
  });

  it("what is left out keeps its default, at any depth", () => {
    expect(mergeSettings({})).toEqual(defaultSettings);
    expect(mergeSettings({ limits: { rate: { limit: 5 } } }).limits).toEqual({
      ...defaultSettings.limits,
      rate: { limit: 5, windowSeconds: 60 },
    });
  });
});

describe("answers as printed", () => {
  const emulator = new TestEmulator({ asPrinted: true });

  it("[as-printed] are corrected by default", async () => {
    const corrected = new TestEmulator();
    const id = await corrected.sent();
    const accept = "application/xml";
    const report = await corrected.call("/v1/sms/delivery-report", { query: `id=${id}`, accept });
    expect(report.text).toContain("<DeliveryStatus_Id>1</DeliveryStatus_Id>");
    const sent = await corrected.send({ MobilePhone: "12125550150", Message: "x" }, { accept });
    expect(sent.text).toContain("?access_token=test_alice&amp;id=");
    expect((await corrected.call("/v1/credits/balance")).headers.get("Content-Type")).toContain("json");
  });

  it("[as-printed] JSON comes under an XML Content-Type", async () => {
    const answer = await emulator.send({ MobilePhone: "12125550150", Message: "x" });
    expect(answer.headers.get("Content-Type")).toBe("application/xml; charset=UTF-8");
    expect(answer.text).toMatch(/^\{"Id":/);
  });

  it("[as-printed] XML has a bare & in the address and a malformed status", async () => {
    const accept = "application/xml";
    const id = await emulator.sent();
    const sent = await emulator.send({ MobilePhone: "12125550150", Message: "x" }, { accept });
    expect(sent.text).toContain("?access_token=test_alice&id=");
    const report = await emulator.call("/v1/sms/delivery-report", { query: `id=${id}`, accept });
    expect(report.text).toContain("<DeliveryStatus_Id><1/DeliveryStatus_Id>");
  });

  it("[as-printed] refusals, of which no sample is printed, stay as they are", async () => {
    const refused = await emulator.call("/v1/nope", { accept: "application/json" });
    expect(refused.headers.get("Content-Type")).toBe("application/json; charset=UTF-8");
  });
});
