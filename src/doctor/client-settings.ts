/** Base URL and token as the client and the commands would take them. The token is looked at, and never shown. */
import { ProTexting } from "../client/index.ts";
import type { Environment } from "../commands/machine.ts";
import { isLoopback } from "../protocol/loopback.ts";
import { messageOf } from "../shared/error-text.ts";
import type { Finding } from "./finding.ts";

/** Tokens that the emulator takes unless its settings say otherwise. */
const EMULATORS_TOKEN = /^test_|^your_access_token$/;

export interface ClientSettings {
  readonly findings: readonly Finding[];
  /** Undefined when the client refuses it. */
  readonly baseUrl: string | undefined;
  /** Undefined when there is none, or one that had better not leave this machine. */
  readonly token: string | undefined;
}

export function checkClientSettings(flag: string | undefined, environment: Environment): ClientSettings {
  const written = flag ?? (environment["PROTEXTING_BASE_URL"] || undefined);
  const token = environment["PROTEXTING_ACCESS_TOKEN"] ?? "";
  const url = checkBaseUrl(written, flag === undefined ? "PROTEXTING_BASE_URL" : "--base-url");
  const tokens = checkToken(token, url.baseUrl);
  return {
    baseUrl: url.baseUrl,
    token: token === "" || tokens.outcome === "wrong" ? undefined : token,
    findings: [url.finding, tokens],
  };
}

function checkBaseUrl(written: string | undefined, origin: string) {
  const check = "Base URL";
  try {
    const { baseUrl } = new ProTexting({ accessToken: "test_doctor", baseUrl: written }).toJSON();
    const finding: Finding =
      written === undefined
        ? {
            check,
            outcome: "note",
            says: `${origin} is not set: it is the live API, ${baseUrl}`,
            please: "set PROTEXTING_BASE_URL=http://127.0.0.1:4280 to talk to the emulator",
          }
        : { check, outcome: "ok", says: `${baseUrl} (${origin})` };
    return { finding, baseUrl };
  } catch (error) {
    const finding: Finding = {
      check,
      outcome: "wrong",
      says: messageOf(error),
      please: `set ${origin} to an address like http://127.0.0.1:4280, and nothing behind it`,
    };
    return { finding, baseUrl: undefined };
  }
}

function checkToken(token: string, baseUrl: string | undefined): Finding {
  const check = "Access token";
  const name = "PROTEXTING_ACCESS_TOKEN";
  if (token === "") {
    return {
      check,
      outcome: "note",
      says: `${name} is not set`,
      please: `set it for send, report and balance; for the emulator any that starts with test_ will do: export ${name}=test_mine`,
    };
  }
  const unusable = problemOf(token);
  if (unusable !== undefined)
    return {
      check,
      outcome: "wrong",
      says: `${name} ${unusable}`,
      please: `set ${name} to the token and nothing else`,
    };
  if (baseUrl === undefined) return { check, outcome: "ok", says: `${name} is set` };
  const local = isLoopback(new URL(baseUrl).hostname);
  const test = EMULATORS_TOKEN.test(token);
  if (local && !test) {
    return {
      check,
      outcome: "note",
      says: `${name} does not start with test_, so an emulator answers 401 unless it knows it`,
      please:
        "take a token like test_mine, or make the account by POST /_emulator/accounts; a real token has no business on this machine's emulator",
    };
  }
  if (!local && test) {
    return {
      check,
      outcome: "wrong",
      says: `${name} is one for the emulator, and the base URL leads elsewhere: ${baseUrl}`,
      please: "set PROTEXTING_BASE_URL to the emulator's address, or the token to one of your account",
    };
  }
  return { check, outcome: "ok", says: `${name} is set` };
}

/** Damage that tokens take when they are copied. */
function problemOf(token: string): string | undefined {
  if (/^\s|\s$/.test(token)) return "begins or ends with white space";
  if (/^["'].*["']$/.test(token)) return "has quotation marks around it";
  if (/[^\x21-\x7e]/.test(token)) return "has characters that no token has";
  return undefined;
}
