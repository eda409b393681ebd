/** Tags of every interaction: how it may touch the live API, and what it rests on. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { PACT_FILE, type PactInteraction, parsePact } from "../../contracts/pact/pact-file.ts";
import { ledgerEntries } from "../../src/protocol/evidence/ledger.ts";

const text = readFileSync(PACT_FILE, "utf8");
const { interactions } = parsePact(text);

/** True when it takes used-up limits or credits (429, codes 5 and 8), or carriers (codes above 10,000). */
function isOutOfReach(response: PactInteraction["response"]): boolean {
  return (
    response.status === 429 || /"code":(5|8|1000\d)\b|<code>(5|8|1000\d)</.test(JSON.stringify(response))
  );
}

describe("tags", () => {
  it("name ledger entries, with the source that the ledger has", () => {
    const sources = new Map(ledgerEntries().map(({ id, source }) => [id, source]));
    for (const { description, comments } of interactions) {
      for (const { id, source } of comments["rests-on"])
        expect([description, id, source]).toEqual([description, id, sources.get(id)]);
    }
  });

  it.each([
    ["without any", undefined],
    ["without touches", { touches: undefined }],
    ["with touches that nobody knows", { touches: "perhaps" }],
    ["without rests-on", { "rests-on": undefined }],
    ["that rests on nothing", { "rests-on": [] }],
    ["that may spend and does not say how much", { touches: "spends", credits: undefined }],
  ])("an interaction %s is refused, by place", (_case, change) => {
    const [first, ...others] = interactions;
    const comments = change === undefined ? undefined : { ...first?.comments, ...change };
    const file = { ...JSON.parse(text), interactions: [...others, { ...first, comments }] };
    expect(() => parsePact(JSON.stringify(file))).toThrow(`interactions.${others.length}.comments`);
  });

  it("give a send to a good number away as one that may spend, and nothing else", () => {
    const recipient = "16465550123";
    for (const { description, request, response, comments } of interactions) {
      const body = JSON.stringify(request["body"] ?? null);
      // A message that goes later, when nobody looks, is never tried.
      const mayBeSent = body.includes(recipient) && !body.includes("DateTime");
      const needsMoreThanLive = response.status === 401 || isOutOfReach(response);
      const spends = mayBeSent && !needsMoreThanLive;
      expect([description, comments.touches === "spends"]).toEqual([description, spends]);
    }
  });

  it("let a wrong token and a read be tried anywhere", () => {
    const wrongToken = interactions.filter(({ response }) => response.status === 401);
    expect(new Set(wrongToken.map(({ comments }) => comments.touches))).toEqual(new Set(["safe"]));
    const spent = interactions.filter(({ response }) => isOutOfReach(response));
    expect(spent.length).toBeGreaterThan(40);
    expect(new Set(spent.map(({ comments }) => comments.touches))).toEqual(new Set(["never"]));
  });
});
