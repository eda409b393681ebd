/** Matchers of `expect(protexting)`: what was sent, what was refused, what is left to spend. */
import type { MatcherState } from "vitest";
import { type Candidate, type Compared, compare, type Fields, nearest } from "./compare.ts";
import {
  type Expected,
  type ExpectedMessage,
  type ExpectedRefusal,
  messageFields,
  readExpected,
  refusalFields,
  type SentOptions,
} from "./expected.ts";
import { asked, listed, type Paint, sideBySide } from "./report.ts";
import { countOf, messagesOf, refusalsOf } from "./sent.ts";
import { checkTenant, type Tenant } from "./tenant.ts";

/** Result as vitest takes it. */
interface Judged {
  readonly pass: boolean;
  readonly message: () => string;
}

export async function haveSent(
  state: MatcherState,
  received: unknown,
  expected: ExpectedMessage = {},
  { times }: SentOptions = {},
): Promise<Judged> {
  const tenant = checkTenant(received, "toHaveSent");
  const fields = readExpected(expected, messageFields, "toHaveSent");
  const [messages, refusals] = await Promise.all([messagesOf(tenant, expected), refusalsOf(tenant)]);
  const classified = classify(state, fields, messages, times);
  return {
    pass: classified.pass,
    message: () =>
      paragraphs(
        question(state, tenant, classified, "message", (many) => `have sent ${many}`),
        findings(classified, "sent", "message"),
        listOf(messages, SENT),
        refusals.length === 0 ? [] : listOf(refusals, REFUSED),
        messages.length + refusals.length === 0 ? [hintFor(tenant)] : [],
      ),
  };
}

export async function haveBeenRefused(
  state: MatcherState,
  received: unknown,
  expected: ExpectedRefusal = {},
  { times }: SentOptions = {},
): Promise<Judged> {
  const tenant = checkTenant(received, "toHaveBeenRefused");
  const fields = readExpected(expected, refusalFields, "toHaveBeenRefused");
  const [refusals, messages] = await Promise.all([refusalsOf(tenant), messagesOf(tenant, {})]);
  const classified = classify(state, fields, refusals, times);
  return {
    pass: classified.pass,
    message: () =>
      paragraphs(
        question(state, tenant, classified, "send", (many) => `have had ${many} refused`),
        findings(classified, "refused", "send"),
        listOf(refusals, REFUSED),
        messages.length === 0 ? [] : listOf(messages, SENT),
      ),
  };
}

export async function haveCredits(
  state: MatcherState,
  received: unknown,
  expected: Expected<number>,
): Promise<Judged> {
  const tenant = checkTenant(received, "toHaveCredits");
  const [{ credits }, messages] = await Promise.all([tenant.account(), messagesOf(tenant, {})]);
  const paint = paintOf(state);
  const not = state.isNot ? "not to" : "to";
  return {
    pass: state.equals(credits, expected),
    message: () =>
      paragraphs(
        [
          `expected ${tenant.token} ${not} have ${paint.expected(paint.value(expected))} credits, and it has ${paint.got(String(credits))}`,
        ],
        listOf(messages, SENT),
      ),
  };
}

interface Judgement {
  readonly pass: boolean;
  readonly expected: Fields;
  readonly times: number | undefined;
  readonly compared: readonly Compared[];
  readonly matching: readonly Candidate[];
  readonly paint: Paint;
}

function classify(
  state: MatcherState,
  expected: Fields,
  candidates: readonly Candidate[],
  times: number | undefined,
): Judgement {
  const equals = (got: unknown, wanted: unknown): boolean => state.equals(got, wanted, state.customTesters);
  const compared = candidates.map((candidate) => compare(expected, candidate, equals));
  const matching = compared.filter(({ matches }) => matches).map(({ candidate }) => candidate);
  const pass = times === undefined ? matching.length > 0 : matching.length === times;
  return { pass, expected, times, compared, matching, paint: paintOf(state) };
}

function question(
  { isNot }: MatcherState,
  { token }: Tenant,
  { times, expected, paint }: Judgement,
  what: string,
  say: (many: string) => string,
): readonly string[] {
  const many = times === undefined ? `a ${what}` : `exactly ${countOf(times, what)}`;
  const fields = asked(expected, paint);
  return [
    `expected ${token} ${isNot ? "not " : ""}to ${say(many)}${fields.length > 0 ? " with" : ""}`,
    ...fields,
  ];
}

/** Lines for those that match, where they are not all there is; else for the one that nearly does. */
function findings({ compared, matching, paint }: Judgement, verb: string, what: string): readonly string[] {
  if (matching.length > 0) {
    return matching.length === compared.length
      ? []
      : [`${countOf(matching.length, what)} like that:`, ...listed(matching)];
  }
  const miss = nearest(compared);
  if (miss === undefined) return [];
  const differing = miss.differences.filter(({ agrees }) => !agrees).map(({ field }) => field);
  return [
    `Nearest miss: ${what} ${compared.indexOf(miss) + 1} of ${compared.length}; ` +
      `${joined(differing)} ${differing.length === 1 ? "differs" : "differ"}`,
    ...sideBySide(miss, verb, paint),
  ];
}

const SENT = { none: "No message was sent.", one: "1 message was sent:", several: "messages were sent" };
const REFUSED = { none: "No send was refused.", one: "1 send was refused:", several: "sends were refused" };

function listOf(candidates: readonly Candidate[], { none, one, several }: typeof SENT): readonly string[] {
  if (candidates.length === 0) return [none];
  const head = candidates.length === 1 ? one : `${candidates.length} ${several}, newest first:`;
  return [head, ...listed(candidates)];
}

function hintFor({ url, token }: Tenant): string {
  return `No send has come with this token. Please let what is tested use the base URL ${url} and the token ${token}.`;
}

function paintOf({ utils }: MatcherState): Paint {
  return {
    value: (value) => utils.stringify(value),
    expected: utils.EXPECTED_COLOR,
    got: utils.RECEIVED_COLOR,
  };
}

function joined(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function paragraphs(...parts: readonly (readonly string[])[]): string {
  return parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n");
}
