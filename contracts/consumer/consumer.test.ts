/**
 * The consumer's side of the contract: each interaction driven through the real client against Pact's mock server,
 * and the committed pact held against what comes out.
 *
 * All in one file, hence in one process: each interaction is recorded once, by whichever test needs it first, so
 * order, filters and shuffling make no difference.
 */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { PACT_FILE, type PactInteraction, writePact } from "../pact/pact-file.ts";
import { firstDifference } from "./first-difference.ts";
import type { Interaction } from "./interaction.ts";
import { type Exchange, exchanges } from "./interactions.ts";
import { record } from "./record.ts";

const recordings = new Map<Exchange, Promise<PactInteraction>>();

function recorded(exchange: Exchange): Promise<PactInteraction> {
  const recording = recordings.get(exchange) ?? record(exchange);
  recordings.set(exchange, recording);
  return recording;
}

describe("the client and the API agree on", () => {
  it.each(exchanges)("$description", async (exchange) => {
    const interaction = await recorded(exchange);
    expect(interaction.description).toBe(exchange.description);
    expect(interaction.comments.endpoint).toBe(exchange.interaction.route.endpoint);
  });
});

describe("the committed pact", () => {
  it("is what these interactions give, byte for byte", async () => {
    const interactions: PactInteraction[] = [];
    for (const exchange of exchanges) interactions.push(await recorded(exchange));
    const generated = writePact(interactions);
    const committed = await readFile(PACT_FILE, "utf8").catch(() => "");
    const difference = firstDifference(committed, generated);
    expect(difference, `${PACT_FILE} is out of date. Please run npm run contracts:generate.`).toBeUndefined();
  });
});

describe("recording fails", () => {
  const balance = exchanges.find(({ description }) => description === "credits.balance in JSON: the balance");
  const changed = (change: Partial<Pick<Interaction, "call" | "result">>) => {
    if (balance === undefined) throw new Error("There is no such exchange.");
    return record({ ...balance, interaction: { ...balance.interaction, ...change } });
  };

  it("when the client asks for something else", async () => {
    await expect(changed({ call: (client) => client.sms.deliveryReport("1") })).rejects.toThrow(
      "The following request was not expected",
    );
  });

  it("when the client does not ask", async () => {
    await expect(changed({ call: async () => ({ availableCredits: 1000 }) })).rejects.toThrow(
      "expected but not received",
    );
  });

  it("when the client makes something else of the answer", async () => {
    await expect(changed({ result: { gives: { availableCredits: 999 } } })).rejects.toThrow("999");
    await expect(
      changed({ result: { throws: { name: "AuthenticationError", status: 401 } } }),
    ).rejects.toThrow("the client should have refused");
  });
});
