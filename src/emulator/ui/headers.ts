/** What every answer of the page carries, so that a hostile text in it can do nothing and nobody else can frame it. */
import { wholeResponse } from "../runtime/whole-response.ts";

/** Everything is the page's own; no script, style or handler stands in the markup. */
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
  // Not `no-referrer`, under which a browser sends `Origin: null` with the page's own forms: nothing leaves for
  // elsewhere either way, and this way a form that comes from elsewhere can be told from one that does not.
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

/** After a form: back to a page, by GET. */
export function seeOther(location: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(null, {
    status: 303,
    headers: { ...SAFE_HEADERS, Location: location, "Cache-Control": "no-store", ...headers },
  });
}
