/** The push of a received message, as the old API makes it: a GET to the receiver's address. */
import { type InvalidField, InvalidInputError } from "./errors/errors.ts";

export interface InboundPush {
  /** Sender's digits, country code first. */
  readonly number: string;
  readonly message: string;
  /** Keyword whose auto-reply the message answers; null for all else. */
  readonly keyword: string | null;
  /** Carrier of the handset; null when it was left out. */
  readonly carrierCode: string | null;
  readonly carrier: string | null;
}

/**
 * Reads a push of a received message from the request that came.
 *
 * @param request its whole address, its target (`/hook?number=…`), its query (`?number=…`) or the parameters
 * @throws InvalidInputError that names each parameter that is missing, twice there or empty; it quotes no value
 * @example
 * const { number, message } = parseInboundPush(new URL(request.url, "http://localhost"));
 */
export function parseInboundPush(request: URL | URLSearchParams | string): InboundPush {
  const parameters = parametersOf(request);
  const fields: InvalidField[] = [];
  const read = (field: string, pattern?: RegExp) => {
    const [value, ...others] = parameters.getAll(field);
    if (others.length > 0) fields.push({ field, message: "is there more than once" });
    if (pattern !== undefined && value === undefined) fields.push({ field, message: "is missing" });
    else if (pattern?.test(value ?? "") === false) fields.push({ field, message: "should be digits" });
    return value ?? null;
  };
  const push = {
    number: read("number", /^\+?\d+$/) ?? "",
    message: read("message", /^/) ?? "",
    keyword: read("keyword"),
    carrierCode: read("carrier_code"),
    carrier: read("carrier"),
  };
  if (fields.length === 0) return push;
  throw new InvalidInputError(
    `Failed to read the pushed message: ${fields.map(({ field, message }) => `${field} ${message}`).join("; ")}. Please hand over the request as it came.`,
    { fields },
  );
}

function parametersOf(request: URL | URLSearchParams | string): URLSearchParams {
  if (request instanceof URL) return request.searchParams;
  if (typeof request !== "string") return request;
  return new URLSearchParams(request.replaceAll(/^(?:https?:|\/)[^?]*\??|^\?|#.*/gis, ""));
}
