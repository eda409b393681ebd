/**
 * An answer's status, reason, headers and body, all computed before anything is written. Header order and case
 * are the framework's (`fixtures/wire/FRAMEWORK.md` section 6).
 */
import type { Endpoint } from "../../protocol/endpoints.ts";
import { contentTypes, type Format } from "../../protocol/format.ts";
import {
  type FrameworkBehaviour,
  reasonOf,
  SERVER_ERROR,
  VALIDATION_REASON,
} from "../../protocol/framework.ts";
import type { RateVerdict } from "../../protocol/rate-bucket.ts";
import { REFUSAL_STATUS } from "../../protocol/refusal-codes.ts";
import type { ErrorAnswer } from "../../protocol/refused.ts";
import { httpDate } from "../../protocol/vendor-time.ts";
import { type Plain, writeXml } from "../../protocol/xml-write.ts";
import { type Refusal, type RefusalBody, refusal } from "../domain/refusal.ts";
import { bodyAsPrinted } from "../framework/as-printed.ts";
import { csrfCookie, sessionCookie } from "../framework/cookies.ts";
import type { Draw } from "../runtime/random.ts";
import type { Settings } from "../settings.ts";
import type { TransportFault } from "./transport-fault.ts";

export type Headers = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly body: string;
  /** Fault in its transport; none when left out. */
  readonly breakage?: TransportFault;
}

/** Position of a page in its list, for X-Pagination-*. */
export interface Pagination {
  readonly totalCount: number;
  readonly pageCount: number;
  readonly currentPage: number;
  readonly perPage: number;
}

/** Results of the checks so far, which shape even an early refusal's answer. */
export interface ResponseContext {
  /** Milliseconds since 1970. */
  readonly now: number;
  format: Format;
  /** Set once authentication has passed: from then on the session's headers are sent. */
  token: string | null;
  verdict: RateVerdict | null;
}

export interface Success {
  readonly status: number;
  readonly body: Plain;
  readonly link: string;
  readonly pagination: Pagination;
}

/** Line separators, which PHP escapes from 7.1 on. */
const LINE_SEPARATORS = /[\u2028\u2029]/g;
const LONE_SURROGATE = /(?:^|[^\\])(?:\\\\)*\\ud[89a-f]/;
/** PHP's Expires for a page that must not be cached. */
const LONG_AGO = "Thu, 19 Nov 1981 08:52:00 GMT";

export class AnswerWriter {
  readonly #settings: Settings;
  readonly #behaviour: FrameworkBehaviour;
  readonly #draw: Draw;
  #second = Number.NaN;
  #date = "";

  constructor(settings: Settings, behaviour: FrameworkBehaviour, draw: Draw) {
    this.#settings = settings;
    this.#behaviour = behaviour;
    this.#draw = draw;
  }

  /** @throws Refusal 500 when the framework cannot write the body */

  success(context: ResponseContext, endpoint: Endpoint, { status, body, link, pagination }: Success): Answer {
    const headers = this.#common(context);
    if (endpoint.headers === "paginated") {
      headers["X-Pagination-Total-Count"] = String(pagination.totalCount);
      headers["X-Pagination-Page-Count"] = String(pagination.pageCount);
      headers["X-Pagination-Current-Page"] = String(pagination.currentPage);
      headers["X-Pagination-Per-Page"] = String(pagination.perPage);
    }
    if (endpoint.headers !== "plain") headers["Link"] = link;
    const { asPrinted } = this.#settings;
    headers["Content-Type"] = contentTypes[asPrinted ? "xml" : context.format];
    const encoded = this.#encode(
      endpoint.xmlItem === true && context.format === "xml" ? [body] : body,
      context.format,
    );
    if (context.format === "json") checkEncodable(encoded);
    const written = asPrinted ? bodyAsPrinted(encoded, context.format) : encoded;
    return this.#finish(context, status, reasonOf(status), headers, written);
  }

  refusal(context: ResponseContext, { status, body, dress }: Refusal): Answer {
    const headers = { ...this.#common(context), ...dress.headers };
    const name = reasonOf(status);
    const reason = body.kind === "fields" || this.#printsValidation(status, body) ? VALIDATION_REASON : name;
    headers["Content-Type"] = contentTypes[context.format];
    const plain: Plain =
      body.kind === "fields"
        ? body.errors.map(({ field, message }) => ({ field, message }))
        : ({
            name: name === "" ? "Error" : name,
            message: body.message,
            code: body.code ?? 0,
            status,
          } satisfies ErrorAnswer);
    return this.#finish(context, status, reason, headers, this.#encode(plain, context.format));
  }

  /** Page error-codes prints the reason of a failed validation on a 422 with a code. */
  #printsValidation(status: number, body: RefusalBody & { readonly kind: "message" }): boolean {
    const isCoded = status === REFUSAL_STATUS && (body.code ?? 0) !== 0;
    return isCoded && this.#settings.errors.codedReason === "printed";
  }

  #common(context: ResponseContext): Record<string, string> {
    const headers: Record<string, string> = {
      Date: this.#dateAt(context.now),
      "X-Powered-By": this.#behaviour.poweredBy,
    };
    if (context.token !== null) {
      const which = this.#settings.headers;
      if (which === "recorded") headers["Set-Cookie"] = sessionCookie(this.#draw, context.token);
      if (which !== "endpoint-pages") headers["Expires"] = LONG_AGO;
      headers["Cache-Control"] = this.#behaviour.cacheControl;
      headers["Pragma"] = "no-cache";
    }
    if (this.#behaviour.varies) headers["Vary"] = "Accept";
    if (context.verdict !== null) {
      headers["X-Rate-Limit-Limit"] = String(context.verdict.limit);
      headers["X-Rate-Limit-Remaining"] = String(context.verdict.remaining);
      headers["X-Rate-Limit-Reset"] = String(context.verdict.resetSeconds);
    }
    return headers;
  }

  #encode(body: Plain, format: Format): string {
    if (format === "xml") return writeXml(body);
    const written = JSON.stringify(body);
    return this.#behaviour.php === "5.6" ? written : written.replace(LINE_SEPARATORS, escaped);
  }

  /** Puts a second `Set-Cookie` under a lower-case name, since an object holds one name in one case. */
  #finish(
    { token }: ResponseContext,
    status: number,
    reason: string,
    headers: Record<string, string>,
    body: string,
  ): Answer {
    if (token !== null && this.#behaviour.setsCsrfCookie && this.#settings.headers === "recorded") {
      headers["set-cookie"] = csrfCookie(this.#draw, token);
    }
    // The length comes last, as a server adds it.
    headers["Content-Length"] = String(Buffer.byteLength(body));
    return { status, reason, headers, body };
  }

  #dateAt(now: number): string {
    const second = Math.floor(now / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#date = httpDate(second * 1000);
    }
    return this.#date;
  }
}

/** @throws Refusal 500 for a text that is not valid Unicode, which PHP does not write in JSON */
function checkEncodable(json: string): void {
  // JSON.stringify writes this escape for a lone surrogate alone.
  if (!json.includes("\\ud") || !LONE_SURROGATE.test(json)) return;
  throw refusal(500, SERVER_ERROR, {
    rule: "json.write",
    inputs: { text: "half of a surrogate pair" },
    wouldSucceed: "The same call in XML, or of an account that was sent no such text.",
  });
}

function escaped(separator: string): string {
  return `\\u${separator.charCodeAt(0).toString(16)}`;
}
