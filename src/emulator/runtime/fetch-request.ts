/** A request handed over by `fetch` in the same process. Header case and order are what `Headers` makes of them. */
import { IN_PROCESS } from "../domain/gate.ts";
import type { Answer } from "../http/answer.ts";
import { bytesSent } from "../http/transport-fault.ts";
import { BodyAborted, BodyTooLarge, type VendorRequest } from "../http/vendor-request.ts";
import { wholeResponse } from "./whole-response.ts";

export function receivedFromFetch(request: Request): VendorRequest {
  const url = new URL(request.url);
  // Not the request itself: it would keep the body in memory for as long as the journal keeps the call.
  const { headers, body } = request;
  return {
    method: request.method,
    target: url.pathname + url.search,
    origin: url.origin,
    address: IN_PROCESS,
    header: (name) => headers.get(name) ?? undefined,
    readBody: (limit) => readStream(body, limit),
  };
}

/**
 * @throws BodyTooLarge as soon as it is longer than the limit (bytes)
 * @throws BodyAborted when the stream breaks off
 */
export async function readStream(
  body: ReadableStream<Uint8Array> | null,
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  const next = () =>
    reader?.read().catch((cause: unknown) => {
      throw new BodyAborted("The body broke off.", { cause });
    });
  for (let read = await next(); read?.done === false; read = await next()) {
    chunks.push(read.value);
    length += read.value.length;
    if (length > limit) {
      await reader?.cancel();
      throw new BodyTooLarge();
    }
  }
  return Buffer.concat(chunks);
}

/**
 * An answer that hangs stays open until the caller's signal fires or the emulator ends.
 * @throws TypeError, as fetch does, where a fault breaks the connection
 */
export async function toResponse(answer: Answer, request: Request, ending: AbortSignal): Promise<Response> {
  const { status, reason, headers, body, breakage } = answer;
  const init = { status, statusText: reason, headers };
  switch (breakage?.kind) {
    case undefined:
      return body === "" ? new Response(null, init) : wholeResponse(body, init);
    case "hang":
      return hang(request.signal, ending);
    case "cut":
      return new Response(cutShort(Buffer.from(body), breakage), init);
    case "reset":
    case "close":
    case "garbage":
      throw broken(breakage.kind);
  }
}

function broken(kind: string): TypeError {
  return new TypeError("fetch failed", { cause: new Error(`The connection broke: ${kind}.`) });
}

/** Rejects as fetch does: with the reason of the caller's signal, or because the other side went away. */
function hang(caller: AbortSignal, ending: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const giveUp = (): void => reject(caller.reason);
    const end = (): void => reject(broken("the emulator ended"));
    if (caller.aborted) giveUp();
    else if (ending.aborted) end();
    caller.addEventListener("abort", giveUp, { once: true });
    ending.addEventListener("abort", end, { once: true, signal: caller });
  });
}

function cutShort(bytes: Buffer, breakage: { readonly atByte: number | null }): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      const sent = bytesSent(breakage, bytes.length);
      if (sent > 0) controller.enqueue(new Uint8Array(bytes.subarray(0, sent)));
    },
    pull(controller) {
      controller.error(new TypeError("terminated", { cause: new Error("The connection broke: cut.") }));
    },
  });
}

/** Rejects as soon as the caller's signal fires, as fetch does, whatever the answer still takes. */
export function unlessAborted<T>(promise: Promise<T>, caller: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = (): void => reject(caller.reason);
    if (caller.aborted) giveUp();
    caller.addEventListener("abort", giveUp, { once: true });
    promise.then(resolve, reject).finally(() => caller.removeEventListener("abort", giveUp));
  });
}
