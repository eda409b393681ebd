/** The one place from which a request leaves, and where the token is put into it. */
import { type IncomingMessage, request as plainRequest } from "node:http";
import { request as secureRequest } from "node:https";
import { isIP } from "node:net";
import { codeOf } from "../../../src/shared/error-text.ts";
import type { Target } from "./target.ts";

/** Bytes of an answer; the API's own have a few thousand at most. */
const LONGEST_ANSWER = 1024 * 1024;

/** Request as it leaves, composed from checked parts; nothing is passed along. */
export interface Leaving {
  readonly method: string;
  /** Path and query, token included. */
  readonly target: string;
  readonly accept: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}

export interface ForwardedAnswer {
  readonly status: number;
  /** Name and value, as they came. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
}

/**
 * By Node's own http, which follows no redirect, takes no proxy from the environment and repeats nothing.
 *
 * @param timeoutMs from the first byte sent to the last byte of the answer
 * @throws Error without the address, which has the token in it
 */
export async function forward(
  to: Target,
  leaving: Leaving,
  timeoutMs: number,
  stopped: AbortSignal,
): Promise<ForwardedAnswer> {
  const deadline = AbortSignal.timeout(timeoutMs);
  const signal = AbortSignal.any([deadline, stopped]);
  return await exchange(to, leaving, signal).catch((error: unknown) => {
    // In words of our own: those of the error may hold the path.
    if (deadline.aborted) throw new Error(`no answer came within ${timeoutMs / 1000} s`);
    if (stopped.aborted) throw new Error("the run was stopped before the answer came");
    throw new Error(
      error instanceof TooLong ? error.message : `no answer came (${codeOf(error) ?? "broken off"})`,
    );
  });
}

async function exchange(to: Target, leaving: Leaving, signal: AbortSignal): Promise<ForwardedAnswer> {
  const message = await send(to, leaving, signal);
  const body = await read(message, signal);
  return { status: message.statusCode ?? 0, headers: pairsOf(message.rawHeaders), body };
}

function send(to: Target, leaving: Leaving, signal: AbortSignal): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new Error("stopped"));
    const { address } = to;
    const host = to.hostname.replace(/^\[(.*)\]$/, "$1");
    const request = (to.secure ? secureRequest : plainRequest)({
      host: address ?? host,
      port: to.port,
      method: leaving.method,
      path: leaving.target,
      headers: {
        Host: new URL(to.origin).host,
        Accept: leaving.accept,
        ...(leaving.contentType === "" ? {} : { "Content-Type": leaving.contentType }),
        ...(leaving.body.length === 0 ? {} : { "Content-Length": leaving.body.length }),
        "Accept-Encoding": "identity",
        "User-Agent": "protexting-toolkit verify",
      },
      agent: false,
      signal,
      // Whatever NODE_TLS_REJECT_UNAUTHORIZED says; and by the name, not by the address connected to.
      ...(to.secure ? { rejectUnauthorized: true, ...(isIP(host) ? {} : { servername: host }) } : {}),
    });
    request.on("response", resolve);
    request.on("error", reject);
    request.end(leaving.body);
    return undefined;
  });
}

class TooLong extends Error {}

async function read(message: IncomingMessage, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message) {
    if (signal.aborted) break;
    const bytes = Buffer.from(chunk);
    length += bytes.length;
    if (length > LONGEST_ANSWER) {
      message.destroy();
      throw new TooLong(`the answer is longer than ${LONGEST_ANSWER} bytes`);
    }
    chunks.push(bytes);
  }
  if (signal.aborted || !message.complete) throw new Error("cut off");
  return Buffer.concat(chunks);
}

function pairsOf(raw: readonly string[]): readonly (readonly [string, string])[] {
  return raw.flatMap((name, index) => (index % 2 === 0 ? [[name, raw[index + 1] ?? ""] as const] : []));
}
