import type { Finding } from "./finding.ts";

/** The oldest that the package runs on; a test holds it against package.json. */
export const OLDEST_NODE = "20.19";

/** @param version like 20.19.1 */
export function checkNode(version: string): Finding {
  const check = "Node";
  if (isAtLeast(version, OLDEST_NODE)) return { check, outcome: "ok", says: version };
  return {
    check,
    outcome: "wrong",
    says: `${version} is older than ${OLDEST_NODE}`,
    please: "install a newer one from https://nodejs.org, or with nvm: nvm install 24",
  };
}

/** Compares what both name: `4.1.2` is at least `4.1`. */
export function isAtLeast(version: string, oldest: string): boolean {
  const [have, need] = [numbersOf(version), numbersOf(oldest)];
  for (const [index, wanted] of need.entries()) {
    const there = have[index] ?? 0;
    if (there !== wanted) return there > wanted;
  }
  return true;
}

function numbersOf(version: string): readonly number[] {
  return version.split(".").map((part) => Number.parseInt(part, 10));
}
