/** Turns an interaction of the pact into the one that is tried on live: its own token, recipient, ids. */
import { maskRecipient, maskSentRecipient } from "../../src/protocol/recipient.ts";
import { escapePattern } from "../../src/shared/escape.ts";
import { MADE_UP_TOKEN } from "./egress/egress.ts";
import { PLACEHOLDER } from "./egress/scrub.ts";
import { OF_NOBODY } from "./given.ts";
import type { LiveInteraction } from "./interaction.ts";

/** Recipient of the pact's messages; no other number of a pact becomes the recipient of a run. */
export const PACT_RECIPIENT = "16465550123";

export interface Replacing {
  /** Values that the provider's state gives to the request. */
  readonly values: Readonly<Record<string, string>>;
  readonly replace: Readonly<Record<string, string>>;
  readonly recipient: string | undefined;
}

type Rewrite = (text: string) => string;

/** A regular expression has the same texts in it, written as a pattern. */
interface Changes {
  readonly text: Rewrite;
  readonly pattern: Rewrite;
}

export function rewrite(interaction: LiveInteraction, replacing: Replacing): LiveInteraction {
  const { values, recipient, replace } = replacing;
  const isOfNobody = interaction.providerStates.some(({ name }) => name === OF_NOBODY);
  const token = isOfNobody ? MADE_UP_TOKEN : PLACEHOLDER;
  const tokens = interaction.request.query["access_token"] ?? [];
  const all = { ...(recipient === undefined ? {} : masksOf(recipient)), ...replace };
  const changeText = literals(all, (text) => text);
  const changes: Changes = {
    text: (text) =>
      changeText(
        tokens.reduce((so, own) => so.replaceAll(`access_token=${own}`, `access_token=${token}`), text),
      ),
    pattern: literals(all, escapePattern),
  };
  const { request, response, providerStates } = interaction;
  const filled = fill(request, { ...values, token });
  return {
    ...interaction,
    // Its own parameters are for an emulator; here it is asked which interaction needs it.
    providerStates: providerStates.map(({ name }) => ({ name, params: { for: interaction.description } })),
    request: {
      ...filled,
      query: Object.fromEntries(
        Object.entries(filled.query).map(([name, texts]) => [
          name,
          name === "access_token" ? [token] : texts.map(changes.text),
        ]),
      ),
      body: deep(filled.body, changes),
    },
    response: Object.fromEntries(Object.entries(response).map(([name, part]) => [name, deep(part, changes)])),
  };
}

function masksOf(recipient: string): Readonly<Record<string, string>> {
  return {
    [PACT_RECIPIENT]: recipient,
    [maskRecipient(PACT_RECIPIENT)]: maskRecipient(recipient),
    [maskSentRecipient(PACT_RECIPIENT)]: maskSentRecipient(recipient),
  };
}

/** All at once, the longest first, so that what was put in is not replaced again. */
function literals(replace: Readonly<Record<string, string>>, write: Rewrite): Rewrite {
  const from = Object.keys(replace).sort((a, b) => b.length - a.length);
  if (from.length === 0) return (text) => text;
  const pattern = new RegExp(from.map(escapePattern).join("|"), "g");
  return (text) => text.replace(pattern, (found) => write(replace[found] ?? found));
}

interface Generators {
  readonly query?: Readonly<Record<string, unknown>>;
}

/** Puts the state's values where the pact asks for them; what it asks for otherwise keeps its generator. */
function fill(
  request: LiveInteraction["request"],
  values: Readonly<Record<string, string>>,
): LiveInteraction["request"] {
  const { query: inQuery = {}, ...others } = generatorsOf(request.generators);
  const query = { ...request.query };
  const left: Record<string, unknown> = {};
  for (const [name, generator] of Object.entries(inQuery)) {
    const key = /^\$\{(\w+)\}$/.exec(String(Object(generator).expression))?.[1];
    const value = key === undefined ? undefined : values[key];
    if (Object(generator).type === "ProviderState" && value !== undefined) query[name] = [value];
    else left[name] = generator;
  }
  const { generators: _all, matchingRules: _rules, ...rest } = request;
  const remaining = { ...others, ...(Object.keys(left).length === 0 ? {} : { query: left }) };
  const none = Object.keys(remaining).length === 0;
  return { ...rest, query, body: request.body, generators: none ? undefined : remaining };
}

function generatorsOf(value: unknown): Generators {
  return typeof value === "object" && value !== null ? value : {};
}

/** Values alone, not names. */
function deep(value: unknown, changes: Changes, isPattern = false): unknown {
  if (typeof value === "string") return (isPattern ? changes.pattern : changes.text)(value);
  if (typeof value === "number") {
    const changed = changes.text(String(value));
    return /^\d{1,15}$/.test(changed) ? Number(changed) : value;
  }
  if (Array.isArray(value)) return value.map((one) => deep(one, changes, isPattern));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, deep(one, changes, name === "regex")]),
  );
}
