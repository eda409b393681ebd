/**
 * The proof of the guard: whatever must not happen on live does not, and with any one guard taken away something of
 * it does. A guard that nothing would miss fails here.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Target } from "../../../contracts/live/egress/target.ts";
import { LIVE_PARTS, type LiveParts } from "../../../contracts/live/verify-live.ts";
import { temporaryFolder } from "../../commands/support.ts";
import { type Proof, proofs } from "./proofs.ts";

interface Mutant {
  readonly guard: string;
  /** All guards but that one. */
  readonly parts: LiveParts;
}

const named = <Entry extends { readonly name: string }>(
  entries: readonly Entry[],
  without: (rest: readonly Entry[]) => Partial<LiveParts>,
  prefix = "",
): readonly Mutant[] =>
  entries.map((entry) => ({
    guard: `${prefix}${entry.name}`,
    parts: { ...LIVE_PARTS, ...without(entries.filter((other) => other !== entry)) },
  }));

const { budget } = LIVE_PARTS;
const alone = (guard: string, without: Partial<LiveParts>): Mutant => ({
  guard,
  parts: { ...LIVE_PARTS, ...without },
});

const mutants: readonly Mutant[] = [
  ...named(LIVE_PARTS.guards, (guards) => ({ guards })),
  ...named(LIVE_PARTS.steps, (steps) => ({ steps })),
  ...named(LIVE_PARTS.preflight, (preflight) => ({ preflight })),
  ...named(LIVE_PARTS.policies, (policies) => ({ policies })),
  alone("budget lock", { budget: { ...budget, lock: async () => async () => undefined } }),
  alone("budget on the disk", { budget: { ...budget, sync: async () => undefined } }),
  alone("prune", { prune: (text) => text }),
  alone("environment", { environmentOf: (environment) => environment }),
  alone("private file", {
    async privateFile(name, text) {
      const path = join(await temporaryFolder(), name);
      await writeFile(path, text);
      return { path, [Symbol.asyncDispose]: async () => undefined };
    },
  }),
  alone("target", {
    readTarget: (url): Target => {
      const { origin, hostname, port, protocol } = new URL(url);
      return { origin, secure: protocol === "https:", hostname, port: Number(port), address: "127.0.0.1" };
    },
  }),
  alone("recipient's price", { readRecipient: (text) => text }),
];

/** Plays the guard's own proofs first, so that most harm is noticed at once. */
async function firstHarm(guard: string, parts: LiveParts): Promise<Proof | undefined> {
  const own = proofs.filter((proof) => proof.guard === guard);
  for (const proof of [...own, ...proofs.filter((other) => other.guard !== guard)]) {
    const harm = await proof.play(parts).catch((error: unknown) => String(error));
    if (harm !== undefined) return proof;
  }
  return undefined;
}

describe("with all guards", () => {
  it.each(proofs.map((proof) => [proof.title, proof] as const))("%s", async (_title, proof) => {
    expect(await proof.play(LIVE_PARTS)).toBeUndefined();
  });
});

describe("without one guard", () => {
  it.each(mutants.map((mutant) => [mutant.guard, mutant] as const))(
    "%s: something goes wrong, and a proof of it says so",
    async (guard, { parts }) => {
      const harm = await firstHarm(guard, parts);
      expect(harm?.guard).toBe(guard);
    },
  );

  it("each proof was written for a guard that there is", () => {
    const guards = new Set(mutants.map(({ guard }) => guard));
    expect(proofs.filter(({ guard }) => !guards.has(guard))).toEqual([]);
    expect(guards.size).toBe(mutants.length);
  });
});
