import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Seen } from "../../../contracts/standings/seen.ts";
import type { Showing } from "../../../contracts/standings/standings.ts";
import { standingsOf } from "../../../contracts/standings/standings.ts";

const MONDAY = "2026-11-23T20:00:00.000Z";
const TUESDAY = "2026-11-24T20:00:00.000Z";

/** Fingerprint of an unchanged ledger: every rule says what it said. */
const unchanged = () => "same";
/** Rules of which an answer shows all there is. */
const whole = (): Showing => "whole";

function seen(
  outcome: Seen["outcome"],
  rules: string,
  { at = MONDAY, description = `${outcome}: ${rules}` } = {},
): Seen {
  const restsOn = Object.fromEntries(rules.split(" ").map((rule) => [rule, "same"]));
  return { description, outcome, at, restsOn };
}

function words(of: readonly Seen[]): Record<string, string> {
  const standings = Object.entries(standingsOf(of, unchanged, whole));
  return Object.fromEntries(standings.map(([id, { standing, on }]) => [id, `${standing} ${on}`]));
}

describe("a rule", () => {
  it("is verified by an answer that came as expected, on the newest day of one", () => {
    expect(words([seen("held", "a b"), seen("held", "a c", { at: TUESDAY })])).toEqual({
      a: "verified 2026-11-24",
      b: "verified 2026-11-23",
      c: "verified 2026-11-24",
    });
  });

  it("is contradicted when all else behind an answer that differed held elsewhere", () => {
    expect(words([seen("held", "a b"), seen("differed", "a b c")])).toEqual({
      a: "verified 2026-11-23",
      b: "verified 2026-11-23",
      c: "contradicted 2026-11-23",
    });
  });

  it("is in doubt when it is one of several that were not seen to hold", () => {
    expect(words([seen("held", "a"), seen("differed", "a b c")])).toEqual({
      a: "verified 2026-11-23",
      b: "in doubt 2026-11-23",
      c: "in doubt 2026-11-23",
    });
  });

  it("is in doubt, and not verified, when an answer differed although all its rules held elsewhere", () => {
    expect(words([seen("held", "a b"), seen("differed", "a b")])).toEqual({
      a: "in doubt 2026-11-23",
      b: "in doubt 2026-11-23",
    });
  });

  it("is contradicted when it held in one answer and, alone behind another, did not there", () => {
    expect(words([seen("held", "a"), seen("differed", "a")])).toEqual({ a: "contradicted 2026-11-23" });
  });

  it("is not cleared by what held before the answer differed", () => {
    expect(words([seen("held", "a b"), seen("differed", "a b c", { at: TUESDAY })])).toEqual({
      a: "in doubt 2026-11-24",
      b: "in doubt 2026-11-24",
      c: "in doubt 2026-11-24",
    });
  });

  it("stays contradicted while the answer that differed was not seen to hold, whatever else did since", () => {
    const later = [seen("held", "b", { at: TUESDAY }), seen("held", "a", { at: TUESDAY })];
    expect(words([seen("differed", "a"), ...later])).toMatchObject({ a: "contradicted 2026-11-23" });
  });

  it("names what speaks against it, and counts what does not", () => {
    const standings = standingsOf(
      [seen("held", "a b"), seen("held", "a"), seen("differed", "b c")],
      unchanged,
      whole,
    );
    expect(standings).toEqual({
      a: { standing: "verified", extent: "whole", on: "2026-11-23", held: 2, differed: [] },
      b: { standing: "verified", extent: "whole", on: "2026-11-23", held: 1, differed: [] },
      c: {
        standing: "contradicted",
        extent: "whole",
        on: "2026-11-23",
        held: 0,
        differed: ["differed: b c"],
      },
    });
  });

  it("that says something else now, or is gone, has no standing", () => {
    const of = [seen("held", "a b"), seen("differed", "a b c d")];
    const changed = (id: string) => ({ b: "other", d: undefined })[id] ?? (id === "d" ? undefined : "same");
    expect(standingsOf(of, changed, whole)).toEqual({
      a: { standing: "verified", extent: "whole", on: "2026-11-23", held: 1, differed: [] },
      c: {
        standing: "in doubt",
        extent: "whole",
        on: "2026-11-23",
        held: 0,
        differed: ["differed: a b c d"],
      },
    });
  });
});

describe("a rule of which an answer shows", () => {
  const SHOWING = new Map<string, Showing>([
    ["p", "in part"],
    ["n", "not"],
  ]);
  const shows = (id: string) => SHOWING.get(id) ?? "whole";

  it("only a part is verified in part, whatever held", () => {
    expect(standingsOf([seen("held", "a p")], unchanged, shows)).toMatchObject({
      a: { standing: "verified", extent: "whole" },
      p: { standing: "verified", extent: "in part" },
    });
  });

  it("nothing is neither verified nor contradicted", () => {
    expect(standingsOf([seen("held", "n")], unchanged, shows)).toEqual({});
    expect(standingsOf([seen("differed", "n")], unchanged, shows)).toEqual({});
  });

  it("nothing is never cleared, so that no other is the only one to blame", () => {
    const of = [seen("held", "a n"), seen("differed", "a b n")];
    expect(standingsOf(of, unchanged, shows)).toMatchObject({
      a: { standing: "verified" },
      b: { standing: "in doubt" },
    });
    expect(standingsOf([seen("held", "a"), seen("differed", "a n")], unchanged, shows)).toMatchObject({
      a: { standing: "in doubt" },
    });
  });
});

describe("whatever was seen", () => {
  const rules = fc.uniqueArray(fc.constantFrom("a", "b", "c", "d"), { minLength: 1 });
  const everything = fc.array(
    fc.record({
      outcome: fc.constantFrom<Seen["outcome"]>("held", "differed"),
      rules,
      at: fc.constantFrom(MONDAY, TUESDAY),
    }),
    { maxLength: 8 },
  );
  const allSeen = everything.map((entries) =>
    entries.map(({ outcome, rules: of, at }, index) =>
      seen(outcome, of.join(" "), { at, description: `${index}` }),
    ),
  );

  it("a rule is verified only if an answer on it held, and contradicted or in doubt only if one differed", () => {
    fc.assert(
      fc.property(allSeen, (of) => {
        for (const [id, { standing, on, held, differed }] of Object.entries(
          standingsOf(of, unchanged, whole),
        )) {
          const own = of.filter(({ restsOn }) => id in restsOn);
          const wanted = standing === "verified" ? "held" : "differed";
          expect(own.some((entry) => entry.outcome === wanted && entry.at.startsWith(on))).toBe(true);
          expect(held).toBe(own.filter(({ outcome }) => outcome === "held").length);
          expect(differed.length === 0).toBe(standing === "verified");
        }
      }),
    );
  });

  it("every answer that differed is held against a rule of it, as long as it is not seen to hold", () => {
    fc.assert(
      fc.property(allSeen, (of) => {
        const blamed = new Set(
          Object.values(standingsOf(of, unchanged, whole)).flatMap(({ differed }) => differed),
        );
        const differed = of.filter(({ outcome }) => outcome === "differed");
        expect(blamed).toEqual(new Set(differed.map(({ description }) => description)));
      }),
    );
  });
});
