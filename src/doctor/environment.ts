/** Variables that look like ours and are not: a misspelt one is overlooked by everything that reads them. */
import { nearestTo } from "../client/nearest.ts";
import type { Environment } from "../commands/machine.ts";
import type { Finding } from "./finding.ts";

/** Those of the emulator are checked with its settings. */
const EMULATORS = "PROTEXTING_EMULATOR_";

const KNOWN = [
  "PROTEXTING_ACCESS_TOKEN",
  "PROTEXTING_BASE_URL",
  "PROTEXTING_CHROMIUM",
  "PROTEXTING_DEBUG",
  "PROTEXTING_LIVE",
] as const;

export function checkEnvironment(environment: Environment): readonly Finding[] {
  const check = "Environment";
  const ours = Object.keys(environment).filter(
    (name) => /^PRO_?TEXTING/i.test(name) && !name.startsWith(EMULATORS),
  );
  const unknown = ours.filter((name) => !KNOWN.some((known) => known === name));
  return unknown.map((name) => ({
    check,
    outcome: "wrong",
    says: `nothing reads ${name}`,
    please: `name it ${likeliestOf(name)}, or take it away; there are ${KNOWN.join(", ")} and ${EMULATORS}…`,
  }));
}

/** One that ends alike, as PROTEXTING_TOKEN does; else the one with the fewest other letters. */
function likeliestOf(name: string): string {
  const end = name.slice(name.lastIndexOf("_"));
  return KNOWN.find((known) => known.endsWith(end)) ?? nearestTo(name, KNOWN) ?? KNOWN[0];
}
