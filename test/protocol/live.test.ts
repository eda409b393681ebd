import { describe, expect, it } from "vitest";
import { fingerprint } from "../../contracts/standings/record.ts";
import { fidelity } from "../../scripts/docs/fidelity.ts";
import { standingsIn } from "../../scripts/docs/live.ts";
import { type LiveStanding, liveStanding, standingText } from "../../src/protocol/evidence/live.ts";

const rule = { id: "send.answer", source: "documented" } as const;
const verified: LiveStanding = {
  standing: "verified",
  extent: "whole",
  on: "2026-11-22",
  held: 4,
  differed: [],
};
const inPart: LiveStanding = { ...verified, extent: "in part" };
const SEND = "sms.send in JSON: the message is accepted";

describe("the standing of a rule on the live API", () => {
  it("is that nothing was verified, as long as nothing was", () => {
    expect(liveStanding(rule, {})).toEqual({ standing: "never verified" });
    expect(liveStanding({ id: "constructor", source: "assumed" }, {})).toEqual({
      standing: "never verified",
    });
  });

  it("is what was seen", () => {
    expect(liveStanding(rule, { "send.answer": verified })).toEqual(verified);
    expect(liveStanding(rule, { "send.id": verified })).toEqual({ standing: "never verified" });
  });

  it("is never better than what can be read", () => {
    for (const found of [
      undefined,
      null,
      "verified",
      { standing: "verified" },
      { ...verified, standing: "x" },
      { ...verified, extent: undefined },
      { ...verified, extent: "not" },
    ]) {
      expect(liveStanding(rule, { "send.answer": found })).toEqual({ standing: "never verified" });
    }
  });

  it("does not apply to the toolkit's own rules", () => {
    expect(liveStanding({ id: "xml.read", source: "own" }, { "xml.read": verified })).toEqual({
      standing: "does not apply",
    });
  });

  it("reads as a sentence's end", () => {
    const texts = (["verified", "contradicted", "in doubt"] as const).map((standing) =>
      standingText({ ...verified, standing }),
    );
    expect(texts).toEqual([
      "verified live on 2026-11-22",
      "contradicted by live on 2026-11-22",
      "in doubt since live on 2026-11-22",
    ]);
    expect(standingText(inPart)).toBe("verified live in part on 2026-11-22");
    expect(standingText({ standing: "never verified" })).toBe("never verified live");
  });
});

describe("the fidelity page", () => {
  it("says for each rule what it is worth on the live API, and where the API answers otherwise", () => {
    const contradicted: LiveStanding = { ...verified, standing: "contradicted", differed: [SEND] };
    const page = fidelity({ "send.answer": contradicted, "send.id": verified, "errors.shape": inPart });
    expect(page).toMatch(/^\| `errors\.shape` .* \| verified live in part on 2026-11-22 +\|$/m);
    expect(page).toMatch(/^\| `send\.id` .* \| verified live on 2026-11-22 +\|$/m);
    expect(page).toMatch(/^\| `send\.answer` .* \| contradicted by live on 2026-11-22 +\|$/m);
    expect(page).toMatch(/^\| `send\.masked` .* \| never verified live +\|$/m);
    expect(page).toContain("2 verified (1 of them in part), 1 contradicted, 0 in doubt");
    expect(page).toMatch(
      /## Where the live API answers otherwise[^]*\| `send\.answer` \| contradicted by live on 2026-11-22 \| sms\.send in JSON: the message is accepted \|/,
    );
  });

  it("does not pretend when nobody has verified anything", () => {
    const page = fidelity({});
    expect(page).toContain("0 verified (0 of them in part), 0 contradicted, 0 in doubt");
    expect(page).not.toMatch(/verified live (in part )?on|by live on|Where the live API/);
  });
});

describe("the committed record", () => {
  const record = (target: string, says = fingerprint("send.answer"), pinned?: string) =>
    JSON.stringify({
      record: "protexting-live-record",
      version: 1,
      toolkit: "0.1.0",
      target,
      pinned,
      at: "2026-11-22T20:00:00.000Z",
      interactions: [
        {
          description: SEND,
          outcome: "held",
          at: "2026-11-22T20:00:00.000Z",
          restsOn: { "send.answer": says },
        },
      ],
      rules: {},
    });

  it("gives the rules their standing", () => {
    expect(standingsIn(record("https://api2.protexting.com"))).toEqual({
      "send.answer": { ...verified, held: 1 },
    });
  });

  it("gives none to a rule that has changed since", () => {
    expect(standingsIn(record("https://api2.protexting.com", "of other words"))).toEqual({});
  });

  it("is of the vendor's API and of nothing else", () => {
    expect(() => standingsIn(record("http://127.0.0.1:4280"))).toThrow(
      "Please commit only what https://api2",
    );
  });

  it("is of no other machine under the vendor's name", () => {
    const text = record("https://api2.protexting.com", fingerprint("send.answer"), "127.0.0.1");
    expect(() => standingsIn(text)).toThrow(
      "it is of https://api2.protexting.com at 127.0.0.1 (--resolve). Please commit only what",
    );
  });
});
