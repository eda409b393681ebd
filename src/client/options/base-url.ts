import { isLoopback } from "../../protocol/loopback.ts";
import { unusable } from "../errors/configuration-error.ts";
import type { Redact } from "../redact/redact.ts";

export const DEFAULT_BASE_URL = "https://api2.protexting.com";

/**
 * Checks a base URL and takes the slash off its end.
 *
 * @param origin the option or environment variable it came from
 * @throws ConfigurationError
 */
export function checkBaseUrl(
  value: string,
  origin: string,
  allowInsecureHttp: boolean,
  redact: Redact,
): string {
  // Query and credentials may hold secrets, and in text that is no address their ends are not known.
  const shown = /[?#@]/.test(value) ? "not shown" : redact(value);
  const refuse = (please: string) => unusable(origin, shown, please);

  const url = parse(value);
  const isBare = url?.username === "" && url.password === "" && !/[?#]/.test(value);
  if (!isBare || !/^https?:$/.test(url.protocol)) {
    throw refuse(`give an address like ${DEFAULT_BASE_URL}, without credentials, query and fragment`);
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && !allowInsecureHttp) {
    throw refuse("use https, which encrypts the token, or allowInsecureHttp: true in a trusted network");
  }
  return `${url.origin}${url.pathname.replace(/(?<!\/)\/+$/, "")}`;
}

function parse(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}
