/** Target of all requests: one origin, fixed before the first of them. */
import { isIP } from "node:net";
import { isLoopback } from "../../../src/protocol/loopback.ts";

export interface Target {
  /** Origin as in the address given, for reports. */
  readonly origin: string;
  readonly secure: boolean;
  readonly hostname: string;
  readonly port: number;
  /** Connected to instead of what a name server says. */
  readonly address: string | undefined;
}

/** `host:port:address`, as in curl. */
const RESOLVE = /^([^:[\]]+):(\d{1,5}):(.+)$/;

/**
 * @param resolve each `host:port:address`
 * @throws Error for an address that holds more than an origin, and for plain http to another machine than this one
 */
export function readTarget(url: string, resolve: readonly string[] = []): Target {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const secure = parsed?.protocol === "https:";
  const plain = parsed?.protocol === "http:";
  if (parsed === undefined || !(secure || plain) || parsed.href !== `${parsed.origin}/`) {
    // The text itself is not repeated: what does not belong there may be a token.
    throw unusable(
      "it is no plain address like https://api2.protexting.com",
      "give scheme, host and port only",
    );
  }
  const { hostname, origin } = parsed;
  const port = Number(parsed.port) || (secure ? 443 : 80);
  const address = addressOf(hostname, port, resolve);
  if (!secure && !isLoopback(address ?? hostname)) {
    throw unusable(`${origin} is another machine, and http would show it the token in the open`, "use https");
  }
  return { origin, secure, hostname, port, address };
}

/**
 * The address that `--resolve` pins the target to: whose answers those are is the caller's word.
 *
 * @throws Error as {@link readTarget}
 */
export function pinnedOf(url: string, resolve: readonly string[] = []): string | undefined {
  return resolve.length === 0 ? undefined : readTarget(url, resolve).address;
}

function addressOf(hostname: string, port: number, resolve: readonly string[]): string | undefined {
  const found = resolve.map((entry) => {
    const [, host = "", at = "", address = ""] = RESOLVE.exec(entry) ?? [];
    const bare = address.replace(/^\[(.*)\]$/, "$1");
    if (isIP(bare) === 0) {
      throw new Error(
        `Failed to read --resolve: "${entry}" is not host:port:address. Please write it like api.example.test:443:127.0.0.1.`,
      );
    }
    return { host: host.toLowerCase(), port: Number(at), address: bare };
  });
  const own = found.find((entry) => entry.host === hostname && entry.port === port)?.address;
  if (own !== undefined) return own;
  // "localhost" is whatever a hosts file says, so it is not left to one.
  const isName = !hostname.startsWith("[") && isIP(hostname) === 0;
  return isName && isLoopback(hostname) ? "127.0.0.1" : undefined;
}

function unusable(reason: string, please: string): Error {
  return new Error(`Failed to use the address of the live API: ${reason}. Please ${please}.`);
}
