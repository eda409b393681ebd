/**
 * Requests to both sides: the pact's `safe` interactions, each list as it is, and each thing that a list shows.
 * None may send, cost or change anything: the plain guards of the egress have the last word.
 */
import { type Endpoint, endpoints } from "../../src/protocol/endpoints.ts";
import { NO_BODY } from "../live/egress/body.ts";
import { MADE_UP_TOKEN } from "../live/egress/egress.ts";
import type { Allowed, QueryPair } from "../live/egress/egress-request.ts";
import { PLAIN_GUARDS } from "../live/egress/guards.ts";
import { PLACEHOLDER } from "../live/egress/scrub.ts";
import { type LiveInteraction, readInteraction, requestOf } from "../live/interaction.ts";
import { rewrite } from "../live/rewrite.ts";
import type { PactFile } from "../pact/pact-file.ts";
import { formatOf } from "../pact/verification/expectation.ts";

/** Request whose token is the place-holder of the egress, or a token of no account. */
export interface DriftRequest extends Allowed {
  /** Empty where there is none. */
  readonly text: string;
}

const ALL: readonly Endpoint[] = endpoints;

/** The first requests, each once. */
export function requestsOf({ interactions }: Pick<PactFile, "interactions">): readonly DriftRequest[] {
  const found = new Map<string, DriftRequest>();
  for (const interaction of interactions) {
    const read = readInteraction(interaction);
    if (read === undefined) continue;
    const asked = rewrite(read, { values: {}, replace: {}, recipient: undefined });
    const request = requestOf(asked);
    if (request === undefined || !isHarmless(request)) continue;
    const list = isWholeList(request);
    if (interaction.comments.touches !== "safe" && !list) continue;
    const format = formatOf(interaction).toUpperCase();
    const name = list ? `${interaction.comments.endpoint} in ${format}: as it is` : request.name;
    const key = JSON.stringify([request.method, request.path, request.query, request.accept, textOf(asked)]);
    if (!found.has(key)) found.set(key, { ...request, name, text: textOf(asked) });
  }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A further request for each thing that a list's first row names. */
export interface FollowUp {
  readonly name: string;
  /** `undefined` where the row does not name it. */
  readonly request: DriftRequest | undefined;
}

/**
 * @param list the request that was answered
 * @param firstRow of the answer; undefined when there is none
 */
export function followUps(
  list: DriftRequest,
  firstRow: Readonly<Record<string, unknown>> | undefined,
): readonly FollowUp[] {
  if (!isWholeList(list)) return [];
  const format = list.accept.includes("xml") ? "XML" : "JSON";
  const listId = ALL.find(({ path }) => path === list.path)?.id;
  return ALL.filter(({ rowOf }) => rowOf?.[0] === listId).map(({ id, path, rowOf, asks = {} }) => {
    const [, field = ""] = rowOf ?? [];
    const [parameter = ""] = Object.values(asks);
    const name = `${id} in ${format}: of the first in the list`;
    const value = firstRow?.[field];
    if ((typeof value !== "string" && typeof value !== "number") || value === "") {
      return { name, request: undefined };
    }
    const query: readonly QueryPair[] = [
      ["access_token", PLACEHOLDER],
      [parameter, String(value)],
    ];
    const { method, accept, contentType } = list;
    const request = { name, method, path, query, accept, contentType, body: NO_BODY, text: "" };
    return { name, request: isHarmless(request) ? request : undefined };
  });
}

/** A read of nothing but the account's own. */
function isWholeList({ method, path, query }: Allowed): boolean {
  const [[, token] = [], ...further] = query;
  return method === "GET" && LISTS.has(path) && further.length === 0 && token === PLACEHOLDER;
}

/** Lists of the account, whatever is in them. */
const LISTS: ReadonlySet<string> = new Set(
  ALL.flatMap(({ path, answer }) => (answer.list === undefined ? [] : [path])),
);

function isHarmless(request: Allowed): boolean {
  const who = { recipient: undefined, madeUpToken: MADE_UP_TOKEN };
  return PLAIN_GUARDS.every(({ refuses }) => refuses(request, who) === undefined);
}

function textOf({ request: { body } }: LiveInteraction): string {
  const content: unknown = Object(body).content;
  if (content === undefined) return "";
  return typeof content === "string" ? content : JSON.stringify(content);
}
