/** Variables that look like ours and are not, and one of Node's that takes the lock off every connection. */
import { nearestTo } from "../client/options/nearest.ts";
import type { Environment } from "../commands/machine.ts";
import type { Finding } from "./finding.ts";

/** Prefix of the emulator's variables, which are checked with its settings. */
const EMULATORS = "PROTEXTING_EMULATOR_";

/** Node checks no certificate while it is 0. */
const UNCHECKED = "NODE_TLS_REJECT_UNAUTHORIZED";

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
  const findings: Finding[] = unknown.map((name) => ({
    check,
    outcome: "wrong",
    says: `nothing reads ${name}`,
    please: `name it ${likeliestOf(name)}, or take it away; there are ${KNOWN.join(", ")} and ${EMULATORS}…`,
  }));
  if (environment[UNCHECKED] === "0") {
    findings.push({
      check,
      outcome: "wrong",
      says: `${UNCHECKED} is 0, so no certificate is checked and anybody on the way can read the token`,
      please: "take it away; name a certificate of your own in NODE_EXTRA_CA_CERTS",
    });
  }
  return findings;
}

/** One that ends alike, as PROTEXTING_TOKEN does; else the one with the fewest other letters. */
function likeliestOf(name: string): string {
  const end = name.slice(name.lastIndexOf("_"));
  return KNOWN.find((known) => known.endsWith(end)) ?? nearestTo(name, KNOWN) ?? KNOWN[0];
}
