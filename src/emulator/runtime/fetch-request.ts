/** A request handed over by `fetch` in the same process. Header case and order are what `Headers` makes of them. */
import type { Answer } from "../pipeline/answer.ts";
import { BodyTooLarge, type Received } from "../pipeline/received.ts";

export function receivedFromFetch(request: Request): Received {
  const url = new URL(request.url);
  return {
    method: request.method,
    target: url.pathname + url.search,
    origin: url.origin,
    header: (name) => request.headers.get(name) ?? undefined,
    async readBody(limit) {
      const bytes = new Uint8Array(await request.arrayBuffer());
      if (bytes.length > limit) throw new BodyTooLarge();
      return bytes;
    },
  };
}

export function toResponse({ status, reason, headers, body }: Answer): Response {
  return new Response(body, { status, statusText: reason, headers });
}
