import { isoTime } from "../../../protocol/vendor-time.ts";
import { shortUrlOf } from "../../domain/short-url.ts";
import type { ShortUrlClick } from "../../domain/short-url-click.ts";
import { clicked, createShortUrl } from "../../domain/short-url-rules.ts";
import type { ShortUrlClickInput, ShortUrlInput } from "../../types/inputs.ts";
import type { ShortUrlClickView, ShortUrlView } from "../../types/views.ts";
import { ProblemError } from "../problem.ts";
import { check, invalid, shortUrlBody, shortUrlClickBody } from "../schemas.ts";
import { type OperationServices, unknown } from "../services.ts";

export interface ShortUrlOperations {
  /** Creates a short URL, as people do in the vendor's dashboard. @throws ProblemError 409 when the code is taken */
  create(input: ShortUrlInput): Promise<ShortUrlView>;
  /** Counts a click on a short URL of the account, now. */
  click(id: number, input: ShortUrlClickInput): Promise<ShortUrlClickView>;
}

export function shortUrlOperations(services: OperationServices): ShortUrlOperations {
  const { store, settings, readPhone } = services;

  async function known(token: string): Promise<void> {
    if ((await store.account(token)) === undefined) throw unknown("account", token);
  }

  function digitsOf(number: string): string {
    const digits = readPhone(number);
    if (digits !== undefined) return digits;
    throw invalid("body", [{ field: "number", message: "must be a phone number, country code first" }]);
  }

  return {
    async create(input) {
      const {
        token,
        code,
        originalUrl,
        title = "",
        tracksNumbers = true,
      } = check(shortUrlBody, input, "body");
      await known(token);
      const fields = { code, originalUrl, title, tracksNumbers, createdAt: store.now(token) };
      const { result } = await store.transact(token, {}, (view) => createShortUrl(fields, view));
      if (result === undefined) {
        const detail = `The account "${token}" has a short URL with the code "${code}".`;
        throw new ProblemError({ status: 409, title: "Conflict", detail });
      }
      const { campaigns: _, createdAt, ...shown } = result;
      return { ...shown, token, shortUrl: shortUrlOf(code, settings), createdAt: isoTime(createdAt) };
    },

    async click(id, input) {
      const {
        token,
        number,
        city = "",
        state = "",
        country = "",
        device = "",
      } = check(shortUrlClickBody, input, "body");
      await known(token);
      const visitor = {
        number: number === undefined ? "" : digitsOf(number),
        city,
        state,
        country,
        device,
      };
      const now = store.now(token);
      const { result } = await store.transact(token, {}, (view) => clicked(id, visitor, view, now));
      if (result === undefined) throw unknown(`short URL of the account "${token}"`, String(id));
      return clickView(token, result);
    },
  };
}

function clickView(token: string, { at, ...click }: ShortUrlClick): ShortUrlClickView {
  return { ...click, token, clickedAt: isoTime(at) };
}
