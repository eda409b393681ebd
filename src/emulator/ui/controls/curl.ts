/** A call as a shell command that makes it when pasted. */
import { freshSecret } from "../../runtime/random.ts";
import { isHidden } from "../components/visible-text.tsx";
import type { ViewRequest } from "../route.ts";
import type { ControlRequest } from "./control-request.ts";

/** Environment variables in place of secrets. */
const CONTROL_TOKEN = "CONTROL_TOKEN";
const ACCESS_TOKEN = "ACCESS_TOKEN";

/** A request as curl takes it. */
export interface CurlRequest {
  readonly method: string;
  /** URL with its query. */
  readonly url: string;
  readonly json?: unknown;
  readonly bodyFile?: string | undefined;
  readonly answerFile?: string | undefined;
}

/** Command of a call of the control API. */
export function curlOfRequest(visit: ViewRequest, request: ControlRequest): string {
  const { method, path, id = "", query = {}, body, bodyFile, answerFile } = request;
  const filled = path.replace(/\{\w+\}/, () => encodeURIComponent(shown(visit, id)));
  const pairs = Object.entries(query).map(([name, value]): [string, string] => [name, shown(visit, value)]);
  const search = pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
  return curl(visit, {
    method: method.toUpperCase(),
    url: `${visit.origin}/_emulator${filled}${search}`,
    json: bodyFile === undefined ? shownWithin(visit, body) : undefined,
    bodyFile,
    answerFile,
  });
}

/** Command of a call of the vendor's API with the account's token. */
export function curlOfApi(visit: ViewRequest, method: string, path: string, json?: unknown): string {
  const { token } = visit.account;
  const url = apiUrl(visit.origin, path, shown(visit, token));
  return commandOf({ method, url, json }, [], token);
}

/** Command of a call of the vendor's API before there is an account; the token is shown as it is. */
export function curlOfToken(
  origin: string,
  token: string,
  method: string,
  path: string,
  json?: unknown,
): string {
  return commandOf({ method, url: apiUrl(origin, path, token), json }, [], token);
}

function apiUrl(origin: string, path: string, token: string): string {
  return `${origin}${path}?access_token=${encodeURIComponent(token)}`;
}

function curl(visit: ViewRequest, request: CurlRequest): string {
  const isOpen = visit.services.access().kind !== "token";
  const extra = isOpen ? [] : [`-H "Authorization: Bearer $${CONTROL_TOKEN}"`];
  return commandOf(request, extra, visit.account.token);
}

function commandOf(
  { method, url, json, bodyFile, answerFile }: CurlRequest,
  extra: readonly string[],
  secret: string,
): string {
  const hasBody = json !== undefined || bodyFile !== undefined;
  const lines = [
    `curl ${method === "GET" ? "" : `-X ${method} `}${quoted(url, IN_URL, secret)}`,
    ...extra,
    ...(hasBody ? ["-H 'Content-Type: application/json'"] : []),
    ...(json === undefined ? [] : [`-d ${quoted(escapedHidden(JSON.stringify(json)), IN_JSON, secret)}`]),
    ...(bodyFile === undefined ? [] : [`--data-binary @${bodyFile}`]),
    ...(answerFile === undefined ? [] : [`-o ${answerFile}`]),
  ];
  return lines.join(" \\\n  ");
}

/**
 * Placeholder of a secret that the shell substitutes: drawn, so that no other text contains it, and of letters and
 * digits, so that no encoding changes it.
 */
const SECRET = freshSecret();

/** Encoding of a value that the shell substitutes. */
interface Encoding {
  readonly encode: (text: string) => string;
  /** Node expression with the same result, for a token that its encoding changes. */
  readonly expression: string;
}

const IN_URL: Encoding = {
  encode: encodeURIComponent,
  expression: `encodeURIComponent(process.env.${ACCESS_TOKEN})`,
};
const IN_JSON: Encoding = {
  encode: (text) => JSON.stringify(text).slice(1, -1),
  expression: `JSON.stringify(process.env.${ACCESS_TOKEN}).slice(1, -1)`,
};

/** Replaces a token that may be a real secret by its placeholder. */
function shown({ account: { token, isSecret } }: ViewRequest, text: string): string {
  return isSecret && text === token ? SECRET : text;
}

function shownWithin(visit: ViewRequest, value: unknown): unknown {
  if (typeof value === "string") return shown(visit, value);
  if (Array.isArray(value)) return value.map((inner) => shownWithin(visit, inner));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shownWithin(visit, inner)]));
}

/** Quotes for a POSIX shell. */
function quoted(text: string, { encode, expression }: Encoding, secret: string): string {
  const value = encode(secret) === secret ? `$${ACCESS_TOKEN}` : `$(node -p '${expression}')`;
  return `'${text.replaceAll("'", `'\\''`)}'`.replaceAll(SECRET, () => `'"${value}"'`);
}

/** Escapes invisible characters, as JSON allows, so that they survive copying. */
function escapedHidden(json: string): string {
  return Array.from(json, (character) => (isHidden(character) ? escaped(character) : character)).join("");
}

function escaped(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
}
