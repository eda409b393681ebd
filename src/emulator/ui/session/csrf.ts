/**
 * Forms count only when they come from the page itself: each carries a token that nobody else can read, and what the
 * browser says of where it comes from must agree.
 */
import { createHmac } from "node:crypto";
import { type Access, isOwnOrigin, sameText } from "../../control/access.ts";
import { freshSecret } from "../../runtime/random.ts";

/** Name of the field that carries the token. */
export const CSRF_FIELD = "csrf";

export interface Csrf {
  /** @param session undefined where nobody has to log in */
  tokenFor(session: string | undefined): string;
  /**
   * Why a form is refused, by what the browser says of where it comes from; undefined for one that may pass. Asked
   * before the form is read, which may be long.
   */
  objectionToOrigin(request: Request, access: Access): string | undefined;
  /** The same by what it carries. */
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
