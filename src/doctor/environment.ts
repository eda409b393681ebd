/** Variables that look like ours and are not: a misspelt one is overlooked by everything that reads them. */
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
    please: `name it ${nearestTo(name)}, or take it away; there are ${KNOWN.join(", ")} and ${EMULATORS}…`,
  }));
}

/** One that ends alike, as PROTEXTING_TOKEN does; else the one with the fewest other letters. */
function nearestTo(name: string): string {
  const end = name.slice(name.lastIndexOf("_"));
  const [nearest = KNOWN[0]] = [...KNOWN].sort((one, other) => distance(name, one) - distance(name, other));
  return KNOWN.find((known) => known.endsWith(end)) ?? nearest;
}

/** Edits from one to the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, character] of [...from.toUpperCase()].entries()) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (character === to[column - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
