/** Answers and failures that try to give the token away. */
import { escapeXml } from "./canary.ts";

export type Path = (token: string, url: string) => Response | Promise<Response>;

export const failing =
  (make: (url: string, token: string) => unknown): Path =>
  (token, url) => {
    throw make(url, token);
  };
const answering =
  (status: number, body: (url: string, token: string) => string, headers = {}): Path =>
  (token, url) =>
    new Response(body(url, token), { status, headers });

const statuses = [200, 301, 302, 400, 401, 402, 403, 404, 422, 429, 500, 503];
const bodies: Record<string, (url: string, token: string) => string> = {
  "JSON with the URL": (url) => JSON.stringify({ name: "x", message: `No ${url}`, code: 0, status: 1 }),
  "JSON with the token": (_, token) =>
    JSON.stringify({ name: token, message: token, [token]: [{ [token]: token }] }),
  "fields with the token": (url, token) => JSON.stringify([{ field: token, message: url }]),
  "a list of URLs": (url) => JSON.stringify([url, url]),
  "XML with the URL": (url) => `<response><name>x</name><message>${escapeXml(url)}</message></response>`,
  "XML with the token": (_, token) =>
    `<response><item><message>${escapeXml(token)}</message></item></response>`,
  "a page with the URL": (url) => `<html><a href="${url}">here</a>${"x".repeat(3000)}</html>`,
  "broken JSON that begins with the token": (_, token) => `{"a":${token}`,
  "broken JSON that ends in the token": (_, token) => `{"aaaaaaaa":"b" ${token}`,
  "broken XML with the token": (_, token) => `<response><${token}></response>`,
  "bare text with the token": (url, token) => `${token} ${url}`,
  "a long text cut in the token": (_, token) => `"${"x".repeat(2037)}${JSON.stringify(token).slice(1)}`,
};

export const paths: readonly (readonly [name: string, path: Path])[] = [
  ["a rejection with the URL", failing((url) => new TypeError(`Failed to fetch ${url}`))],
  [
    "a rejection with causes",
    failing((url, token) =>
      Object.assign(
        new TypeError("fetch failed", {
          cause: Object.assign(new Error(`connect ${url}`, { cause: new Error(token) }), {
            code: token,
            url,
          }),
        }),
        { input: url, request: { url, token } },
      ),
    ),
  ],
  [
    "a rejection for several reasons",
    failing((url, token) => new AggregateError([new Error(url), new Error(token)], `all of ${url}`)),
  ],
  ["a rejection with a text", failing((url) => `cannot reach ${url}`)],
  ["a rejection with an object", failing((url) => ({ url, [Symbol.toStringTag]: url }))],
  ["a rejection with nothing", failing(() => undefined)],
  [
    "an invalid URL",
    failing((url) => Object.assign(new TypeError("Invalid URL"), { input: url, code: "ERR" })),
  ],
  ...statuses.flatMap((status) =>
    Object.entries(bodies).map(
      ([name, body]) => [`${status} with ${name}`, answering(status, body)] as const,
    ),
  ),
  ...[301, 302, 307].map(
    (status) =>
      [
        `${status} to a URL with the token`,
        (token: string, url: string) =>
          new Response("", {
            status,
            headers: {
              location: `https://other.example/?a=${encodeURIComponent(token)}&b=${encodeURIComponent(url)}`,
            },
          }),
      ] as const,
  ),
  [
    "a body that breaks",
    (token: string, url: string) =>
      new Response(
        new ReadableStream({
          pull(controller) {
            controller.error(new Error(`lost ${url} of ${token}`));
          },
        }),
      ),
  ],
];
