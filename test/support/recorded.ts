/**
 * The recorded requests, and how an answer is held against a recording.
 *
 * Figures that a tick of the recorder's clock may have moved are compared within one. A recorded success was
 * another application's, so of the body only the documented shape is compared, with the format, while a refusal
 * must be the same to the byte.
 */
import older from "../../fixtures/wire/cases.json" with { type: "json" };
import newer from "../../fixtures/wire/cases-2.0.55.json" with { type: "json" };
import type { Release } from "../../src/protocol/framework.ts";
import { headerOf, type RawAnswer } from "./raw-socket.ts";

export type RecordedCase = (typeof older.cases)[number] | (typeof newer.cases)[number];

export const recordedCases: Readonly<Record<Release, readonly RecordedCase[]>> = {
  "2.0.13": older.cases,
  "2.0.55": newer.cases,
};

const SAME_HEADERS = [
  "Content-Type",
  "Allow",
  "WWW-Authenticate",
  "Retry-After",
  "X-Rate-Limit-Limit",
  "Cache-Control",
  "Pragma",
  "X-Powered-By",
  "Vary",
];
/** Left out of the recorded successes, or added by the vendor, so only refusals are held to them. */
const SAME_ON_REFUSALS = ["Link", "X-Pagination-Total-Count", "Set-Cookie", "Expires"];
const COUNTERS = ["X-Rate-Limit-Remaining", "X-Rate-Limit-Reset"];

const XML_SUCCESS =
  /^<\?xml version="1.0" encoding="UTF-8"\?>\n<response><Id>[0-9a-f]{40}<\/Id><DeliveryReportUrl>[^<]+<\/DeliveryReportUrl><Message>[^<]+<\/Message><\/response>\n$/;
const JSON_SUCCESS =
  /^\{"Id":"([0-9a-f]{40})","DeliveryReportUrl":"([^"\n]+)","Message":"Text message to 1212xxxxxxx has been sent\."\}$/;

/** The renaming that gives each run its own tenants: every spelling and place a token can travel in. */
function renameTokens(text: string, rename: (token: string) => string): string {
  return text.replace(
    /((?:access(?:[_.-]|%5[Ff])token|Access_Token)(?:\[\])?=)((?:ok|lim)-[^&]*)/g,
    (_, key: string, token: string) => key + rename(token),
  );
}

/** Limits of the account a case wants, or undefined when any will do. */
export function wantedLimit({ request }: RecordedCase) {
  const [, token, limit, windowSeconds] = /access_token=(lim-(\d+)-(\d+)-[^&]*)/.exec(request.path) ?? [];
  return token === undefined
    ? undefined
    : { token, limit: Number(limit), windowSeconds: Number(windowSeconds) };
}

/** The case's request, addressed to a host of ours. */
export function bytesOf({ request }: RecordedCase, host: string, rename: (token: string) => string): Buffer {
  const kept = request.headers.filter(([name = ""]) => !/^(host|connection|content-length)$/i.test(name));
  const type = request.headers.find(([name = ""]) => /^content-type$/i.test(name))?.[1] ?? "";
  const written = request.body ?? "";
  const body = Buffer.from(type.includes("urlencoded") ? renameTokens(written, rename) : written);
  const declaresLength = request.headers.some(([name = ""]) => /^content-length$/i.test(name));
  const head = [
    `${request.method} ${renameTokens(request.path, rename)} HTTP/${request.http}`,
    `Host: ${host}`,
    ...(declaresLength ? [`Content-Length: ${body.length}`] : []),
    ...kept.map(([name = "", value = ""]) => `${name}: ${renameInHeader(name, value, rename)}`),
    "Connection: close",
    "",
    "",
  ];
  return Buffer.concat([Buffer.from(head.join("\r\n"), "latin1"), body]);
}

function renameInHeader(name: string, value: string, rename: (token: string) => string): string {
  if (!/^authorization$/i.test(name)) return value;
  const isOurs = /^(?:ok|lim)-/;
  if (value.startsWith("Basic ")) {
    const user = Buffer.from(value.slice("Basic ".length), "base64").toString();
    return `Basic ${Buffer.from(isOurs.test(user) ? rename(user) : user).toString("base64")}`;
  }
  const [scheme = "", token = ""] = value.split(" ");
  return isOurs.test(token) ? `${scheme} ${rename(token)}` : value;
}

/** Differences, one line each; an answer that is like the recording has none. */
export function differences(
  { response: expected, expect, prior_requests }: RecordedCase,
  actual: RawAnswer,
  origin: string,
): string[] {
  const found: string[] = [];
  const same = (what: string, wanted: unknown, got: unknown): void => {
    if (wanted !== got) found.push(`${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
  };
  const recordedHeader = (name: string): string | undefined =>
    expected.headers.find(([given = ""]) => given.toLowerCase() === name.toLowerCase())?.[1];

  same("status", expected.status, actual.status);
  same("reason", expected.reason, actual.reason);
  for (const name of SAME_HEADERS) same(name, recordedHeader(name), headerOf(actual, name));
  for (const name of COUNTERS) {
    const [wanted, got] = [recordedHeader(name), headerOf(actual, name)];
    const close = prior_requests > 0 && Math.abs(Number(wanted) - Number(got)) <= 1;
    if (!close) same(name, wanted, got);
  }
  if (expected.status !== 200) {
    for (const name of SAME_ON_REFUSALS) same(name, recordedHeader(name), headerOf(actual, name));
  }
  if (expect === "exact") same("body", expected.body, actual.body);
  else found.push(...formatDifferences(expected.body, actual.body, origin));
  return found;
}

function formatDifferences(recorded: string, body: string, origin: string): string[] {
  if (recorded.startsWith("<")) return XML_SUCCESS.test(body) ? [] : [`not the documented XML: ${body}`];
  const [, id = "", url = ""] = JSON_SUCCESS.exec(body) ?? [];
  if (id === "") return [`not the documented JSON: ${body}`];
  return url.startsWith(`${origin}/v1/`) && url.includes(`id=${id}`) ? [] : [`DeliveryReportUrl is ${url}`];
}
