import { ConfigurationError } from "./errors.ts";
import type { Redact } from "./redact.ts";

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
  // What is shown has neither query nor credentials, where secrets may be.
  const shown = redact(value)
    .replace(/[?#].*$/s, "")
    .replace(/\/\/[^/]*@/, "//");
  const refuse = (problem: string, please: string) =>
    new ConfigurationError(`Failed to create the client: ${origin} ${problem} (${shown}). Please ${please}.`);

  const url = parse(value);
  if (url === undefined || (url.protocol !== "https:" && url.protocol !== "http:")) {
    throw refuse("is no http or https address", `give one like ${DEFAULT_BASE_URL}`);
  }
  if (url.username !== "" || url.password !== "" || /[?#]/.test(value)) {
    throw refuse("holds more than an address", "leave out user name, password, query and fragment");
  }
  if (url.protocol === "http:" && !isLoopback(url.hostname) && !allowInsecureHttp) {
    throw refuse(
      "would send the access token unencrypted",
      "use https, or set allowInsecureHttp: true in a trusted network",
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

function parse(value: string): URL | undefined {
  try {
    return new URL(value);
  } catch {
    return undefined;
  }
}

/** Host names as `URL` writes them, which turns `127.1` and `0x7f.1` into `127.0.0.1`. */
function isLoopback(hostname: string): boolean {
  return /^(.+\.)?localhost$|^127(\.\d{1,3}){3}$|^\[::1\]$/.test(hostname);
}
