/**
 * Access to the control API. With a control token, given or drawn: callers that send it, under any Host. Without one,
 * the emulator is bound to loopback, and open to requests whose Host is a loopback name (a page elsewhere could
 * otherwise reach it by DNS rebinding), that no proxy forwarded and no page of another site makes. Health is exempt.
 */
import { timingSafeEqual } from "node:crypto";
import { isIPv6 } from "node:net";
import { isLoopback } from "../../protocol/loopback.ts";
import { ProblemError } from "./problem.ts";

export type Access =
  /** Bound to loopback, without a control token. */
  | { readonly kind: "loopback" }
  | { readonly kind: "token"; readonly token: string }
  /** Calls in the same process, which need only the handle. */
  | { readonly kind: "in-process" };

/** @throws ProblemError 401 or 403 */
export function checkAccess(access: Access, headers: Headers): void {
  switch (access.kind) {
    case "in-process":
      return;
    case "loopback": {
      const host = headers.get("host") ?? "";
      if (!isLoopbackHost(host)) {
        throw forbidden(
          `The Host "${host}" is no loopback name. Please call 127.0.0.1, [::1] or localhost, or start the emulator with a control token: it then takes any Host.`,
        );
      }
      const proxied = [...headers.keys()].find(isProxys);
      if (proxied === undefined) return;
      throw forbidden(
        `A proxy passed this request on (it has the header ${proxied}), so it may come from another machine. Please start the emulator with a control token, in PROTEXTING_EMULATOR_CONTROL_TOKEN, and send it, or call without the proxy.`,
      );
    }
    case "token": {
      const authorization = headers.get("authorization");
      if (authorization !== null && sameText(authorization, `Bearer ${access.token}`)) return;
      throw new ProblemError({
        status: 401,
        title: "Unauthorized",
        detail: "The control API needs its token. Please send Authorization: Bearer <control token>.",
      });
    }
  }
}

/** True when proxies add a header of this name, in lower case, to the requests they forward. */
function isProxys(name: string): boolean {
  return name === "forwarded" || name === "via" || name === "x-real-ip" || name.startsWith("x-forwarded-");
}

/** Safe methods, which change nothing. */
const SAFE_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/**
 * Refuses requests by a page of another site, unless it is a link that a person follows: on loopback nothing else
 * would stop them, since a browser sends a GET or a POST without asking first and only hides the answer, which may be
 * expensive. Programs name neither their site nor their origin.
 * @throws ProblemError 403
 */
export function checkSite(access: Access, method: string, headers: Headers): void {
  if (access.kind !== "loopback") return;
  const site = headers.get("sec-fetch-site");
  const origin = headers.get("origin");
  const isForeign =
    (site !== null && site !== "same-origin" && site !== "none") ||
    (origin !== null && !isOwnOrigin(origin, headers.get("host") ?? ""));
  if (!isForeign) return;
  if (SAFE_METHODS.has(method) && headers.get("sec-fetch-mode") === "navigate") return;
  throw forbidden(
    `A web page of another origin (${origin ?? site}) may read and change nothing here. Please call from a program, or from the emulator's own page.`,
  );
}

function forbidden(detail: string): ProblemError {
  return new ProblemError({ status: 403, title: "Forbidden", detail });
}

/** True when an Origin header names the server in the Host header; a proxy in front may speak https. */
export function isOwnOrigin(origin: string, host: string): boolean {
  return origin === `http://${host}` || origin === `https://${host}`;
}

/** True when an address to bind, or the host of a Host header, is this machine only. */
export function isLoopbackHost(host: string): boolean {
  // An IPv6 address to bind has no brackets, so its colons do not start a port.
  return isLoopback(isIPv6(host) ? `[${host}]` : host.replace(/:\d+$/, "").toLowerCase());
}

/** Compares in constant time. */
export function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  // Compare the text against itself when lengths differ, so that the time does not reveal it.
  return timingSafeEqual(a.length === b.length ? a : b, b) && a.length === b.length;
}
