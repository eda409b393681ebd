/**
 * What differs between releases of the framework behind the API (Yii 2), and its own table of reason phrases.
 *
 * Source: recorded, `fixtures/wire/FRAMEWORK.md` sections 5, 7 and 10. A release between two rows behaves as
 * the older row. 2.0.13 is the newest that agrees with every header the vendor prints.
 */
export interface FrameworkBehaviour {
  /** Answer to an Accept header that names no format we have. */
  readonly notNegotiable: 406 | 415;
  readonly unauthorized: string;
  /** Opening words of the 405 message. */
  readonly methodNotAllowed: string;
  readonly serverError: string;
  /** Whether `X-Rate-Limit-Reset` counts the call just made. */
  readonly resetCountsThisCall: boolean;
  /** `Vary: Accept` on negotiated answers. */
  readonly varies: boolean;
  readonly xmlBooleans: "digits" | "words";
  /** Whether `true` and " 5 " pass the integer rule. */
  readonly integerTakesTrue: boolean;
  readonly integerTakesSpaces: boolean;
  /** Whether the causes of malformed JSON end with a full stop. */
  readonly jsonCauseFullStop: boolean;
  /** Whether a form field `_method` may turn a POST into a GET. */
  readonly postMayBecomeGet: boolean;
}

export const DEFAULT_RELEASE = "2.0.13";

const oldest: FrameworkBehaviour = {
  notNegotiable: 415,
  unauthorized: "You are requesting with an invalid credential.",
  methodNotAllowed: "Method Not Allowed. This url can only handle the following request methods: ",
  serverError: "There was an error at the server.",
  resetCountsThisCall: false,
  varies: false,
  xmlBooleans: "digits",
  integerTakesTrue: true,
  integerTakesSpaces: true,
  jsonCauseFullStop: true,
  postMayBecomeGet: true,
};

/** From the named patch number of 2.0 on. Order matters: each row adds to the ones before. */
const changes: readonly (readonly [patch: number, change: Partial<FrameworkBehaviour>])[] = [
  [8, { serverError: "An internal server error occurred." }],
  [10, { unauthorized: "Your request was made with invalid credentials." }],
  [11, { xmlBooleans: "words" }],
  [13, { methodNotAllowed: "Method Not Allowed. This URL can only handle the following request methods: " }],
  [14, { resetCountsThisCall: true }],
  [16, { varies: true, integerTakesTrue: false, postMayBecomeGet: false }],
  [32, { notNegotiable: 406 }],
  [42, { integerTakesSpaces: false }],
  [44, { jsonCauseFullStop: false }],
];

/** Releases a setting may name: those at which something changed, and the target. */
export function isRelease(release: string): boolean {
  return /^2\.0\.([0-9]|[1-4][0-9]|5[0-5])$/.test(release);
}

/** @throws Error when the release is none of 2.0.0 to 2.0.55 */
export function behaviourOf(release: string): FrameworkBehaviour {
  if (!isRelease(release)) {
    throw new Error(
      `Failed to find the framework release: "${release}" is not one of 2.0.0 to 2.0.55. Please name one, like "${DEFAULT_RELEASE}".`,
    );
  }
  const patch = Number(release.slice("2.0.".length));
  return changes.reduce<FrameworkBehaviour>(
    (behaviour, [from, change]) => (from <= patch ? { ...behaviour, ...change } : behaviour),
    oldest,
  );
}

/** Reason phrases of the framework's table, for the statuses the emulator can answer with. */
const reasons: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Time-out",
  409: "Conflict",
  410: "Gone",
  413: "Request Entity Too Large",
  414: "Request-URI Too Long",
  415: "Unsupported Media Type",
  416: "Requested range unsatisfiable",
  417: "Expectation failed",
  422: "Unprocessable entity",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway or Proxy Error",
  503: "Service Unavailable",
  504: "Gateway Time-out",
  505: "HTTP Version not supported",
};

/** Reason phrase of a 422 that lists fields, which is not the one of a thrown 422. */
export const VALIDATION_REASON = "Data Validation Failed.";

/** The framework's phrase; unknown codes have an empty one. */
export function reasonOf(status: number): string {
  return reasons[status] ?? "";
}
