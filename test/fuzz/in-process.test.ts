import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createEmulator } from "../../src/emulator/index.ts";
import { headerOf, type RawAnswer } from "../support/raw-socket.ts";
import { NO_LIMITS, SEED, startTestEmulator } from "../support/test-emulator.ts";
import { accept, body, contentType, method, override, path, query } from "./hostile.ts";
import { answersIn, bytesOf, exchange, expectAnswer, runs } from "./support.ts";

/** What both ways must agree on. Dates too: both emulators have the same clock that stands still. */
interface Seen {
  readonly status: number;
  readonly reason: string;
  readonly headers: Readonly<Record<string, string | null | undefined>>;
  readonly body: string;
}

const NAMES = [
  ...["Date", "X-Powered-By", "Cache-Control", "Pragma", "Link", "Allow", "Content-Type", "Content-Length"],
  ...["X-Rate-Limit-Limit", "X-Rate-Limit-Remaining", "X-Rate-Limit-Reset"],
];

function seenRaw(answer: RawAnswer): Seen {
  const headers = Object.fromEntries(NAMES.map((name) => [name, headerOf(answer, name)]));
  return { status: answer.status, reason: answer.reason, headers, body: answer.body };
}

async function seenInProcess(response: Response): Promise<Seen> {
  const headers = Object.fromEntries(NAMES.map((name) => [name, response.headers.get(name) ?? undefined]));
  return { status: response.status, reason: response.statusText, headers, body: await response.text() };
}

const maybe = <T>(draw: fc.Arbitrary<T>) => fc.option(draw, { nil: undefined });

test("a request in the same process is answered as over a socket: status, reason, headers and body [errors.shape]", async () => {
  const running = await startTestEmulator(NO_LIMITS);
  const host = `127.0.0.1:${running.port}`;
  const inProcess = createEmulator({ settings: NO_LIMITS, seed: SEED, clock: running.clock });
  const request = fc.record({ method, path, query, body });
  const given = fc.record({
    Accept: maybe(accept),
    "Content-Type": maybe(contentType),
    "X-HTTP-Method-Override": maybe(override),
  });
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(request, given, async (drawn, values) => {
      // What a URL makes of the draw is what both can say.
      const url = new URL(`http://${host}${drawn.path.replace(/^\/+/, "/")}?${drawn.query}`);
      const hasBody = !["GET", "HEAD"].includes(drawn.method);
      const headers = Object.entries({ Accept: "*/*", "Content-Type": "x", ...values }).map(
        ([name, value]) => [name, value ?? "*/*"] satisfies [string, string],
      );
      const content = Buffer.from(drawn.body);
      const bytes = bytesOf(host, {
        method: drawn.method,
        target: url.pathname + url.search,
        headers,
        ...(hasBody ? { body: content } : {}),
      });
      const [raw] = answersIn(await exchange({ emulator: running, host }, bytes), [drawn.method]);
      if (raw === undefined) throw new Error("No answer over the socket.");
      expect(expectAnswer(raw, drawn.method)).toBe("pipeline");
      const response = await inProcess.fetch(url, {
        method: drawn.method,
        headers,
        ...(hasBody ? { body: content } : {}),
      });
      const seen = await seenInProcess(response);
      expect(seen).toEqual(seenRaw(raw));
      statuses.add(seen.status);
    }),
    runs(400),
  );
  // The draws have been everywhere.
  expect([...statuses].sort((a, b) => a - b)).toEqual([200, 400, 401, 404, 405, 415, 422, 501]);
});
