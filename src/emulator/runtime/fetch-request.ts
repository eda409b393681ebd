/** A request handed over by `fetch` in the same process. Header case and order are what `Headers` makes of them. */
import type { Answer } from "../pipeline/answer.ts";
import { BodyTooLarge, type Received } from "../pipeline/received.ts";

export function receivedFromFetch(request: Request): Received {
  const url = new URL(request.url);
  // Not the request itself: it would keep the body in memory for as long as the journal keeps the call.
  const { headers, body } = request;
  return {
    method: request.method,
    target: url.pathname + url.search,
    origin: url.origin,
    header: (name) => headers.get(name) ?? undefined,
    readBody: (limit) => readStream(body, limit),
  };
}

/** @throws BodyTooLarge as soon as it is longer than the limit (bytes) */
export async function readStream(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let read = await reader?.read(); read?.done === false; read = await reader?.read()) {
    chunks.push(read.value);
    length += read.value.length;
    if (length > limit) {
      await reader?.cancel();
      throw new BodyTooLarge();
    }
  }
  return Buffer.concat(chunks);
}

export function toResponse({ status, reason, headers, body }: Answer): Response {
  return new Response(body, { status, statusText: reason, headers });
}
