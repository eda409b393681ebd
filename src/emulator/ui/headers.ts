/** Security headers of the page's answers: hostile text in it stays harmless, and no other site can frame it. */
import { wholeResponse } from "../runtime/whole-response.ts";

/** Content policy: own resources only; no script, style or handler inside the markup. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
].join("; ");

export const SAFE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Security-Policy": POLICY,
  "X-Content-Type-Options": "nosniff",
  // Not `no-referrer`, under which a browser sends `Origin: null` with the page's own forms: neither sends a referrer
  // to other sites, and with `same-origin` a form of another site can be told from the page's own.
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
};

export function htmlResponse(
  html: string,
  status = 200,
  headers: Readonly<Record<string, string>> = {},
): Response {
  return wholeResponse(`<!doctype html>${html}`, {
    status,
    headers: {
      ...SAFE_HEADERS,
      "Content-Type": "text/html; charset=UTF-8",
      "Cache-Control": "no-store",
      ...headers,
    },
  });
}

/** Redirect after a form, to a page by GET. */
export function seeOther(location: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, {
    status: 303,
    headers: { ...SAFE_HEADERS, Location: location, "Cache-Control": "no-store", ...headers },
  });
}
