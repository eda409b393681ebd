/**
 * Who may use the control API. Bound to loopback it is open, to requests whose Host is a loopback name (a page
 * elsewhere could otherwise reach it by DNS rebinding) and that no page of another site makes; bound to any other
 * address it takes the control token. Health is exempt from both.
 */
import { timingSafeEqual } from "node:crypto";
import { isIPv6 } from "node:net";
import { ProblemError } from "./problem.ts";

export type Access =
  | { readonly kind: "loopback" }
  | { readonly kind: "token"; readonly token: string }
  /** In the same process: whoever holds the handle may. */
  | { readonly kind: "in-process" };

/** @throws ProblemError 401 or 403 */
export function checkAccess(
  access: Access,
  host: string | undefined,
  authorization: string | undefined,
): void {
  switch (access.kind) {
    case "in-process":
      return;
    case "loopback":
      if (host !== undefined && isLoopbackHost(host)) return;
      throw new ProblemError({
        status: 403,
        title: "Forbidden",
        detail: `The Host "${host ?? ""}" is no loopback name. Please call 127.0.0.1, [::1] or localhost.`,
      });
    case "token":
      if (authorization !== undefined && sameText(authorization, `Bearer ${access.token}`)) return;
      throw new ProblemError({
        status: 401,
        title: "Unauthorized",
        detail:
          "The control API is bound to an open address and needs its token. Please send Authorization: Bearer <control token>.",
      });
  }
}

/** Methods that change nothing; of what they are answered, the browser shows a page of another site nothing. */
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * Refuses a change that a page of another site asks for: on loopback nothing else would stop it, since a browser sends
 * a POST without asking first. Programs name neither their site nor their origin.
 * @throws ProblemError 403
 */
export function checkSite(access: Access, method: string, headers: Headers): void {
  if (access.kind !== "loopback" || SAFE_METHODS.has(method)) return;
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const isForeign = site !== null && site !== "same-origin" && site !== "none";
  if (!isForeign && (origin === null || isOwnOrigin(origin, headers.get("host") ?? ""))) return;
  throw new ProblemError({
    status: 403,
    title: "Forbidden",
    detail: `A web page of another origin (${origin ?? site}) may change nothing here. Please call from a program, or from the emulator's own page.`,
  });
}

/** Whether an Origin header names the server that the Host header names; a proxy in front may speak https. */
export function isOwnOrigin(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** Whether an address to bind, or the host of a Host header, is this machine only. */
export function isLoopbackHost(host: string): boolean {
  // The colons of an IPv6 address that is to be bound, which has no brackets, are not a port's.
  const written = isIPv6(host) ? host : host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  const name = written.toLowerCase();
  return (
    name === "localhost" ||
    /^[a-z0-9.-]+\.localhost$/.test(name) ||
    name === "::1" ||
    /^127(\.\d{1,3}){3}$/.test(name)
  );
}

/** In constant time. */
export function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  // Compares against itself when lengths differ, so that the time does not tell.
  return timingSafeEqual(a.length === b.length ? a : b, b) && a.length === b.length;
}
