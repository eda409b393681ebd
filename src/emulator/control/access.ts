/**
 * Who may use the control API. Bound to loopback it is open, to requests whose Host is a loopback name (a page
 * elsewhere could otherwise reach it by DNS rebinding); bound to any other address it takes the control token.
 * Health is exempt from both.
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

/** Whether an address to bind, or the host of a Host header, is this machine only. */
export function isLoopbackHost(host: string): boolean {
  // The colons of an IPv6 address that is to be bound, which has no brackets, are not a port's.
  const written = isIPv6(host) ? host : host.replace(/:\d+$/, "").replace(/^\[(.*)\]$/, "$1");
  const name = written.toLowerCase();
  return (
    name === "localhost" || name.endsWith(".localhost") || name === "::1" || /^127(\.\d{1,3}){3}$/.test(name)
  );
}

/** In constant time. */
export function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  // Compares against itself when lengths differ, so that the time does not tell.
  return timingSafeEqual(a.length === b.length ? a : b, b) && a.length === b.length;
}
