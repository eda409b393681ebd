/** Checks whether the base URL can be reached. Other machines are asked only when told to, and never get the token. */
import type { Fetch } from "../client/index.ts";
import { isLoopback } from "../protocol/loopback.ts";
import type { Finding } from "./finding.ts";
import { isAnybodyThere, type Nobody, whoAnswers } from "./who-answers.ts";

const check = "Reachability";

export async function checkReach(baseUrl: string, reach: boolean, fetch: Fetch): Promise<Finding> {
  const { hostname, protocol } = new URL(baseUrl);
  if (isLoopback(hostname)) return toldOfThisMachine(baseUrl, protocol, fetch);
  if (!reach) {
    return {
      check,
      outcome: "skipped",
      says: `${baseUrl} is another machine, which was not asked`,
      please: "use --reach for one request without a token",
    };
  }
  const answering = await isAnybodyThere(baseUrl, fetch);
  if (answering.who === "nobody") return { check, outcome: "wrong", ...whyNot(baseUrl, protocol, answering) };
  return { check, outcome: "ok", says: `${baseUrl} answers` };
}

async function toldOfThisMachine(baseUrl: string, protocol: string, fetch: Fetch): Promise<Finding> {
  const answering = await whoAnswers(baseUrl, fetch);
  if (answering.who === "nobody") return { check, outcome: "wrong", ...whyNot(baseUrl, protocol, answering) };
  if (answering.who === "emulator")
    return { check, outcome: "ok", says: `an emulator answers at ${baseUrl}` };
  const { origin } = new URL(baseUrl);
  if (origin !== baseUrl && (await whoAnswers(origin, fetch)).who === "emulator") {
    return {
      check,
      outcome: "wrong",
      says: `the emulator's address has no path, and ${baseUrl} has one`,
      please: `leave it away: ${origin}`,
    };
  }
  return {
    check,
    outcome: "note",
    says: `${baseUrl} answers, and is no emulator of this toolkit (${answering.status} to its health check)`,
    please: "start the emulator (protexting emulate), and set PROTEXTING_BASE_URL to the address it prints",
  };
}

function whyNot(baseUrl: string, protocol: string, { code, says }: Nobody): Pick<Finding, "says" | "please"> {
  const { hostname, port } = new URL(baseUrl);
  const told = `${baseUrl} cannot be reached: ${says}`;
  if (says === "bad port") {
    return {
      says: `fetch refuses port ${port}, as browsers do: it belongs to another protocol`,
      please: "choose another port; the emulator's own is 4280",
    };
  }
  if (code === "ECONNREFUSED") {
    return {
      says: `nobody listens at ${baseUrl}`,
      please: isLoopback(hostname)
        ? `start the emulator: protexting emulate${port === "" || port === "4280" ? "" : ` --port ${port}`}`
        : "check host and port",
    };
  }
  if (protocol === "https:" && /WRONG_VERSION_NUMBER|PACKET_LENGTH|^EPROTO$/.test(code)) {
    return {
      says: `${baseUrl} does not speak TLS`,
      please: `write http: the emulator is http://${hostname}:${port}`,
    };
  }
  if (protocol === "http:" && /^HPE_|^UND_ERR_SOCKET$|^ECONNRESET$/.test(code)) {
    return {
      says: `${told}; it does not speak plain HTTP`,
      please: "write https, if it is a server with TLS",
    };
  }
  if (/^ENOTFOUND$|^EAI_AGAIN$/.test(code)) {
    return {
      says: `no address is known for ${hostname} (${code})`,
      please: "check the spelling, and the name server",
    };
  }
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code)) {
    return {
      says: `the certificate of ${hostname} is not trusted (${code})`,
      please:
        "give the authority of your company to Node with NODE_EXTRA_CA_CERTS; never switch the check off",
    };
  }
  return { says: told, please: "check network, proxy and firewall" };
}
