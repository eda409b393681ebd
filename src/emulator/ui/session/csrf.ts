/**
 * Forms are accepted only from the page itself: each carries a token that other sites cannot read, and the origin that
 * the browser reports must agree.
 */
import { createHmac } from "node:crypto";
import { type Access, isOwnOrigin, sameText } from "../../control/access.ts";
import { freshSecret } from "../../runtime/random.ts";

/** Name of the field that carries the token. */
export const CSRF_FIELD = "csrf";

export interface Csrf {
  /** @param session undefined where no login is needed */
  tokenFor(session: string | undefined): string;
  /**
   * Reason to refuse a form by the origin that the browser reports; undefined when it may pass. Checked before the form
   * is read, which may be long.
   */
  objectionToOrigin(request: Request, access: Access): string | undefined;
  /** Reason to refuse a form by its token; undefined when it may pass. */
  objectionToToken(session: string | undefined, given: string | null): string | undefined;
}

export function createCsrf(secret: string = freshSecret()): Csrf {
  const tokenFor = (session = ""): string => createHmac("sha256", secret).update(session).digest("hex");

  return {
    tokenFor,
    objectionToOrigin(request, access) {
      const site = request.headers.get("sec-fetch-site");
      if (site !== null && site !== "same-origin") return "It comes from another site.";
      const origin = request.headers.get("origin");
      // With a control token any Host is accepted, a proxy's too; the browser compares with the one that it asked.
      if (access.kind === "token" && site === "same-origin") return undefined;
      if (origin !== null && !isOwnOrigin(origin, request.headers.get("host") ?? new URL(request.url).host))
        return "It comes from another origin.";
      return undefined;
    },
    objectionToToken(session, given) {
      if (given === null || !sameText(given, tokenFor(session))) {
        return "It does not carry this page's token: the page may be older than the emulator. Please load it again.";
      }
      return undefined;
    },
  };
}
