/**
 * A response whose body is there already. Given as a text, Node's `Response` would end it by `queueMicrotask`, and give
 * it again and again for as long as a test has that faked.
 */
export function wholeResponse(body: string | Uint8Array, init: ResponseInit): Response {
  const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  return new Response(stream, init);
}
