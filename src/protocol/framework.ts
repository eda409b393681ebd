/**
 * The framework behind the API (Yii 2) in the two releases that were recorded, and its own table of reason phrases.
 *
 * Source: recorded, `fixtures/wire/FRAMEWORK.md` sections 5, 7 and 10, `cases.json` and `cases-2.0.55.json`.
 */
export const RELEASES = ["2.0.13", "2.0.55"] as const;

export type Release = (typeof RELEASES)[number];

/** The newest release that agrees with every header the vendor prints. */
export const DEFAULT_RELEASE: Release = "2.0.13";

/** Differences between the releases, on the PHP that each was recorded on. */
export interface FrameworkBehaviour {
  /** PHP whose JSON and comparisons are followed. */
  readonly php: "5.6" | "8.2";
  /** Value of `X-Powered-By`. */
  readonly poweredBy: string;
  /** `Cache-Control` of PHP's session. */
  readonly cacheControl: string;
  /** Answer to an Accept header that names no format we have. */
  readonly notNegotiable: 406 | 415;
  /** Answer to `_format[]=xml`. */
  readonly formatInBrackets: { readonly status: 400 | 500; readonly message: string };
  /** True when `X-Rate-Limit-Reset` counts the call just made. */
  readonly resetCountsThisCall: boolean;
  /** True when every answer has `Vary: Accept`. */
  readonly varies: boolean;
  /** True when `true` and " 5 " pass the integer rule. */
  readonly integerIsLenient: boolean;
  /** True when a form field `_method` may turn a POST into a GET, HEAD or OPTIONS. */
  readonly postMayBecomeRead: boolean;
  /** True when a query parameter of an action may be an array. */
  readonly takesArrayParameter: boolean;
  /** True when `Link` names the first and the last page on every page. */
  readonly linksBothEnds: boolean;
  /** True when a login sets the cookie `_csrf` beside the session's. */
  readonly setsCsrfCookie: boolean;
}

/** Text of a 500 whose cause stays with the server. */
export const SERVER_ERROR = "An internal server error occurred.";

const behaviours: Readonly<Record<Release, FrameworkBehaviour>> = {
  "2.0.13": {
    php: "5.6",
    poweredBy: "PHP/5.6.2",
    cacheControl: "no-store, no-cache, must-revalidate, post-check=0, pre-check=0",
    notNegotiable: 415,
    formatInBrackets: { status: 500, message: SERVER_ERROR },
    resetCountsThisCall: false,
    varies: false,
    integerIsLenient: true,
    postMayBecomeRead: true,
    takesArrayParameter: false,
    linksBothEnds: false,
    setsCsrfCookie: false,
  },
  "2.0.55": {
    php: "8.2",
    poweredBy: "PHP/8.2.36",
    cacheControl: "no-store, no-cache, must-revalidate",
    notNegotiable: 406,
    formatInBrackets: { status: 400, message: "Invalid data received for GET parameter '_format'." },
    resetCountsThisCall: true,
    varies: true,
    integerIsLenient: false,
    postMayBecomeRead: false,
    takesArrayParameter: true,
    linksBothEnds: true,
    setsCsrfCookie: true,
  },
};

export function behaviourOf(release: Release): FrameworkBehaviour {
  return behaviours[release];
}

/** The framework's whole table; the releases do not differ in it. */
const reasons: Readonly<Record<number, string>> = {
  100: "Continue",
  101: "Switching Protocols",
  102: "Processing",
  118: "Connection timed out",
  200: "OK",
  201: "Created",
  202: "Accepted",
  203: "Non-Authoritative",
  204: "No Content",
  205: "Reset Content",
  206: "Partial Content",
  207: "Multi-Status",
  208: "Already Reported",
  210: "Content Different",
  226: "IM Used",
  300: "Multiple Choices",
  301: "Moved Permanently",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  305: "Use Proxy",
  306: "Reserved",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  310: "Too many Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  407: "Proxy Authentication Required",
  408: "Request Time-out",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Request Entity Too Large",
  414: "Request-URI Too Long",
  415: "Unsupported Media Type",
  416: "Requested range unsatisfiable",
  417: "Expectation failed",
  418: "I'm a teapot",
  421: "Misdirected Request",
  422: "Unprocessable entity",
  423: "Locked",
  424: "Method failure",
  425: "Unordered Collection",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  449: "Retry With",
  450: "Blocked by Windows Parental Controls",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway or Proxy Error",
  503: "Service Unavailable",
  504: "Gateway Time-out",
  505: "HTTP Version not supported",
  507: "Insufficient storage",
  508: "Loop Detected",
  509: "Bandwidth Limit Exceeded",
  510: "Not Extended",
  511: "Network Authentication Required",
};

/** Reason phrase of a 422 that lists fields, which is not the one of a thrown 422. */
export const VALIDATION_REASON = "Data Validation Failed.";

/** The framework's phrase; unknown codes have an empty one. */
export function reasonOf(status: number): string {
  return reasons[status] ?? "";
}
