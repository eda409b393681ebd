/** Words that the reports share. */
import type { Source } from "../../src/protocol/evidence/entry.ts";
import { countOutcomes, OUTCOMES, type Verdict, type Verification } from "../pact/verification/verdict.ts";

/** From the best known to the least. */
const SOURCES = ["documented", "recorded", "assumed", "own"] as const satisfies readonly Source[];

export interface EndpointVerdicts {
  readonly endpoint: string;
  readonly verdicts: readonly Verdict[];
}

/** In the order in which the endpoints come first. */
export function byEndpoint(verdicts: readonly Verdict[]): readonly EndpointVerdicts[] {
  const groups = new Map<string, Verdict[]>();
  for (const verdict of verdicts) {
    const group = groups.get(verdict.endpoint);
    if (group === undefined) groups.set(verdict.endpoint, [verdict]);
    else group.push(verdict);
  }
  return [...groups].map(([endpoint, of]) => ({ endpoint, verdicts: of }));
}

/** The description without the endpoint and the format, where those are shown anyway. */
export function outcomeText({ description, endpoint, format }: Verdict): string {
  const prefix = `${endpoint} in ${format.toUpperCase()}: `;
  return description.startsWith(prefix) ? description.slice(prefix.length) : description;
}

/** How what it rests on is known: "5 documented, 2 recorded". */
export function sourcesText({ restsOn }: Pick<Verdict, "restsOn">): string {
  return SOURCES.map((source) => ({ source, count: restsOn.filter((rule) => rule.source === source).length }))
    .filter(({ count }) => count > 0)
    .map(({ source, count }) => `${count} ${source}`)
    .join(", ");
}

/** "236 verified, 2 failed, 0 skipped, 0 pending, 0 missing of 238 interactions in 7.6 s". */
export function countsText({ verdicts, generated, durationMs }: Verification): string {
  const counts = countOutcomes(verdicts);
  const parts = OUTCOMES.map((outcome) => `${counts[outcome]} ${outcome}`);
  return `${parts.join(", ")} of ${generated} interactions in ${(durationMs / 1000).toFixed(1)} s`;
}

/** Why what differed is not held against the rules. */
export function circumstanceText(circumstance: string): string {
  return `Says nothing of the rules: ${circumstance}.`;
}
