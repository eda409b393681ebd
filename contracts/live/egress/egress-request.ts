/** Requests as asked and as allowed: the two things that the guards compare. */
import type { RequestBody } from "./body.ts";

/** Name and value, decoded; in the order of the query. */
export type QueryPair = readonly [name: string, value: string];

/** A request that reached the egress, read but not yet trusted in anything. */
export interface EgressRequest {
  readonly method: string;
  /** Path after the run's secret. */
  readonly path: string;
  /** `undefined` when it cannot be read in exactly one way. */
  readonly query: readonly QueryPair[] | undefined;
  readonly accept: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
  readonly body: RequestBody;
  readonly caller: Caller;
}

/** Sender of a request to the egress. */
export interface Caller {
  readonly address: string;
  /** The Host header. */
  readonly host: string;
  readonly knowsSecret: boolean;
  /** True when it has hung up. */
  readonly gone: () => boolean;
}

/** A request that was planned: exactly this may pass, once. */
export interface Allowed {
  /** Name in reports: the interaction's description. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  /** With the token's place-holder, or the made-up token. */
  readonly query: readonly QueryPair[];
  readonly accept: string;
  /** Empty where there is no body. */
  readonly contentType: string;
  readonly body: RequestBody;
}

/** True when the two are the same in all that the API could read. */
export function isSame(asked: EgressRequest, allowed: Allowed): boolean {
  return (
    asked.query !== undefined &&
    asked.method === allowed.method &&
    asked.path === allowed.path &&
    asked.accept === allowed.accept &&
    asked.contentType === allowed.contentType &&
    sorted(asked.query) === sorted(allowed.query) &&
    sorted(asked.body.fields) === sorted(allowed.body.fields)
  );
}

function sorted(pairs: readonly (readonly [string, string | number])[]): string {
  return pairs
    .map((pair) => JSON.stringify(pair))
    .sort()
    .join("\n");
}

/** Every character as itself or percent-encoded, names without the brackets that PHP makes lists of. */
const QUERY = /^(?:[\w.~%+:,@/!*'() -]*=[\w.~%+:,@/!*'() -]*(?:&(?!$)|$))*$/;

/** @returns `undefined` for what two readers might read in two ways: brackets, names without `=`, broken escapes */
export function readQuery(text: string): readonly QueryPair[] | undefined {
  if (text === "") return [];
  if (!QUERY.test(text)) return undefined;
  try {
    const pairs = text.split("&").map((pair): QueryPair => {
      const [name = "", value = ""] = pair.split("=");
      return [decode(name), decode(value)];
    });
    return pairs.every(([name]) => /^[\w-]+$/.test(name)) ? pairs : undefined;
  } catch {
    return undefined;
  }
}

/** @throws URIError */
function decode(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

/** The query as it leaves: composed anew, so that nothing travels that was not read. */
export function writeQuery(pairs: readonly QueryPair[]): string {
  return pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
}
