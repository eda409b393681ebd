/** Reads a seed: its shape first, then the consistency of its parts. */
import type * as z from "zod";
import type { RateTable } from "../../protocol/prices.ts";
import { plainWords } from "../plain-words.ts";
import type { SeedAccount, SeedData } from "../types/seed.ts";
import { checkAccount, type SeedReader } from "./check-account.ts";
import { pathText, SeedError, type SeedProblem, valueText } from "./seed-error.ts";
import { seedSchema } from "./seed-schema.ts";

/**
 * @param what like `seed file small.json`, for the error
 * @param start milliseconds since 1970 at which it will be planted
 * @returns the seed with every phone number as digits, and with all rates in their accounts
 * @throws SeedError that names every mistake with its path and value
 */
export function readSeed(value: unknown, reader: SeedReader, what: string, start: number): SeedData {
  const seed = parseSeed(value, what);
  const { accounts, rates } = seed;
  const problems: SeedProblem[] = [...repeatedTokens(seed), ...repeatedIds(seed)];
  const read = accounts.map((account, index) =>
    checkAccount(account, reader, start, (path, wrong, says) =>
      problems.push({ path: `accounts[${index}].${path}`, says: `${valueText(wrong)} ${says}` }),
    ),
  );
  if (problems.length > 0) throw new SeedError(what, problems);
  return { accounts: rates === undefined ? read : read.map((account) => withRates(account, rates)) };
}

/**
 * Checks its shape alone.
 * @throws SeedError
 */
export function parseSeed(value: unknown, what: string): SeedData {
  const parsed = seedSchema().safeParse(value, { error: plainWords });
  if (parsed.success) return parsed.data;
  throw new SeedError(
    what,
    parsed.error.issues.flatMap((issue) => shapeProblems(issue, value)),
  );
}

function withRates(account: SeedAccount, rates: RateTable): SeedAccount {
  return { ...account, rates: { ...rates, ...account.rates } };
}

function shapeProblems(issue: z.core.$ZodIssue, value: unknown): readonly SeedProblem[] {
  if (issue.code === "unrecognized_keys") {
    const { path, keys } = issue;
    return keys.map((key) => ({ path: pathText([...path, key]), says: "there is no such key" }));
  }
  // A number has several forms: report the errors of the form that was meant.
  const meant = issue.code === "invalid_union" ? issue.errors.find(isInside) : undefined;
  if (meant !== undefined) {
    return meant.flatMap((inner) => shapeProblems({ ...inner, path: [...issue.path, ...inner.path] }, value));
  }
  if (issue.code === "invalid_key") {
    const key = valueText(issue.path.at(-1));
    return [{ path: pathText(issue.path), says: said(key, issue.issues[0]?.message ?? issue.message) }];
  }
  const wrong = valueAt(value, issue.path);
  const says = wrong === undefined ? "it is missing" : said(valueText(wrong), issue.message);
  return [{ path: pathText(issue.path), says }];
}

/** A message that is a sentence of its own comes after a colon. */
function said(value: string, message: string): string {
  return /^[a-z]/.test(message) ? `${value} ${message}` : `${value}: ${message}`;
}

/** True when a form matches as a whole and only something inside it is wrong. */
function isInside(issues: readonly z.core.$ZodIssue[]): boolean {
  return issues.every(({ path, code }) => path.length > 0 || code === "unrecognized_keys");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = Object.entries(at).find(([name]) => name === String(key))?.[1];
  }
  return at;
}

function repeatedTokens({ accounts }: SeedData): readonly SeedProblem[] {
  const first = new Map<string, number>();
  return accounts.flatMap(({ token }, index) => {
    const before = first.get(token);
    if (before === undefined) first.set(token, index);
    return before === undefined
      ? []
      : [{ path: `accounts[${index}].token`, says: `${valueText(token)} is accounts[${before}] already` }];
  });
}

function repeatedIds({ accounts }: SeedData): readonly SeedProblem[] {
  const first = new Map<string, string>();
  const problems: SeedProblem[] = [];
  for (const [account, { messages = [] }] of accounts.entries()) {
    for (const [index, { id }] of messages.entries()) {
      if (id === undefined) continue;
      const path = `accounts[${account}].messages[${index}]`;
      const before = first.get(id);
      if (before === undefined) first.set(id, path);
      else problems.push({ path: `${path}.id`, says: `${valueText(id)} is that of ${before} already` });
    }
  }
  return problems;
}
