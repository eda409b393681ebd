/**
 * An answer's status, reason, headers and body, all computed before anything is written. Header order and case
 * are the framework's (`fixtures/wire/FRAMEWORK.md` section 6).
 */
import type { Endpoint } from "../../protocol/endpoints.ts";
import {
  behaviourOf,
  type FrameworkBehaviour,
  reasonOf,
  VALIDATION_REASON,
} from "../../protocol/framework.ts";
import type { RateVerdict } from "../../protocol/rate-bucket.ts";
import { REFUSAL_STATUS } from "../../protocol/refusal-codes.ts";
import { httpDate } from "../../protocol/vendor-time.ts";
import { contentTypes, type ErrorAnswer, type Format } from "../../protocol/wire.ts";
import { type Plain, writeXml } from "../../protocol/xml-write.ts";
import type { Refusal, RefusalBody } from "../domain/refusal.ts";
import type { Settings } from "../settings.ts";
import { bodyAsPrinted, contentTypeAsPrinted } from "./as-printed.ts";
import type { Breakage } from "./breakage.ts";
import { errorPage } from "./error-page.ts";

export type Headers = Readonly<Record<string, string>>;

export interface Answer {
  readonly status: number;
  readonly reason: string;
  readonly headers: Headers;
  readonly body: string;
  /** What becomes of it on its way; nothing when left out. */
  readonly breakage?: Breakage;
}

/** Position of a page in its list, for X-Pagination-*. */
export interface Pagination {
  readonly totalCount: number;
  readonly pageCount: number;
  readonly currentPage: number;
  readonly perPage: number;
}

/** What the checks have found out so far; even an early refusal is dressed by it. */
export interface Trail {
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

const NO_CACHE = "no-store, no-cache, must-revalidate, post-check=0, pre-check=0";
const PHP = "PHP/5.6.2";
/** PHP's own value of a page that must not be cached. */
const LONG_AGO = "Thu, 19 Nov 1981 08:52:00 GMT";

export class AnswerWriter {
  readonly #settings: Settings;
  readonly #behaviour: FrameworkBehaviour;
  readonly #sessionId: (token: string) => string;
  #second = Number.NaN;
  #date = "";

  constructor(settings: Settings, sessionId: (token: string) => string) {
    this.#settings = settings;
    this.#behaviour = behaviourOf(settings.framework);
    this.#sessionId = sessionId;
  }

  success(trail: Trail, endpoint: Endpoint, { status, body, link, pagination }: Success): Answer {
    const headers = this.#common(trail);
    if (endpoint.headers === "paginated") {
      headers["X-Pagination-Total-Count"] = String(pagination.totalCount);
      headers["X-Pagination-Page-Count"] = String(pagination.pageCount);
      headers["X-Pagination-Current-Page"] = String(pagination.currentPage);
      headers["X-Pagination-Per-Page"] = String(pagination.perPage);
    }
    if (endpoint.headers !== "plain") headers["Link"] = link;
    const { asPrinted } = this.#settings;
    headers["Content-Type"] = asPrinted ? contentTypeAsPrinted() : contentTypes[trail.format];
    const encoded = this.#encode(
      endpoint.xmlItem === true && trail.format === "xml" ? [body] : body,
      trail.format,
    );
    return finish(
      status,
      reasonOf(status),
      headers,
      asPrinted ? bodyAsPrinted(encoded, trail.format) : encoded,
    );
  }

  refusal(trail: Trail, { status, body, dress }: Refusal): Answer {
    const headers = { ...this.#common(trail), ...dress.headers };
    const name = reasonOf(status);
    const reason = body.kind === "fields" || this.#printsValidation(status, body) ? VALIDATION_REASON : name;
    if (dress.asHtml === true && body.kind === "message") {
      headers["Content-Type"] = "text/html; charset=UTF-8";
      return finish(status, reason, headers, errorPage(status, name, body.message, trail.now));
    }
    headers["Content-Type"] = contentTypes[trail.format];
    const plain: Plain =
      body.kind === "fields"
        ? body.errors.map(({ field, message }) => ({ field, message }))
        : ({
            name: name === "" ? "Error" : name,
            message: body.message,
            code: body.code ?? 0,
            status,
          } satisfies ErrorAnswer);
    return finish(status, reason, headers, this.#encode(plain, trail.format));
  }

  /** Page error-codes prints the reason of a failed validation on a 422 with a code. */
  #printsValidation(status: number, body: RefusalBody & { readonly kind: "message" }): boolean {
    const isCoded = status === REFUSAL_STATUS && (body.code ?? 0) !== 0;
    return isCoded && this.#settings.errors.codedReason === "printed";
  }

  #common(trail: Trail): Record<string, string> {
    const headers: Record<string, string> = { Date: this.#dateAt(trail.now), "X-Powered-By": PHP };
    if (trail.token !== null) {
      if (this.#settings.headers === "recorded") {
        headers["Set-Cookie"] = `PHPSESSID=${this.#sessionId(trail.token)}; path=/; HttpOnly`;
        headers["Expires"] = LONG_AGO;
      }
      headers["Cache-Control"] = NO_CACHE;
      headers["Pragma"] = "no-cache";
    }
    if (this.#behaviour.varies) headers["Vary"] = "Accept";
    if (trail.verdict !== null) {
      headers["X-Rate-Limit-Limit"] = String(trail.verdict.limit);
      headers["X-Rate-Limit-Remaining"] = String(trail.verdict.remaining);
      headers["X-Rate-Limit-Reset"] = String(trail.verdict.resetSeconds);
    }
    return headers;
  }

  #encode(body: Plain, format: Format): string {
    if (format === "json") return JSON.stringify(body);
    return writeXml(body, { booleans: this.#behaviour.xmlBooleans });
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

/** The length goes last, as a server adds it. */
function finish(status: number, reason: string, headers: Record<string, string>, body: string): Answer {
  headers["Content-Length"] = String(Buffer.byteLength(body));
  return { status, reason, headers, body };
}
