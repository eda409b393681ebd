/** The platform's `fetch`, kept from repeating a request by itself. */
import type { Fetch } from "../options/settings.ts";

const own = globalThis.fetch;

/** Looked up at each call, so that what replaces the platform's later is used; it then gets the body as a text. */
export const platformFetch: Fetch = (url, init) =>
  globalThis.fetch(url, globalThis.fetch === own && canStream() ? unrepeatable(init) : init);

/** Node, Bun and Deno can; browsers send no stream over HTTP/1.1. */
function canStream(): boolean {
  return globalThis.process?.versions?.node !== undefined;
}

/**
 * Node's `fetch` asks again after a 421, and Deno's when a kept connection closes, each with the body that it has kept.
 * A stream can be read once.
 */
function unrepeatable(init: RequestInit): RequestInit {
  if (typeof init.body !== "string") return init;
  const bytes = new TextEncoder().encode(init.body);
  const body = new ReadableStream({
    start(stream) {
      stream.enqueue(bytes);
      stream.close();
    },
  });
  const headers = { ...init.headers, "content-length": `${bytes.length}` };
  const streamed = { ...init, headers, body, duplex: "half" };
  return streamed;
}
