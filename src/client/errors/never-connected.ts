/** Recognises failures of `fetch` that mean that no connection came about, so that nothing can have been sent. */

import { codeOf } from "../redact/redact-cause.ts";
import { chain } from "./failure.ts";

/** System calls of Node that come before anything is written. */
const SYSCALLS: readonly unknown[] = ["connect", "getaddrinfo"];

/** Beginnings of codes of Node, Bun and node-fetch: of the connection, then of the TLS handshake before the request. */
const CODES =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_|UND_ERR_CONNECT_|ConnectionRefused|FailedToOpenSocket|(?:ERR_TLS_)?CERT_|(?:DEPTH_ZERO_)?SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)$|PATH_LENGTH_|ERR_SSL_(?:WRONG_VERSION_|HTTP_REQUEST|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_|SSLV3_ALERT_HANDSHAKE_|TLSV1_(?:ALERT_PROTOCOL_|UNRECOGNIZED_NAME)))/;

/**
 * Words where the code is missing, or is one that a later failure has as well. Node: a port that `fetch` never asks, and a
 * handshake that was broken off. Deno, whose failures after the connection say SendRequest instead.
 */
const WORDS =
  /^bad port$|\bsocket disconnected before secure TLS connection was established$|\bclient error \(Connect\)|^Fetch failed: Requests to port \d+ are blocked$/;

/** OpenSSL's and Bun's for a handshake that failed; node-fetch tells the code in its message as well. */
const HANDSHAKE_WORDS = /\b(?:wrong version number|TLS handshake failed)\b/;

/** EPROTO is a later failure's code too. */
function failedHandshake({ message }: Error): boolean {
  const at = message.search(/\bEPROTO\b/);
  return at !== -1 && HANDSHAKE_WORDS.test(message.slice(at));
}

/** False where it is not certain, as in a browser, which does not tell. */
export function neverConnected(cause: unknown): boolean {
  return chain(cause).some(
    (error) =>
      SYSCALLS.includes(Reflect.get(error, "syscall")) ||
      CODES.test(codeOf(error) ?? "") ||
      WORDS.test(error.message) ||
      failedHandshake(error),
  );
}
