/** Errors of a seed: each mistake with its path and the value there. */

export interface SeedProblem {
  /** Like `accounts[2].templates[0].status`; "" for the whole. */
  readonly path: string;
  /** Like `9 must be the id of a state of a template, 0 to 5`. */
  readonly says: string;
}

/** Problems named in an error's message; the rest is counted. */
const NAMED = 10;

export class SeedError extends Error {
  readonly problems: readonly SeedProblem[];

  /** @param what like `seed file small.json` */
  constructor(what: string, problems: readonly SeedProblem[]) {
    const named = problems.slice(0, NAMED).map(({ path, says }) => `${path || "the whole"}: ${says}`);
    const more = problems.length > NAMED ? ` (and ${problems.length - NAMED} more)` : "";
    super(`Failed to read the ${what}: ${named.join("; ")}${more}. Nothing of it was put in.`);
    this.name = "SeedError";
    this.problems = problems;
  }
}

/** `["accounts", 2, "token"]` → `accounts[2].token`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${String(key)}`))
    .join("");
}

/** Characters of a value that a message shows. */
const SHOWN = 80;

export function valueText(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`;
}
