/**
 * Forms count only when they come from the page itself: each carries a token that nobody else can read, and what the
 * browser says of where it comes from must agree.
 */
import { createHmac } from "node:crypto";
import { sameText } from "../../control/access.ts";
import { freshSecret } from "../../runtime/random.ts";

/** Name of the field that carries the token. */
export const CSRF_FIELD = "csrf";

export interface Csrf {
  /** @param session undefined where nobody has to log in */
  tokenFor(session: string | undefined): string;
  /** Why a form is refused; undefined for one that may pass. */
  objection(request: Request, session: string | undefined, given: string | null): string | undefined;
}

export function createCsrf(secret: string = freshSecret()): Csrf {
  const tokenFor = (session = ""): string => createHmac("sha256", secret).update(session).digest("hex");

  return {
    tokenFor,
    objection(request, session, given) {
      const site = request.headers.get("sec-fetch-site");
      if (site !== null && site !== "same-origin") return "It comes from another site.";
      const origin = request.headers.get("origin");
      if (origin !== null && !isOwn(origin, request)) return "It comes from another origin.";
      if (given === null || !sameText(given, tokenFor(session))) {
        return "It does not carry this page's token: the page may be older than the emulator. Please load it again.";
      }
      return undefined;
    },
  };
}

/** By the Host that the browser named; a proxy in front may speak https. */
function isOwn(origin: string, request: Request): boolean {
  const host = request.headers.get("host") ?? new URL(request.url).host;
  return origin === `http://${host}` || origin === `https://${host}`;
}
